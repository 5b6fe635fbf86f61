"""The connection to a mail server: encrypted, unless somebody says otherwise."""

from __future__ import annotations

import os
import smtplib
import ssl
from enum import StrEnum

USER, PASSWORD = "LSCB_SMTP_USER", "LSCB_SMTP_PASSWORD"
SECONDS = 60


class Security(StrEnum):
    """How the connection is encrypted: from the start, after the greeting (RFC 3207), or not at all.

    `auto` is from the start on port 465 (RFC 8314), and after the greeting on any other.
    """

    AUTO = "auto"
    TLS = "tls"
    STARTTLS = "starttls"
    PLAIN = "plain"


class MailServerError(Exception):
    """The server cannot be used, or takes no more; says why, to the person who sends."""


def host_and_port(server: str) -> tuple[str, int]:
    """`mail.example.org:587` in two parts; 587 where no port is given (RFC 6409). Raises MailServerError."""
    host, _, port = server.rpartition(":") if ":" in server else (server, "", "587")
    if not host or not port.isdecimal() or not 0 < int(port) < 65536:
        raise MailServerError(f"“{server}” is not a mail server: write it as mail.example.org:587")
    return host.strip("[]"), int(port)


def connect(server: str, security: Security) -> smtplib.SMTP:
    """A server ready to take messages, to be used in a `with`. User and password come from the environment.

    Raises MailServerError.
    """
    host, port = host_and_port(server)
    if security is Security.AUTO:
        security = Security.TLS if port == 465 else Security.STARTTLS
    user = os.environ.get(USER)
    if user and security is Security.PLAIN:
        raise MailServerError(f"a password never goes over an open line: unset {USER}, or leave out `--security plain`")
    try:
        smtp = _opened(host, port, security)
        if user:
            smtp.login(user, os.environ.get(PASSWORD, ""))
    except smtplib.SMTPNotSupportedError as error:
        raise MailServerError(f"{server} offers no such thing: {error}") from None
    except smtplib.SMTPAuthenticationError:
        raise MailServerError(f"{server} does not accept the user and password in {USER} and {PASSWORD}") from None
    except OSError as error:
        raise MailServerError(f"{server}: {error}") from None
    return smtp


def _opened(host: str, port: int, security: Security) -> smtplib.SMTP:
    trusted = ssl.create_default_context()
    if security is Security.TLS:
        return smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=trusted)
    smtp = smtplib.SMTP(host, port, timeout=SECONDS)
    if security is Security.STARTTLS:
        smtp.starttls(context=trusted)
    return smtp
