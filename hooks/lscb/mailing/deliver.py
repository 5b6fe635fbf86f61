"""The sending of a mailing: a message for each recipient alone, recorded before and after, whatever the server does."""

from __future__ import annotations

import smtplib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from time import sleep

from lscb.mailing.delivery_log import Status
from lscb.mailing.smtp import Envelope, MailServer, MailServerError, Outcome, Result, UnavailableError, close, hand_over

TRIES = 2  # a connection may have broken for reasons that have nothing to do with the person
IN_VAIN = 6  # connections in a row over which no message went
REJECTED = 20  # messages in a row that were not taken
PAUSE = 2.0  # seconds before a connection is opened anew, longer each time

STATUSES = {
    Outcome.ACCEPTED: Status.SENT,
    Outcome.REFUSED: Status.REFUSED,
    Outcome.DEFERRED: Status.NOT_SENT,
    Outcome.LOST: Status.NOT_SENT,
    Outcome.UNCERTAIN: Status.BEGUN,
}


@dataclass(frozen=True)
class Delivery:
    """What became of the message for one recipient, with the server's own words."""

    address: str
    status: Status
    said: str


Record = Callable[[str, Status], None]
"""Keeps the status of an address before anything else happens."""


def deliver(
    addresses: Iterable[str], envelope_for: Callable[[str], Envelope], record: Record, server: MailServer
) -> Iterator[Delivery]:
    """Send to each address, and say what became of it.

    What befalls one recipient keeps nobody else from theirs. Raises MailServerError where the server cannot be used, or
    takes nothing from anybody; whoever was not told of by then was not written to.
    """
    with _Line(server) as line:
        in_a_row = 0
        for address in addresses:
            result = _delivered(line, envelope_for(address), record)
            record(address, STATUSES[result.outcome])
            yield Delivery(address, STATUSES[result.outcome], result.said)
            in_a_row = 0 if result.outcome is Outcome.ACCEPTED else in_a_row + 1
            if in_a_row == REJECTED:
                raise MailServerError(f"the server took none of the last {REJECTED} messages; of the last it said: {result.said}")


def _delivered(line: _Line, envelope: Envelope, record: Record) -> Result:
    result = Result(Outcome.LOST, "")
    for _ in range(TRIES):
        smtp = line.ready()
        result = hand_over(smtp, envelope, lambda: record(envelope.recipient, Status.BEGUN))
        line.after(result)
        if result.outcome is not Outcome.LOST:
            break
        record(envelope.recipient, Status.NOT_SENT)
    return result


@dataclass
class _Line:
    """The connection to the server, opened anew where it broke: so often, and no more."""

    server: MailServer
    smtp: smtplib.SMTP | None = None
    in_vain: int = 0
    last: str = ""

    def __enter__(self) -> _Line:
        return self

    def __exit__(self, failed: object, *_: object) -> None:
        if self.smtp and failed:
            self.smtp.close()  # perhaps within a message, where a goodbye would be text
        elif self.smtp:
            close(self.smtp)

    def ready(self) -> smtplib.SMTP:
        """The connection. Raises MailServerError where there is none to be had."""
        while self.smtp is None:
            if self.in_vain >= IN_VAIN:
                raise MailServerError(f"the server cannot be used: {self.last}")
            sleep(PAUSE * self.in_vain)
            try:
                self.smtp = self.server.connect()
            except UnavailableError as error:
                self.in_vain += 1
                self.last = str(error)
        return self.smtp

    def after(self, result: Result) -> None:
        """Take note of what became of a message."""
        if result.outcome in {Outcome.LOST, Outcome.UNCERTAIN}:
            self.in_vain += 1
            self.last = result.said
        else:
            self.in_vain = 0
        if not result.usable and self.smtp:
            self.smtp.close()
            self.smtp = None
