"""Where a child can be found: postcodes, addresses, schools, and ways to reach a family."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from phonenumbers import Leniency, PhoneNumberMatcher

from lscb.disclosure.findings import ACCOUNT, EMAIL, PHONE, POSTCODE, SCHOOL, STREET, Finding
from lscb.disclosure.given_names import listed
from lscb.disclosure.nearby import near
from lscb.model.board import LocalNumbers

POSTCODES = re.compile(
    r"(?<![\w/-])(S0(?=\d)|[A-Z]{1,2}) ?\d[A-Z\d]?[\s-]?\d(?!st|nd|rd|th)[ABD-HJLNP-UW-Z]{2}(?![\w-])", re.IGNORECASE
)
CAPITAL = r"[A-Z][\w'’-]+"
NAMED = rf"(?:(?:St|Saint)\.? )?{CAPITAL}(?: (?:of|the|and|upon|{CAPITAL})){{0,2}}?"
SURE = "Road|Rd|Street|Avenue|Ave|Lane|Close|Crescent|Cres|Terrace|Mews|Gardens|Gdns"
STREETS = f"{SURE}|Drive|Square|Grove|Walk|Way|Court|Place|Rise|Hill|Parade|St"
STREET_WORD = re.compile(rf"\b(?:{STREETS}|[Ff]lat|[Aa]partment|Cottage|Bungalow|Tower|House|road|avenue|crescent|terrace)\b")
ADDRESSES = re.compile(
    rf"\b(?:[Ff]lat|[Aa]partment) \d+[A-Za-z]?\b(?:,? (?:\d+[A-Za-z]? )?{CAPITAL}(?: {CAPITAL}){{0,2}})?"
    rf"|\b(?:[Nn]o\.? ?|[Nn]umber )?\d{{1,4}}[A-Za-z]?,? {NAMED} (?:{STREETS})\b"
    rf"|\b\d{{1,4}}[A-Za-z]? [a-z]+ (?:road|avenue|crescent|terrace)\b"
    rf"|\b(?:lives?|lived|living|home|house|flat|moved|address)(?: (?:is|was|in|on|at|to|from))+ {NAMED} (?:{STREETS})\b"
    rf"|\b{NAMED} (?:{SURE})\b|\b{CAPITAL} (?:Cottage|Bungalow|Tower)\b"
)
SORT = (
    "Primary|Junior|Infants?|Secondary|High|Grammar|Special|Nursery|Community|Comprehensive|Preparatory|First|Middle|"
    "Church of England|C of E|CofE|CE|RC|Catholic|Academy"
)
SCHOOL_WORD = re.compile(
    r"\b(?:Schools?|Academy|Nursery|Pre-?[Ss]chool|Playgroup|Kindergarten|Infants|Juniors|Sixth Form|Primary|College|"
    r"pupil at|student at|place at|enrolled at|reception at|year \w+ at|attend(?:s|ed|ing)|goes to|went to)\b"
)
SCHOOLS = re.compile(
    rf"\b{NAMED}(?:['’]s?)?(?: (?:{SORT}))*? (?:Schools?|Academy|Nursery|Pre-?[Ss]chool|Playgroup|Kindergarten|Infants|Juniors|"
    rf"Sixth Form|Primary|College)(?: (?:School|Academy|College))?\b"
    rf"|\b(?:pupil|student|place|enrolled|reception|year \w+) at (?:St\.? )?{CAPITAL}(?: {CAPITAL}){{0,2}}"
    rf"|\b(?:attends|attended|attending|goes to|went to) {NAMED} (?:Juniors?|Infants?|Park|Hill|Green)\b"
)
NO_SCHOOL = re.compile(
    r"\b(?:Royal|Staff|Policing|Higher|Further|Any|Every|The|A|Sunday|Each|This|That|Your|Our|No|Primary|Secondary)\b"
)
SPELT_OUT = re.compile(r"\b[\w.+-]+ ?[(\[]?\bat\b[)\]]? ?[\w-]+(?: ?[(\[]?\bdot\b[)\]]? ?\w{2,})+", re.IGNORECASE)
ACCOUNTS = re.compile(
    r"\b(?:facebook|instagram|twitter|tiktok|snapchat|linkedin)\.com/[\w.@/-]+|(?<![\w@.])@[A-Za-z_]\w{2,}(?![\w@])",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+")
MANY_DIGITS = re.compile(r"(?:\d[\s().-]*){8}")
AS_DIALLED = re.compile(
    r"(?<![\w£.,/-])(?:(?:\+|00)44[ -]?(?:\(0\) ?)?|\(?0)\d{2,4}\)?[ -]?\d{3}[ -]?\d{3,4}(?:[ -]?\d{1,3})?(?![\w/-])"
)


@dataclass(frozen=True)
class PublicDetails:
    """What anybody may know of contacts and public bodies: numbers (digits without the first 0), mail addresses and postcodes.

    `local` is how numbers are dialled within the area.
    """

    phones: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    postcodes: frozenset[str] = frozenset()
    local: LocalNumbers | None = None

    @cached_property
    def area(self) -> str:
        """The area's code, as numbers are kept here."""
        return self.local.area_code.lstrip("0") if self.local else ""

    @cached_property
    def as_dialled_here(self) -> re.Pattern[str] | None:
        """A number as it is dialled within the area: its last four digits, or three where the code is long, stand apart."""
        if self.local is None:
            return None
        length = 11 - len(self.local.area_code)
        last = (length + 1) // 2
        begin = [rf"{one}\d{{{length - last - len(one)}}}" for one in self.local.begin]
        return re.compile(rf"(?<![\w£.,/-])(?:{'|'.join(begin)})[ -]\d{{{last}}}(?![\w/-])")


def whereabouts(text: str, public: PublicDetails) -> Iterator[Finding]:
    """Places of homes and schools in a text, and the ways to reach somebody that are not public."""
    for match in POSTCODES.finditer(text):
        area = match[1].casefold().replace("0", "o")
        if area in listed("postcode-areas") and re.sub(r"[\s-]", "", match[0].upper()) not in public.postcodes:
            yield Finding(match.start(), match[0], POSTCODE)
    yield from (Finding(start, said, STREET) for start, said in near(STREET_WORD, ADDRESSES, text))
    for start, said in near(SCHOOL_WORD, SCHOOLS, text):
        if not NO_SCHOOL.match(said):
            yield Finding(start, said, SCHOOL)
    for match in ADDRESS.finditer(text) if "@" in text else ():
        if match[0].casefold() not in public.emails:
            yield Finding(match.start(), match[0], EMAIL)
    yield from (Finding(match.start(), match[0], EMAIL) for match in SPELT_OUT.finditer(text))
    yield from (Finding(match.start(), match[0], ACCOUNT) for match in ACCOUNTS.finditer(text))
    yield from _phones(text, public)


def _phones(text: str, public: PublicDetails) -> Iterator[Finding]:
    """Numbers that can be dialled, British or foreign; those that look as if, though no telephone has them, too."""
    if not MANY_DIGITS.search(text):
        return
    valid = ((match.start, match.raw_string) for match in PhoneNumberMatcher(text, "GB", leniency=Leniency.VALID))
    patterns = filter(None, [AS_DIALLED, public.as_dialled_here])
    dialled = ((match.start(), match[0]) for pattern in patterns for match in pattern.finditer(text))
    for start, said in (*valid, *dialled):
        digits = "".join(sign for sign in said if sign.isdigit()).lstrip("0").removeprefix("44").lstrip("0")
        if digits not in public.phones and f"{public.area}{digits}" not in public.phones and len(digits) > 7:
            yield Finding(start, said, PHONE)
