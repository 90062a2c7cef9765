"""The outbox on the command line: what waits, what a person must settle, what came back."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from commands.console import (
    CONFIG,
    ConfigOption,
    NowOption,
    Place,
    Refusal,
    _,
    clock,
    out,
    print_table,
    refusing_politely,
    words,
)
from records.outbox import Delivery, Letter, broken_addresses, letter, letters, mark, put_off
from reports.bounces import take_in
from reports.standings import DELIVERIES
from schedules.lock import only_run


class Settled(StrEnum):
    SENT = "sent"
    """It has arrived."""
    AGAIN = "again"
    """It has not: send it again."""


outbox_app = typer.Typer(help=_("Mails: what waits, what failed, what a person must settle."), no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    app.add_typer(outbox_app, name="outbox")


@outbox_app.command("list", help=_("List the mails that are not sent, and those that came back."))
def list_(config: ConfigOption = CONFIG) -> None:
    with refusing_politely():
        place = Place(config)
        with place.storing(), place.engine.connect() as connection:
            found = letters(connection, *(state for state in Delivery if state is not Delivery.SENT))
            broken = broken_addresses(connection)
        heading = [_("Number"), _("Run"), _("Kind"), _("To"), _("State"), _("Not before"), _("What was said")]
        body = [_cells(one) for one in found]
        if found:
            print_table(_("{count} mails", count=len(found)), heading, body, [heading[1], heading[5]])
        else:
            out.print(_("Every mail is sent."))
        for address, said in broken.items():
            sentence = _("No working contact: {address} ({said})", address=address, said=said)
            out.print(sentence, markup=False, soft_wrap=True)


def _cells(one: Letter) -> list[str]:
    state, when = words.say(DELIVERIES[one.state]), words.moment(one.not_before)
    return [str(one.id), str(one.run_id), one.kind, one.address, state, when, one.error]


@outbox_app.command(
    help=_("Settle a mail of which it is not known whether it arrived, or that failed: sent, or again.")
)
def settle(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help=_("The mail's number in the list."))],
    how: Annotated[Settled, typer.Argument(help=_("sent: it has arrived; again: send it again."))],
    config: ConfigOption = CONFIG,
    now: NowOption = "",
) -> None:
    with refusing_politely():
        place = Place(config)
        with only_run(place.folder), place.storing(), place.engine.begin() as connection:
            found = letter(connection, number)
            if found is None or found.state not in (Delivery.UNKNOWN, Delivery.FAILED, Delivery.BOUNCED):
                raise Refusal(_("No mail with the number {number} waits to be settled.", number=number))
            if how is Settled.SENT:
                mark(connection, number, Delivery.SENT, clock(now)())
            else:
                put_off(connection, found, clock(now)(), found.error)
        out.print(_("Recorded for mail {number}.", number=number))


@outbox_app.command(help=_("Read the reports of failed delivery in bounces_box of [mail]."))
def bounces(
    box: Annotated[
        Path | None, typer.Option(help=_("Another mailbox: an mbox file, a Maildir, a folder of .eml files."))
    ] = None,
    config: ConfigOption = CONFIG,
    now: NowOption = "",
) -> None:
    with refusing_politely():
        place = Place(config)
        path = box or (Path(place.county.mail.bounces_box) if place.county.mail.bounces_box else None)
        if path is None:
            raise Refusal(_("Name the mailbox with what came back: bounces_box in [mail], or --box."))
        with only_run(place.folder), place.storing(), place.engine.begin() as connection:
            found = take_in(connection, path, clock(now)())
            broken = broken_addresses(connection)
        for one in found:
            out.print(_("The mail to {to} came back.", to=one.address), markup=False, soft_wrap=True)
        if not found:
            out.print(_("Nothing new came back."))
        for address, said in broken.items():
            sentence = _("No working contact: {address} ({said})", address=address, said=said)
            out.print(sentence, markup=False, soft_wrap=True)
