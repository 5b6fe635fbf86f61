"""The edition as a MIME message (RFC 5322, RFC 2046), ready for any mailer: what is the same for every recipient."""

from __future__ import annotations

import hashlib
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from lscb.mailing.edition import Edition

ISSUE = "X-LSCB-Issue"
NO_CLICK = "{recipient}"


def message_of(edition: Edition, text: str, html: str) -> EmailMessage:
    """The message without what only a sending gives it: recipient, date and id.

    The boundary comes from the content, so that the same issue gives the same bytes; it begins with `=_`, which quoted-printable
    text never holds (RFC 2045, section 6.7). `X-Unsent` makes Outlook open the file as a draft.
    """
    board = edition.board
    message = EmailMessage(policy=SMTP)
    message["Subject"] = edition.title
    message["From"] = Address(board.name, addr_spec=board.mailings.sender or board.email)
    if (board.mailings.sender or board.email) != board.email:
        message["Reply-To"] = Address(board.name, addr_spec=board.email)
    message["List-Id"] = f"{board.short_name} newsletter <newsletter.{board.host}>"
    message["List-Unsubscribe"] = f"<{edition.unsubscribe}>"
    if board.mailings.unsubscribe_web:
        message["X-LSCB-Unsubscribe"] = board.mailings.unsubscribe_web
    message["Content-Language"] = "en-GB"
    message[ISSUE] = edition.id
    message["X-Unsent"] = "1"
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    message.set_boundary(f"=_{hashlib.sha256((text + html).encode()).hexdigest()[:32]}")
    return message
