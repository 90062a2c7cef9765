"""How a browser is to be started by a WebDriver: as Playwright starts its own."""

from __future__ import annotations

import os
from collections.abc import Collection
from typing import Final, Literal
from urllib.parse import urlsplit

from selenium.webdriver.chrome.options import Options as ChromeOptions
from selenium.webdriver.common.options import ArgOptions
from selenium.webdriver.firefox.options import Options as FirefoxOptions

from crawler.browser.flags import FLAGS, through
from crawler.browser.gate import Gate

BrowserName = Literal["chrome", "firefox"]

AS_PLAYWRIGHT: Final = (
    "--headless=new",
    "--hide-scrollbars",
    "--mute-audio",
    "--force-color-profile=srgb",
    "--disable-back-forward-cache",
    "--disable-dev-shm-usage",
    "--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,PaintHolding,ThirdPartyStoragePartitioning",
    # A mouse that can hover, which a browser without a screen would not have.
    "--blink-settings=primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,availablePointerTypes=4",
)
PREFERENCES: Final[dict[str, str | bool | int]] = {
    "intl.accept_languages": "zh-TW",
    "ui.prefersReducedMotion": 1,
    "network.proxy.socks_remote_dns": True,
    "network.proxy.allow_hijacking_localhost": True,
}
"""Of Firefox."""


def options_for(browser: BrowserName, gate: Gate | None, allowed_hosts: Collection[str]) -> ArgOptions:
    """`gate`: the only way of a browser on this machine, but to the allowed hosts; None for one elsewhere."""
    options: ArgOptions
    if browser == "chrome":
        options = ChromeOptions()
        switches = [*AS_PLAYWRIGHT, *FLAGS]
        if gate:
            # Chromium has no sandbox for root. Elsewhere that is the business of those who run it there.
            switches += [*through(gate, frozenset(allowed_hosts)), *(["--no-sandbox"] if os.geteuid() == 0 else [])]
        for switch in switches:
            options.add_argument(switch)
        options.add_experimental_option("excludeSwitches", ["disable-popup-blocking"])
    else:
        options = FirefoxOptions()
        options.add_argument("-headless")
        for name, value in PREFERENCES.items():
            options.set_preference(name, value)
        if gate:
            way = {"proxyType": "manual", "socksProxy": urlsplit(gate.address).netloc, "socksVersion": 5}
            options.set_capability("proxy", {**way, "noProxy": sorted(allowed_hosts)})
    options.page_load_strategy = "none"
    options.unhandled_prompt_behavior = "dismiss"
    return options
