"""The kinds of value a front matter field may hold. Each says in plain words what is wrong with a value."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    StringConstraints,
    ValidationInfo,
)

from lscb.model.contact_points import email_address, site_address, telephone_number, web_address
from lscb.model.dates import PartialDate, parse_day, parse_day_or_time, parse_moment, parse_partial, parse_published
from lscb.model.deadlines import Period, parse_period
from lscb.model.plain_rules import parse_recurrence, parse_yearly
from lscb.model.recurrence import DayOfYear, Recurrence
from lscb.problems import FieldError, nearest
from lscb.scenes import scene

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
ID = re.compile(r"[a-z0-9]{8}")
DESTINATION = re.compile(r"(?:https?://[A-Za-z0-9.-]+)?/[A-Za-z0-9._~%/?=&+:@,-]*(?:#[A-Za-z0-9._~%-]*)?")
ANOTHER_SENTENCE = re.compile(r"[.!?][”’\"')]*\s+[“‘\"'(]*[A-Z0-9]")
TEL = re.compile(r"\{tel:([^{}\n]*)\}")
NUMBER = re.compile(r"-?(\d{1,3}(,\d{3})+|\d{1,15})(\.\d{1,6})?")
ADDRESS = re.compile(r"/[A-Za-z0-9._~%/-]*")
WEEKDAY = "(?:Mo|Tu|We|Th|Fr|Sa|Su)"
TIME_OF_DAY = r"(?:[01]\d|2[0-3]):[0-5]\d"
OPENING_HOURS = re.compile(rf"{WEEKDAY}(?:-{WEEKDAY})? (?P<opens>{TIME_OF_DAY})-(?P<closes>{TIME_OF_DAY})")


class Value(BaseModel):
    """A part of a record: closed to unknown keys, and never changed once read."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, str_strip_whitespace=True)


TURNS = re.compile("[\u202a-\u202e]")


def clean_text(value: str) -> str:
    """Unicode NFC, one line, without control characters: those are refused because XML and calendars cannot carry them."""
    text = unicodedata.normalize("NFC", " ".join(value.split()))
    if bad := next((sign for sign in text if _unprintable(sign)), None):
        raise FieldError(f"holds a control character (U+{ord(bad):04X})", hint="delete it and type the text again")
    if turn := TURNS.search(text):
        said = f"holds an invisible sign (U+{ord(turn[0]):04X}) that turns the way it is read"
        raise FieldError(said, hint="delete it: numbers after it would be shown in another order")
    return text


def _unprintable(sign: str) -> bool:
    is_noncharacter = ord(sign) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(sign) <= 0xFDEF
    return is_noncharacter or unicodedata.category(sign) in {"Cc", "Cs"}


FILLERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")


def is_seen(text: str) -> bool:
    """Whether anything of a text can be seen: a letter, a number or another sign, and not spaces and marks alone."""
    return any(unicodedata.category(sign)[0] in "LNPS" and sign not in FILLERS for sign in text)


def _not_blank(value: str) -> str:
    if not is_seen(value):
        raise FieldError("is blank", hint="write something, or leave the whole line out")
    return value


def _only_text(value: object) -> object:
    if isinstance(value, list | dict):
        raise FieldError("should be text, not a list or a set of fields", hint="put it in quotes if it begins with a sign")
    return value


def _with_numbers(value: str, info: ValidationInfo) -> str:
    """A text in which `{tel:NAME}` has become the number of that contact."""
    drawn = draw_numbers(value, info)
    if isinstance(info.context, Known) and (left := TEL.search(drawn)):
        hint = nearest(left[1].lower(), info.context.numbers) or "write the name of a file in content/contacts/ with a `phone:`"
        raise FieldError(f"there is no number for `{left[0]}`", hint=hint)
    return drawn


def draw_numbers(value: str, info: ValidationInfo) -> str:
    """The same, with what names no contact left as it is."""
    if "{tel:" not in value or not isinstance(info.context, Known):
        return value
    numbers = info.context.numbers
    return TEL.sub(lambda found: numbers.get(found[1].strip(), found[0]), value)


Text = Annotated[
    str,
    BeforeValidator(_only_text),
    AfterValidator(clean_text),
    AfterValidator(_with_numbers),
    AfterValidator(_not_blank),
]


def _one_sentence(text: str) -> str:
    if ANOTHER_SENTENCE.search(text):
        raise FieldError("is more than one sentence", hint="say what matters most in one; the rest belongs to `notes`")
    return text


Sentence = Annotated[Text, AfterValidator(_one_sentence)]
# Markdown as it was written: its lines are those of the file, and spaces at the start of its first line mean something.
Body = Annotated[
    str,
    StringConstraints(strip_whitespace=False),
    AfterValidator(lambda text: text if text.strip() else ""),
    AfterValidator(draw_numbers),
]


def _slug(value: str) -> str:
    if not SLUG.fullmatch(value):
        raise FieldError(f"“{value}” is not a short name", hint="use small letters, numbers and hyphens: `child-safety-week`")
    return value


Slug = Annotated[str, BeforeValidator(_only_text), AfterValidator(_slug)]


def _record_id(value: str) -> str:
    if not ID.fullmatch(value):
        raise FieldError(f"“{value}” is not an id", hint="eight small letters and numbers, made once by `lscb mint FILE`")
    return value


RecordId = Annotated[str, BeforeValidator(_only_text), AfterValidator(_record_id)]


WebAddress = Annotated[str, BeforeValidator(_only_text), AfterValidator(web_address)]
SiteAddress = Annotated[str, BeforeValidator(_only_text), AfterValidator(site_address)]


def _tag_date(value: str) -> str:
    if parse_partial(value).iso != value:
        raise FieldError(f"“{value}” is not the date of a tag: URI", hint='a year, as "2015": RFC 4151')
    return value


TagDate = Annotated[str, BeforeValidator(_only_text), AfterValidator(_tag_date)]


def _address(value: str) -> str:
    if not ADDRESS.fullmatch(value):
        raise FieldError(
            f"“{value}” is not an address of this site", hint="write it from the first slash, as `/events/old-name/`"
        )
    return value


Address = Annotated[str, BeforeValidator(_only_text), AfterValidator(_address)]


Email = Annotated[str, BeforeValidator(_only_text), AfterValidator(email_address)]


def _destination(value: str) -> str:
    if not DESTINATION.fullmatch(value):
        hint = "from the first slash on, as `/procedures/escalation/`, or a web address beginning with https://"
        raise FieldError(f"“{value}” is not an address to send readers to", hint=hint)
    return value


Destination = Annotated[str, BeforeValidator(_only_text), AfterValidator(_destination)]


Phone = Annotated[str, BeforeValidator(_only_text), AfterValidator(telephone_number)]


def _opening_hours(value: str) -> str:
    """Days and times as schema.org writes them (https://schema.org/openingHours). Raises FieldError."""
    found = OPENING_HOURS.fullmatch(value)
    if not found:
        raise FieldError(f"“{value}” is not days and times", hint="write `Mo-Fr 08:30-17:00`, London time, a line for each")
    if found["opens"] >= found["closes"]:
        raise FieldError(f"{found['closes']} is not after {found['opens']}", hint="hours that go past midnight are two lines")
    return value


OpeningHours = Annotated[str, BeforeValidator(_only_text), AfterValidator(_opening_hours)]


def _text_then(read: Callable[[str], object], kind: type | tuple[type, ...]) -> PlainValidator:
    def validate(value: object) -> Any:
        if isinstance(value, kind):
            return value
        if not isinstance(value, str):
            said = "is blank" if value is None else "should be a single value, not a list or a set of fields"
            raise FieldError(said, hint="write one value after the colon, or leave the whole line out")
        return read(value)

    return PlainValidator(validate)


AnyDate = Annotated[PartialDate, _text_then(parse_partial, PartialDate)]
Day = Annotated[date, _text_then(parse_day, date)]
Published = Annotated[PartialDate, _text_then(parse_published, PartialDate)]
DayOrTime = Annotated[PartialDate, _text_then(parse_day_or_time, PartialDate)]
Moment = Annotated[datetime | PartialDate, _text_then(parse_moment, (datetime, PartialDate))]
Series = Annotated[Recurrence, _text_then(parse_recurrence, Recurrence)]
Duration = Annotated[Period, _text_then(parse_period, Period)]
YearlyDay = Annotated[DayOfYear, _text_then(parse_yearly, DayOfYear)]


def parse_number(value: str) -> Decimal:
    """A number as people type it: `245,300`, `81`, `61.16`. Raises FieldError."""
    if not NUMBER.fullmatch(value.strip()):
        raise FieldError(f"“{value}” is not a number", hint="digits only, as 245300 or 61.16; put the unit in `unit`")
    return Decimal(value.strip().replace(",", ""))


Number = Annotated[Decimal, _text_then(parse_number, Decimal)]


def _flag(value: object) -> bool:
    if value is None:
        raise FieldError("is blank", hint="write `yes` or `no`, or leave the whole line out")
    said = str(value).strip().lower()
    if said in {"yes", "true", "on"}:
        return True
    if said in {"no", "false", "off"}:
        return False
    raise FieldError(f"“{value}” is neither yes nor no", hint="write `yes` or `no`")


Flag = Annotated[bool, PlainValidator(_flag)]
Whole = Annotated[int, Field(ge=0)]


def _scene(value: str) -> str:
    return scene(value).name


SceneName = Annotated[str, BeforeValidator(_only_text), AfterValidator(_scene)]


@dataclass(frozen=True, order=True)
class Ref:
    """A reference to a record: its collection and slug. The content check makes sure that the record exists."""

    collection: str
    slug: str

    def __str__(self) -> str:
        return f"{self.collection}/{self.slug}"


@dataclass(frozen=True)
class Known:
    """What can be referred to: the slugs of each collection, what one record of it is called, and the contacts' numbers.

    Given to pydantic as the context of a validation; without it, any reference passes.
    """

    slugs: Mapping[str, Collection[str]]
    names: Mapping[str, str]
    numbers: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def drawn(self) -> str:
        """All that texts may draw from here, in one: another number makes other texts."""
        return repr(sorted(self.numbers.items()))

    def holds(self, refs: Iterable[Ref]) -> bool:
        """Whether there is all that references name."""
        return all(ref.slug in self.slugs.get(ref.collection, ()) for ref in refs)


def _exists(ref: Ref, info: ValidationInfo) -> Ref:
    if not isinstance(known := info.context, Known):
        return ref
    if ref.collection not in known.slugs:
        raise FieldError(f"there is no collection “{ref.collection}”", hint=nearest(ref.collection, known.slugs))
    if ref.slug not in known.slugs[ref.collection]:
        hint = nearest(ref.slug, known.slugs[ref.collection])
        raise FieldError(f"there is no {known.names[ref.collection]} “{ref.slug}”", hint=hint)
    return ref


def _ref_in(collection: str) -> PlainValidator:
    def read(text: str) -> Ref:
        return Ref(collection, text.strip().removeprefix(f"{collection}/"))

    return _text_then(read, Ref)


def _any_ref(text: str) -> Ref:
    collection, slash, slug = text.strip().strip("/").partition("/")
    if not slash:
        hint = "write its collection too: `procedures/escalation`, `campaigns/child-safety-week`"
        raise FieldError(f"“{text}” does not say what it refers to", hint=hint)
    return Ref(collection, slug)


AnyRef = Annotated[Ref, _text_then(_any_ref, Ref), AfterValidator(_exists)]
IssueRef = Annotated[Ref, _ref_in("newsletters"), AfterValidator(_exists)]
ArticleRef = Annotated[Ref, _ref_in("articles"), AfterValidator(_exists)]
ThemeRef = Annotated[Ref, _ref_in("themes"), AfterValidator(_exists)]
GroupRef = Annotated[Ref, _ref_in("groups"), AfterValidator(_exists)]
PartnerRef = Annotated[Ref, _ref_in("partners"), AfterValidator(_exists)]
ContactRef = Annotated[Ref, _ref_in("contacts"), AfterValidator(_exists)]
DocumentRef = Annotated[Ref, _ref_in("documents"), AfterValidator(_exists)]
ProcedureRef = Annotated[Ref, _ref_in("procedures"), AfterValidator(_exists)]
CampaignRef = Annotated[Ref, _ref_in("campaigns"), AfterValidator(_exists)]
EventRef = Annotated[Ref, _ref_in("events"), AfterValidator(_exists)]
CaseReviewRef = Annotated[Ref, _ref_in("case-reviews"), AfterValidator(_exists)]
