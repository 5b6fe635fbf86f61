"""Ways to reach somebody, checked as what they are: email, telephone and web addresses, and links of these kinds."""

from __future__ import annotations

import re
from ipaddress import ip_address
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from email_validator import EmailSyntaxError, validate_email

from lscb.problems import FieldError

LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
HOST = re.compile(rf"(?:{LABEL}\.)+(?:[A-Za-z]{{2,63}}|xn--[A-Za-z0-9-]{{2,59}})", re.IGNORECASE)
WEB_SIGNS = re.compile(r"[^\s<>\"'\\^`\x00-\x20\x7f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+")
PHONE = re.compile(r"0\d{7,10}|[1-9]\d{2,5}", re.ASCII)
MAILTO_FIELDS = frozenset({"subject"})


def email_address(value: str) -> str:
    """One email address (RFC 5321), in letters that look like no others. Raises FieldError."""
    try:
        validate_email(value, check_deliverability=False, allow_smtputf8=False, strict=True)
        is_plain = value.isascii() and value == value.strip()
    except EmailSyntaxError:
        is_plain = False
    if not is_plain:
        raise FieldError(f"“{value}” is not an email address", hint="one address alone, as `office@example.org`")
    return value


def telephone_number(value: str) -> str:
    """A number as it is called within the country: from its 0 on, or a short one as 999. Raises FieldError."""
    if not re.fullmatch(r"[0-9]+(?: [0-9]+)*", value):
        raise FieldError(f"“{value}” is not a telephone number", hint="numbers and spaces only, as `01632 960 001`")
    if not PHONE.fullmatch(value.replace(" ", "")):
        raise FieldError(f"“{value}” is not as long as a telephone number", hint="check it digit by digit: `01632 960 001`")
    return value


def web_address(value: str) -> str:
    """An address on the public web. Raises FieldError, with what is wrong where that can be said."""
    parts = web_parts(value)
    host = parts.hostname or ""
    if is_own_computer(host):
        raise FieldError(f"“{value}” is an address on your own computer", hint="write the address that readers can reach")
    if parts.username is not None or parts.password is not None:
        raise FieldError(f"“{value}” hides its website behind an @", hint="write the address without what stands before the @")
    if not HOST.fullmatch(host):
        raise _no_web_address(value)
    return value


def site_address(value: str) -> str:
    """Where a site stands: scheme and host and nothing more. Raises FieldError."""
    parts = web_parts(value)
    if parts.path.strip("/") or parts.query or parts.fragment or parts.username is not None:
        raise FieldError(f"“{value}” is more than a site's address", hint="as https://www.example.org")
    return value


def web_parts(value: str) -> SplitResult:
    """The parts of an http or https address. Raises FieldError where it has no host, or signs that no address has."""
    try:
        parts = urlsplit(value)
        parts.port  # noqa: B018 - raises ValueError where it is no number
    except ValueError:
        raise _no_web_address(value) from None
    written = re.match(r"https?://[^/?#]", value, re.IGNORECASE)
    if not (written and WEB_SIGNS.fullmatch(value) and parts.hostname):
        raise _no_web_address(value)
    return parts


def is_own_computer(host: str) -> bool:
    """Whether a host is reached only from the computer, or the network, of whoever names it."""
    if host == "localhost" or host.endswith((".localhost", ".local")):
        return True
    try:
        return not ip_address(host).is_global
    except ValueError:
        return False


def letter_to(link: str) -> str:
    """The address that a `mailto:` link writes to (RFC 6068). It may give a subject; other fields and addresses are refused.

    Raises FieldError: a link that adds readers or text of somebody's choosing would send a worried person's letter astray.
    """
    address, _, query = link[len("mailto:") :].partition("?")
    fields = parse_qsl(query, keep_blank_values=True, separator="&")
    if others := sorted({name for name, _ in fields if name.lower() not in MAILTO_FIELDS}):
        raise FieldError(f"sets “{others[0]}” of the letter", hint="after the address, only `?subject=` may stand")
    if any(ord(sign) < 32 or ord(sign) == 127 for _, value in fields for sign in value):
        raise FieldError("has a line break in its subject", hint="a subject is one line")
    return email_address(unquote(address))


def _no_web_address(value: str) -> FieldError:
    return FieldError(f"“{value}” is not a web address", hint="copy it from the browser, beginning with https://")
