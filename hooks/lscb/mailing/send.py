"""`lscb send`: an issue of the newsletter, as it was built, to those who asked for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

from lscb.mailing.deliver import deliver
from lscb.mailing.delivery_log import DeliveryLog, InUseError, Status, delivery_log, log_folder
from lscb.mailing.message import ISSUE, POLICY
from lscb.mailing.recipients import recipients
from lscb.mailing.smtp import MailServerError, Security, connect
from lscb.model.dates import LONDON
from lscb.problems import ContentError, FieldError, nearest

SAID = {Status.REFUSED: "refused by the server", Status.NOT_SENT: "not taken now"}

app = typer.Typer(no_args_is_help=True, help="Send a newsletter by email.")


@app.callback()
def _send() -> None:
    """Send a newsletter by email."""


@app.command("newsletter")
def newsletter(
    slug: Annotated[str, typer.Argument(help="The issue's folder: 2015-spring.")],
    to: Annotated[str, typer.Option(help="One address, or a file outside the project with one address a line.")],
    smtp: Annotated[str, typer.Option(help="The mail server: mail.example.org:587.")],
    security: Annotated[Security, typer.Option(help="How the connection is encrypted.")] = Security.AUTO,
    really: Annotated[bool, typer.Option("--really", help="Send. Without this, only say what would be sent.")] = False,
    unsure: Annotated[bool, typer.Option("--unsure", help="Send also where a broken sending may have reached.")] = False,
) -> None:
    """Send an issue to each address that does not have it yet. LSCB_SMTP_USER and LSCB_SMTP_PASSWORD sign in to the server."""
    with _told():
        message = built_message(Path.cwd(), slug)
        addresses = recipients(to, Path.cwd())
        with delivery_log(log_folder() / f"{message[ISSUE]}.log") as log:
            due = _due(addresses, log, unsure=unsure)
            typer.echo(f"{message['Subject']}\nfrom {message['From']}\n{_counted(addresses, due, log)}")
            if not really:
                typer.echo("Nothing was sent: add --really to send.")
            elif due:
                _send_to(due, message, log, smtp, security)


def built_message(project: Path, slug: str) -> EmailMessage:
    """The message of an issue as it stands in `site/`. Raises MailServerError where it was not built."""
    editions = {file.parent.name: file for file in (project / "site" / "newsletters").glob("*/email.eml")}
    if slug not in editions:
        hint = nearest(slug, editions) or "make the site first: make build"
        raise MailServerError(f"there is no newsletter “{slug}” in site/ ({hint})")
    message: EmailMessage = message_from_bytes(editions[slug].read_bytes(), policy=POLICY)
    return message


def _due(addresses: Sequence[str], log: DeliveryLog, *, unsure: bool) -> list[str]:
    wanted = {None, Status.NOT_SENT, *({Status.BEGUN} if unsure else ())}
    return [address for address in addresses if log.of(address) in wanted]


def _counted(addresses: Sequence[str], due: Sequence[str], log: DeliveryLog) -> str:
    """“to 2 of 5 addresses: 1 has it already, 1 was refused, 1 may have it (--unsure sends to such)”."""
    statuses = [log.of(address) for address in addresses if address not in set(due)]
    words = {
        Status.SENT: "sent already",
        Status.REFUSED: "refused by the server",
        Status.BEGUN: "may have it (--unsure sends again)",
    }
    others = [f"{statuses.count(status):,} {said}" for status, said in words.items() if status in statuses]
    return f"to {len(due):,} of {len(addresses):,} address{'es' if len(addresses) != 1 else ''}" + (
        f": {', '.join(others)}" if others else ""
    )


def _send_to(due: Sequence[str], message: EmailMessage, log: DeliveryLog, server: str, security: Security) -> None:
    found: list[Status] = []
    with connect(server, security) as smtp, _progress(len(due)) as progress:
        try:
            for address, status in deliver(message, due, log, smtp, lambda: datetime.now(LONDON)):
                found.append(status)
                progress.advance(progress.task_ids[0])
                if status is not Status.SENT:
                    progress.console.print(f"{address}: {SAID[status]}", highlight=False)
        finally:
            left = len(due) - found.count(Status.SENT) - found.count(Status.REFUSED)
            progress.console.print(f"{found.count(Status.SENT):,} sent", highlight=False)
            if left:
                progress.console.print(f"{left:,} not sent: the same command goes on from here", highlight=False)
    if found.count(Status.SENT) < len(due):
        raise typer.Exit(1)


def _progress(total: int) -> Progress:
    progress = Progress(BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=Console(stderr=True))
    progress.add_task("sending", total=total)
    return progress


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except ContentError as error:
        typer.echo("\n".join(map(str, error.problems)), err=True)
        raise typer.Exit(1) from None
    except FieldError as error:
        typer.echo(f"--to: {error.message}, and no file ({error.hint})", err=True)
        raise typer.Exit(1) from None
    except MailServerError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    except InUseError:
        typer.echo("this issue is being sent by another command: wait for it to end", err=True)
        raise typer.Exit(1) from None
