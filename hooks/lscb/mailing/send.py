"""`lscb send`: an issue of the newsletter, or a month's changes to procedures, as it was built, to those who asked for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from email.utils import make_msgid
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

from lscb.mailing.deliver import Delivery, Record, deliver
from lscb.mailing.delivery_log import HAS_OR_MAY_HAVE, DeliveryLog, LogError, Status, delivery_log
from lscb.mailing.message import POLICY, POLICY_UTF8, Letter, sender
from lscb.mailing.preflight import Checked, NotBuiltError, changes_checked, checked
from lscb.mailing.recipients import recipients
from lscb.mailing.smtp import Envelope, MailServer, MailServerError, Security, mail_server
from lscb.model.dates import LONDON, long_date
from lscb.problems import ContentError, FieldError

TESTERS = 10
SAID = {
    Status.REFUSED: "refused by the server",
    Status.NOT_SENT: "not taken now",
    Status.BEGUN: "may have it or not; ask, and --unsure sends it again",
}

app = typer.Typer(no_args_is_help=True)


@app.callback()
def _send() -> None:
    """Send a newsletter, or a month's changes to procedures, by email."""


To = Annotated[str, typer.Option(help="One address, or a file of addresses outside the project: a list, or a table (CSV).")]
Smtp = Annotated[str, typer.Option(help="The mail server: mail.example.org:587.")]
Encryption = Annotated[Security, typer.Option(help="How the connection is encrypted.")]
Test = Annotated[bool, typer.Option("--test", help=f"Send a test, to {TESTERS} people at most.")]
Really = Annotated[bool, typer.Option("--really", help="Send. Without this, only say what would be sent.")]
Unsure = Annotated[bool, typer.Option("--unsure", help="Send also to those who may have it or not.")]


@app.command("newsletter")
def newsletter(  # noqa: PLR0913 - typer makes an option of each
    slug: Annotated[str, typer.Argument(help="The issue's folder: 2015-spring.")],
    to: To,
    smtp: Smtp,
    *,
    security: Encryption = Security.AUTO,
    test: Test = False,
    correction: Annotated[bool, typer.Option("--correction", help="Send the corrected issue to those who had it.")] = False,
    really: Really = False,
    unsure: Unsure = False,
) -> None:
    """Send an issue to each address that does not have it yet. LSCB_SMTP_USER and LSCB_SMTP_PASSWORD sign in to the server."""
    with _errors_reported():
        if test and correction:
            raise MailServerError("--test and --correction: a correction is tested with --test alone, once it is built")
        server = mail_server(smtp, security)
        found = checked(Path.cwd(), slug, datetime.now(LONDON).date())
        letter = _letter(found, slug, test=test, correction=correction)
        addresses = recipients(to, Path.cwd())
        if test:
            _send_test(letter, addresses, server, really=really)
        else:
            _send_issue(letter, addresses, server, correction=correction, really=really, unsure=unsure)


@app.command("changes")
def changes(  # noqa: PLR0913 - typer makes an option of each
    month: Annotated[str, typer.Argument(help="The month: 2015-03.")],
    to: To,
    smtp: Smtp,
    *,
    security: Encryption = Security.AUTO,
    test: Test = False,
    really: Really = False,
    unsure: Unsure = False,
) -> None:
    """Send what changed in procedures in a month that is over, to each address that does not have it yet."""
    with _errors_reported():
        server = mail_server(smtp, security)
        letter = _letter(changes_checked(Path.cwd(), month, datetime.now(LONDON).date()), month, test=test, correction=False)
        addresses = recipients(to, Path.cwd())
        if test:
            _send_test(letter, addresses, server, really=really)
        else:
            _send_issue(letter, addresses, server, correction=False, really=really, unsure=unsure)


def _letter(found: Checked, slug: str, *, test: bool, correction: bool) -> Letter:
    """A letter that has been looked at. What is wrong with it is told, and stops all but a test."""
    edition = found.letter.edition
    typer.echo(f"{edition.title}, as it stands on {long_date(found.day)}\nfrom {sender(edition)}")
    if correction and not edition.corrections:
        raise NotBuiltError(
            "the issue has no correction: say what was wrong under `corrections:` in its issue.md, and make build"
        )
    for fault in found.faults:
        typer.echo(f"{slug} is not ready: {fault}", err=True)
    if found.faults and not test:
        raise typer.Exit(1)
    return found.letter


def _send_test(letter: Letter, addresses: Sequence[str], server: MailServer, *, really: bool) -> None:
    if len(addresses) > TESTERS:
        raise MailServerError(f"a test goes to at most {TESTERS} people, and this list has {len(addresses):,}")
    typer.echo(f"a test, to {_addresses(len(addresses))}")
    if not really:
        typer.echo("Nothing was sent: add --really to send.")
        return
    subject = f"[Test] {letter.edition.title}"

    def envelope_for(address: str) -> Envelope:
        return _envelope(letter, address, subject, make_msgid(domain="test")[1:].partition("@")[0])

    found = _delivered(addresses, envelope_for, lambda *_: None, server)
    statuses = {one.address: one.status for one in found}
    _report({address: statuses.get(address) for address in addresses})


def _send_issue(
    letter: Letter, addresses: Sequence[str], server: MailServer, *, correction: bool, really: bool, unsure: bool
) -> None:
    edition = letter.edition
    with delivery_log(edition.id) as log:
        wanted = [address for address in addresses if _had_it_before(log, address, edition.version)] if correction else addresses
        current = {address: _status(log, address, edition.version, correction=correction) for address in wanted}
        again = {None, Status.NOT_SENT, Status.REFUSED, *({Status.BEGUN} if unsure else ())}
        due = [address for address, status in current.items() if status in again]
        typer.echo(_counted(current, due, correction=correction))
        if not really:
            typer.echo("Nothing was sent: add --really to send.")
            return
        subject = f"Correction: {edition.title}" if correction else edition.title

        def envelope_for(address: str) -> Envelope:
            return _envelope(letter, address, subject, f"{edition.version}.{log.digest(address)[:16]}")

        def record(address: str, status: Status) -> None:
            log.record(address, edition.version, status)
            current[address] = status

        try:
            if due:
                _delivered(due, envelope_for, record, server)
        finally:
            _report(current)


def _had_it_before(log: DeliveryLog, address: str, version: str) -> bool:
    return any(status in HAS_OR_MAY_HAVE for other, status in log.of(address).items() if other != version)


def _status(log: DeliveryLog, address: str, version: str, *, correction: bool) -> Status | None:
    """What is known of an address: of this version of the issue, or of any, where somebody who has one needs no other."""
    known = log.of(address)
    if correction:
        return known.get(version)
    return next((status for status in (Status.SENT, Status.BEGUN) if status in known.values()), known.get(version))


def _counted(current: dict[str, Status | None], due: Sequence[str], *, correction: bool) -> str:
    """“to 2 of 5 addresses: 1 sent already, 2 may have it (--unsure sends again)”."""
    statuses = [status for address, status in current.items() if address not in set(due)]
    words = {Status.SENT: "sent already", Status.BEGUN: "may have it (--unsure sends again)"}
    others = [f"{statuses.count(status):,} {said}" for status, said in words.items() if status in statuses]
    whom = f"{_addresses(len(current))}{' that had the issue before' if correction else ''}"
    return f"to {len(due):,} of {whom}" + (f": {', '.join(others)}" if others else "")


def _addresses(count: int) -> str:
    return f"{count:,} address{'es' if count != 1 else ''}"


def _envelope(letter: Letter, address: str, subject: str, message_id: str) -> Envelope:
    message = letter.to(address, subject, message_id, datetime.now(LONDON))
    policy = POLICY if address.isascii() else POLICY_UTF8
    return Envelope(sender(letter.edition).addr_spec, address, message.as_bytes(policy=policy))


def _delivered(due: Sequence[str], envelope_for: Callable[[str], Envelope], record: Record, server: MailServer) -> list[Delivery]:
    """Send, and say of each person who was not served what the server said. An error ends the sending and is told."""
    found: list[Delivery] = []
    with _progress(len(due)) as progress:
        try:
            for one in deliver(due, envelope_for, record, server):
                found.append(one)
                progress.advance(progress.task_ids[0])
                if one.status is not Status.SENT:
                    progress.console.print(f"{one.address}: {one.said}", highlight=False, markup=False, soft_wrap=True)
        except (MailServerError, LogError) as error:
            progress.console.print(str(error), highlight=False, markup=False, soft_wrap=True)
    return found


def _report(current: dict[str, Status | None]) -> None:
    """Say how many have it, and who does not or may not: while there is anybody, this ends with status 1."""
    left = {address: status for address, status in current.items() if status is not Status.SENT}
    typer.echo(f"{len(current) - len(left):,} of {_addresses(len(current))} sent", err=True)
    for address, status in left.items():
        typer.echo(f"{address}: {SAID.get(status, 'not tried') if status else 'not tried'}", err=True)
    if left:
        typer.echo("The same command goes on from here; whoever will never be reached comes off the list.", err=True)
        raise typer.Exit(1)


def _progress(total: int) -> Progress:
    progress = Progress(BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=Console(stderr=True))
    progress.add_task("sending", total=total)
    return progress


@contextmanager
def _errors_reported() -> Iterator[None]:
    try:
        yield
    except ContentError as error:
        typer.echo("\n".join(map(str, error.problems)), err=True)
        raise typer.Exit(1) from None
    except FieldError as error:
        typer.echo(f"--to: {error.message}, and no file ({error.hint})", err=True)
        raise typer.Exit(1) from None
    except (MailServerError, NotBuiltError, LogError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
