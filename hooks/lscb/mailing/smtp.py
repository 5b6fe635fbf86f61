"""The mail server: how it is reached, encrypted unless somebody says otherwise, and how one message is handed over."""

from __future__ import annotations

import os
import smtplib
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

USER, PASSWORD = "LSCB_SMTP_USER", "LSCB_SMTP_PASSWORD"
REPLY, ACCEPTANCE, GOODBYE = 300, 600, 10
"""Seconds to wait for an answer, for the word that a message is taken (RFC 5321, section 4.5.3.2), and for the goodbye."""
RELAY = "use the server and port that your mail program sends through; a relay inside your own network takes `--security plain`"


class Security(StrEnum):
    """How the connection is encrypted: from the start, after the greeting (RFC 3207), or not at all.

    `auto` is from the start on port 465 (RFC 8314), and after the greeting on any other.
    """

    AUTO = "auto"
    TLS = "tls"
    STARTTLS = "starttls"
    PLAIN = "plain"


class MailServerError(Exception):
    """The server cannot be used; says why, to the person who sends."""


class UnavailableError(MailServerError):
    """The server cannot be used just now; another try may do."""


class Outcome(StrEnum):
    """What became of one message: only where it is `UNCERTAIN` can nobody know whether the server has it."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    DEFERRED = "deferred"
    LOST = "lost"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True)
class Result:
    """The outcome, and the server's own words or what happened to the connection."""

    outcome: Outcome
    said: str
    usable: bool = True  # whether the connection may carry the next message


@dataclass(frozen=True)
class Envelope:
    """One message for one recipient, with its lines ended as SMTP wants them."""

    sender: str
    recipient: str
    content: bytes


@dataclass(frozen=True)
class MailServer:
    """A server, how to speak to it, and as whom. Made by `mail_server`."""

    host: str
    port: int
    security: Security
    user: str = ""
    password: str = ""

    def connect(self) -> smtplib.SMTP:
        """A connection ready to take messages. Raises MailServerError, or UnavailableError where another try may do."""
        where = f"{self.host}:{self.port}"
        try:
            return self._ready()
        except smtplib.SMTPNotSupportedError as error:
            way = "unset LSCB_SMTP_USER" if "AUTH" in str(error) else RELAY
            what = "no sign-in (AUTH)" if "AUTH" in str(error) else "no encryption (STARTTLS)"
            raise MailServerError(f"{where} offers {what}: {way}") from None
        except smtplib.SMTPAuthenticationError as error:
            kind = UnavailableError if error.smtp_code < 500 else MailServerError
            said = _said(error.smtp_code, error.smtp_error)
            raise kind(f"{where} does not accept the user and password in {USER} and {PASSWORD}: {said}") from None
        except smtplib.SMTPResponseException as error:
            kind = UnavailableError if error.smtp_code < 500 else MailServerError
            raise kind(f"{where} says {_said(error.smtp_code, error.smtp_error)}") from None
        except (ssl.SSLEOFError, ssl.SSLZeroReturnError) as error:
            raise UnavailableError(f"{where}: {error}") from None
        except ssl.SSLError as error:
            raise MailServerError(f"{where}: {error} (is it the right port, and the right `--security`?)") from None
        except UnicodeError:
            raise MailServerError(f"“{self.host}” is not the name of a server") from None
        except smtplib.SMTPServerDisconnected as error:
            raise UnavailableError(f"{where}: {error}") from None
        except (smtplib.SMTPException, ConnectionRefusedError, socket.gaierror) as error:
            raise MailServerError(f"{where}: {error}") from None
        except OSError as error:
            raise UnavailableError(f"{where}: {error}") from None

    def _ready(self) -> smtplib.SMTP:
        trusted = ssl.create_default_context()
        if self.security is Security.TLS:
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=REPLY, context=trusted)
        else:
            smtp = smtplib.SMTP(self.host, self.port, timeout=REPLY)
        try:
            if smtp.sock:
                smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # or each message waits 0.04 s for nothing
            if self.security is Security.STARTTLS:
                smtp.starttls(context=trusted)
            smtp.ehlo_or_helo_if_needed()
            if self.user:
                smtp.login(self.user, self.password)
        except BaseException:
            smtp.close()
            raise
        return smtp


def mail_server(server: str, security: Security) -> MailServer:
    """`mail.example.org:587`, with user and password from the environment; 587 where no port is given (RFC 6409).

    Raises MailServerError.
    """
    host, _, port = server.rpartition(":") if ":" in server else (server, "", "587")
    if not host or not port.isdecimal() or not 0 < int(port) < 65536:
        raise MailServerError(f"“{server}” is not a mail server: write it as mail.example.org:587")
    if security is Security.AUTO:
        security = Security.TLS if int(port) == 465 else Security.STARTTLS
    user = os.environ.get(USER, "")
    if user and security is Security.PLAIN:
        raise MailServerError(f"a password never goes over an open line: unset {USER}, or leave out `--security plain`")
    return MailServer(host.strip("[]"), int(port), security, user, os.environ.get(PASSWORD, ""))


def hand_over(smtp: smtplib.SMTP, envelope: Envelope, begin: Callable[[], None]) -> Result:
    """Give one message to the server, and say what became of it.

    `begin` is called before anything of the message leaves. The message is the server's only once its last line, a dot, has
    gone (RFC 5321, section 4.1.1.4): what goes wrong before that leaves nobody in doubt.
    """
    asked = _envelope_taken(smtp, envelope)
    if asked.outcome is not Outcome.ACCEPTED:
        return asked
    begin()
    try:
        smtp.send(b"".join(_dotted(line) for line in envelope.content.splitlines(keepends=True)))
        if _speaks_or_is_gone(smtp):
            return Result(Outcome.LOST, "the connection broke off within the message", usable=False)
        smtp.send(b".\r\n")
    except OSError as error:
        return Result(Outcome.LOST, f"the connection broke off within the message: {error}", usable=False)
    return _acceptance(smtp)


def close(smtp: smtplib.SMTP) -> None:
    """Say goodbye. Whatever the server answers, what it took is taken."""
    with suppress(OSError, ValueError):
        _wait_at_most(smtp, GOODBYE)
        smtp.docmd("QUIT")
    smtp.close()


def _envelope_taken(smtp: smtplib.SMTP, envelope: Envelope) -> Result:
    """From whom and to whom, up to the word that the message may come."""
    options = [f"SIZE={len(envelope.content)}"] if smtp.has_extn("size") else []
    if not envelope.recipient.isascii():
        if not smtp.has_extn("smtputf8"):
            return Result(Outcome.REFUSED, "the server cannot write to an address with such letters (SMTPUTF8)")
        options += ["SMTPUTF8", "BODY=8BITMIME"]
    steps: tuple[tuple[Callable[[], tuple[int, bytes]], range], ...] = (
        (lambda: smtp.mail(envelope.sender, options), range(200, 300)),
        (lambda: smtp.rcpt(envelope.recipient), range(200, 300)),
        (lambda: smtp.docmd("DATA"), range(354, 355)),
    )
    for say, good in steps:
        try:
            code, words = say()
        except OSError as error:
            return Result(Outcome.LOST, str(error), usable=False)
        if code not in good:
            return _rejected(smtp, code, words)
    return Result(Outcome.ACCEPTED, "")


def _acceptance(smtp: smtplib.SMTP) -> Result:
    """The answer to a whole message."""
    try:
        _wait_at_most(smtp, ACCEPTANCE)
        code, words = smtp.getreply()
        _wait_at_most(smtp, REPLY)
    except OSError as error:
        return Result(Outcome.UNCERTAIN, f"no answer to the whole message: {error}", usable=False)
    if 200 <= code < 300:
        return Result(Outcome.ACCEPTED, _said(code, words))
    if 400 <= code < 600:
        return _rejected(smtp, code, words)
    return Result(Outcome.UNCERTAIN, f"no answer that makes sense: {_said(code, words)}", usable=False)


def _rejected(smtp: smtplib.SMTP, code: int, words: bytes) -> Result:
    """A message that was not taken; the connection is cleared for the next one (RFC 5321, section 4.1.1.5)."""
    if not 400 <= code < 600 or code == 421:
        return Result(Outcome.LOST, _said(code, words), usable=False)
    try:
        cleared, _ = smtp.docmd("RSET")
    except OSError:
        cleared = 0
    outcome = Outcome.REFUSED if code >= 500 else Outcome.DEFERRED
    return Result(outcome, _said(code, words), usable=200 <= cleared < 300)


def _dotted(line: bytes) -> bytes:
    """A dot at the head of a line is doubled (RFC 5321, section 4.5.2)."""
    return b"." + line if line.startswith(b".") else line


def _speaks_or_is_gone(smtp: smtplib.SMTP) -> bool:
    """Whether the server closed the connection, or broke in with an answer, before the message was at its end."""
    if smtp.sock is None:
        return True
    smtp.sock.settimeout(0)
    try:
        smtp.sock.recv(1)
    except (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError):
        return False
    except OSError:
        return True
    finally:
        smtp.sock.settimeout(REPLY)
    return True


def _wait_at_most(smtp: smtplib.SMTP, seconds: float) -> None:
    if smtp.sock:
        smtp.sock.settimeout(seconds)


def _said(code: int, words: bytes | str) -> str:
    """The server's words on one line; a reply without a number has the code -1."""
    text = " ".join((words.decode(errors="replace") if isinstance(words, bytes) else words).split())
    printable = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)[:300]
    return f"{code} {printable}" if code > 0 else printable or "nothing that makes sense"
