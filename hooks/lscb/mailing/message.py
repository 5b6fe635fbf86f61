"""The edition as a MIME message (RFC 5322, RFC 2046): as a draft for any mailer, and as a letter to one recipient."""

from __future__ import annotations

import hashlib
import re
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, datetime
from email.headerregistry import Address, HeaderRegistry, UniqueUnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8, EmailPolicy
from email.utils import format_datetime
from functools import cached_property
from typing import Any
from urllib.parse import quote

from lscb.mailing.edition import FOR_RECIPIENT, RECIPIENT, Edition

DAY = "X-LSCB-Day"
"""The day that a draft stands for; no letter has it."""
ALTERED = re.compile(r"^(?:>*From |\.)")
QP_LINE = 76


class _Addresses(UniqueUnstructuredHeader):
    """Addresses, one a line and as they are: the usual folding would encode long ones, and mailers look for plain ones here."""

    name: str

    def fold(self, *, policy: EmailPolicy) -> str:
        end = policy.linesep
        return f"{self.name}: {str(self).replace(', ', f',{end} ')}{end}"


_headers: Any = HeaderRegistry()
_headers.map_to_type("list-unsubscribe", _Addresses)
POLICY, POLICY_UTF8 = SMTP.clone(header_factory=_headers), SMTPUTF8.clone(header_factory=_headers)
"""How messages are written and read: lines end as SMTP wants them; the second for addresses beyond ASCII (RFC 6532)."""


@dataclass(frozen=True)
class Letter:
    """An edition with its text and its HTML."""

    edition: Edition
    text: str
    html: str

    def draft(self, day: date) -> EmailMessage:
        """The message without recipient, date and id, which a sending gives it. `X-Unsent` makes Outlook open it as a draft."""
        message = deepcopy(self._message)
        message["Subject"] = self.edition.title
        message[DAY] = day.isoformat()
        message["X-Unsent"] = "1"
        return message

    def to(self, address: str, subject: str, message_id: str, now: datetime) -> EmailMessage:
        """The message for one recipient: with their address and no other, a date, an id, and their own way out."""
        own = quote(address, safe="")
        message = self._message_with(own)
        message["Subject"] = subject
        local_part, _, domain = address.rpartition("@")
        message["To"] = Address(username=local_part, domain=domain)
        message["Date"] = format_datetime(now)
        message["Message-ID"] = f"<{message_id}@{sender(self.edition).domain}>"
        if web := self.edition.board.mailings.unsubscribe_web:
            stop = web.replace(RECIPIENT, own)
            message.replace_header("List-Unsubscribe", f"<{stop}>, {message['List-Unsubscribe']}")
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        return message

    @cached_property
    def _message(self) -> EmailMessage:
        return _message(self.edition, self.text, self.html)

    def _message_with(self, recipient: str) -> EmailMessage:
        """The message with a recipient in its links; what is the same for everybody is encoded once."""
        if FOR_RECIPIENT not in self.text + self.html:
            return deepcopy(self._message)
        return _message(self.edition, self.text.replace(FOR_RECIPIENT, recipient), self.html.replace(FOR_RECIPIENT, recipient))


def sender(edition: Edition) -> Address:
    """Who an edition is from."""
    board = edition.board
    return Address(board.name, addr_spec=board.mailings.sender or board.email)


def _message(edition: Edition, text: str, html: str) -> EmailMessage:
    """What drafts and letters share.

    The boundary comes from the content, so that the same issue gives the same bytes; it begins with `=_`, which quoted-printable
    text never holds (RFC 2045, section 6.7). Answering machines are asked to be silent (RFC 3834, and Microsoft's own header).
    """
    board = edition.board
    message = EmailMessage(policy=POLICY)
    message["From"] = sender(edition)
    if sender(edition).addr_spec != board.email:
        message["Reply-To"] = Address(board.name, addr_spec=board.email)
    message["List-Id"] = f"<{edition.list_name}.{board.host}>"
    message["List-Unsubscribe"] = f"<{edition.unsubscribe_letter}>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "OOF, AutoReply"
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    message.set_boundary(f"=_{hashlib.sha256((text + html).encode()).hexdigest()[:32]}")
    for part in message.iter_parts():
        part.set_payload(_kept_as_it_is(str(part.get_payload())))
        part["Content-Language"] = "en-GB"
    message["Content-Language"] = "en-GB"
    return message


def _kept_as_it_is(quoted_printable: str) -> str:
    """Quoted-printable text that no mail store alters: “From ” at the head of a line, and a dot, are encoded (RFC 2049)."""
    return "\n".join(_safe_line(line) for line in quoted_printable.split("\n"))


def _safe_line(line: str) -> str:
    if not ALTERED.match(line):
        return line
    first, rest = f"={ord(line[0]):02X}", line[1:]
    return first + rest if len(rest) + len(first) <= QP_LINE else f"{first}=\n{_safe_line(rest)}"
