"""The sending of an issue: a message for each recipient alone, each marked before and after."""

from __future__ import annotations

import smtplib
from collections.abc import Callable, Iterable
from copy import deepcopy
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import quote

from lscb.mailing.delivery_log import DeliveryLog, Status
from lscb.mailing.message import ISSUE, ONE_CLICK
from lscb.mailing.smtp import MailServerError


def personalised(message: EmailMessage, address: str, digest: str, now: datetime) -> EmailMessage:
    """An issue's message for one recipient: with their address and no other, a date, an id, and the way out.

    The id comes from the issue and the recipient's digest, so that even a message that went out twice is one to their mailbox.
    """
    own = deepcopy(message)
    sender = own["From"].addresses[0]
    own["To"] = Address(addr_spec=address)
    own["Date"] = format_datetime(now)
    own["Message-ID"] = f"<{own[ISSUE]}.{digest[:16]}@{sender.domain}>"
    if web := own[ONE_CLICK]:
        stop = str(web).replace("{recipient}", quote(address, safe=""))
        own.replace_header("List-Unsubscribe", f"<{stop}>, {own['List-Unsubscribe']}")
        own["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    for name in (ISSUE, ONE_CLICK, "X-Unsent"):
        del own[name]
    return own


def deliver(
    message: EmailMessage, addresses: Iterable[str], log: DeliveryLog, smtp: smtplib.SMTP, clock: Callable[[], datetime]
) -> Iterable[tuple[str, Status]]:
    """Send to each address, and say what became of it.

    A recipient whom the server refuses for good is marked so, one whom it cannot take now is left for the next time. Raises
    MailServerError where nothing more can be sent; whoever was being sent to at that moment stays marked as begun.
    """
    for address in addresses:
        own = personalised(message, address, log.digest(address), clock())
        log.record(address, Status.BEGUN)
        try:
            smtp.send_message(own)
            status = Status.SENT
        except smtplib.SMTPRecipientsRefused as error:
            (code, _), *_ = error.recipients.values()
            status = Status.REFUSED if code >= 500 else Status.NOT_SENT
        except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
            log.record(address, Status.NOT_SENT)
            said = error.smtp_error.decode(errors="replace") if isinstance(error.smtp_error, bytes) else error.smtp_error
            raise MailServerError(f"the server does not take this mailing: {error.smtp_code} {said}") from None
        except OSError as error:
            raise MailServerError(f"the connection broke off: {error}") from None
        log.record(address, status)
        yield address, status
