"""Try a page: run the probes, one after the other, each on a page that the one before has not disturbed."""

from __future__ import annotations

import asyncio
import importlib
import logging
import pkgutil
from collections.abc import Awaitable, Callable
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from crawler.browser import probes
from crawler.browser.driver import Driver, Impossible
from crawler.browser.failures import Failure, Navigated, ScriptFailure
from crawler.browser.hearing import heard
from crawler.extract.regions import region_along
from records.rendering import Box
from records.sizes import Loss, Lost
from records.spots import Spot
from records.trials import Trial

PROBE_SECONDS = 30
"""How long one probe may take."""
SECONDS = 10

log = logging.getLogger(__name__)


class Probe(NamedTuple):
    name: str
    try_it: Callable[[Driver, str], Awaitable[Trial]]
    disturbs: int
    """0: never; 1: seldom; 2: mostly."""


@cache
def all_probes() -> tuple[Probe, ...]:
    """Those that leave the page as they found it first, those that mostly do not last."""
    found = [_probe(module.name) for module in pkgutil.iter_modules(probes.__path__)]
    return tuple(sorted(found, key=lambda probe: (probe.disturbs, probe.name)))


def _probe(name: str) -> Probe:
    module = importlib.import_module(f"{probes.__name__}.{name}")
    return Probe(name.replace("_", "-"), module.probe, module.DISTURBS)


async def try_page(driver: Driver, url: str, load_anew: Callable[[], Awaitable[None]]) -> tuple[Trial, ...]:
    """What the probes have seen. One that breaks off leaves its own fact out, and costs the others nothing but time.

    `load_anew`: brings the page back to what it was; may raise Failure.
    """
    found: list[Trial] = []
    is_disturbed, is_heard = False, False
    for probe in all_probes():
        try:
            if is_disturbed:
                await load_anew()
                is_heard = False
            if not is_heard:
                await driver.evaluate(f"sitepatrol.hear({await heard(driver, SECONDS)})", SECONDS)
                is_heard = True
            made_of = await _kept(driver)
            is_disturbed = probe.disturbs > 0
            async with asyncio.timeout(PROBE_SECONDS):
                found.append(await probe.try_it(driver, url))
                is_disturbed = probe.disturbs > 0 and made_of != await _kept(driver)
        except Impossible:
            is_disturbed = False
        except Navigated:
            is_disturbed = True
        except (ScriptFailure, TimeoutError, ValueError, KeyError, TypeError) as error:
            log.info("probe %s on %s: %s", probe.name, url, error or type(error).__name__)
            is_disturbed = True
        except Failure as failure:
            log.info("probe %s on %s: %s", probe.name, url, failure)
            break
    return tuple(found)


async def _kept(driver: Driver) -> object:
    """Keep the page from leading away, whatever is done to it, and tell what it is made of."""
    return await driver.evaluate("sitepatrol.keep()", SECONDS)


def script_of(module: str) -> str:
    """The script beside a probe's file."""
    return _read(f"{module.rpartition('.')[2]}.js")


@cache
def _read(name: str) -> str:
    return resources.files(probes).joinpath(name).read_text("utf-8")


def read_spot(seen: dict[str, Any]) -> Spot:
    """What `sitepatrol.spot()` told of an element. Raises KeyError, ValueError or TypeError where it is none."""
    around = [(str(tag), {"role": role, "id": id, "class": names}) for tag, role, id, names in seen["path"]]
    box = Box(*(round(float(side)) for side in seen["box"]))
    selector, html, text, role = (str(seen[name]) for name in ("selector", "html", "text", "role"))
    return Spot(selector, html, text, role, region_along(around), box)


def read_spots(seen: list[dict[str, Any]]) -> tuple[Spot, ...]:
    return tuple(map(read_spot, seen))


def read_losses(seen: list[dict[str, Any]]) -> tuple[Loss, ...]:
    """What `sitepatrol.losses()` told. Raises as `read_spot` does."""
    return tuple(
        Loss(read_spot(one["spot"]), Lost(one["how"]), str(one["by"])[:1000], int(one["pixels"])) for one in seen
    )
