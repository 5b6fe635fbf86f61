"""The edition as a MIME message (RFC 5322, RFC 2046), ready for any mailer: what is the same for every recipient."""

from __future__ import annotations

import hashlib
from email.headerregistry import Address, HeaderRegistry, UniqueUnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from typing import Any

from lscb.mailing.edition import Edition

ISSUE, ONE_CLICK = "X-LSCB-Issue", "X-LSCB-Unsubscribe"
"""What a sending needs to know of the issue; neither goes out."""


class _Addresses(UniqueUnstructuredHeader):
    """Addresses, one a line and as they are: the usual folding would encode long ones, and mailers look for plain ones here."""

    name: str

    def fold(self, *, policy: EmailPolicy) -> str:
        end = policy.linesep
        return f"{self.name}: {str(self).replace(', ', f',{end} ')}{end}"


_headers: Any = HeaderRegistry()
_headers.map_to_type("list-unsubscribe", _Addresses)
_headers.map_to_type(ONE_CLICK.lower(), _Addresses)
POLICY = SMTP.clone(header_factory=_headers)
"""How messages are written and read: lines end as SMTP wants them."""


def message_of(edition: Edition, text: str, html: str) -> EmailMessage:
    """The message without what only a sending gives it: recipient, date and id.

    The boundary comes from the content, so that the same issue gives the same bytes; it begins with `=_`, which quoted-printable
    text never holds (RFC 2045, section 6.7). `X-Unsent` makes Outlook open the file as a draft.
    """
    board = edition.board
    message = EmailMessage(policy=POLICY)
    message["Subject"] = edition.title
    message["From"] = Address(board.name, addr_spec=board.mailings.sender or board.email)
    if (board.mailings.sender or board.email) != board.email:
        message["Reply-To"] = Address(board.name, addr_spec=board.email)
    message["List-Id"] = f"<newsletter.{board.host}>"
    message["List-Unsubscribe"] = f"<{edition.unsubscribe}>"
    if board.mailings.unsubscribe_web:
        message[ONE_CLICK] = board.mailings.unsubscribe_web
    message["Content-Language"] = "en-GB"
    message[ISSUE] = edition.id
    message["X-Unsent"] = "1"
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    message.set_boundary(f"=_{hashlib.sha256((text + html).encode()).hexdigest()[:32]}")
    return message
