"""Kinds of value: what each takes, and what the editor is told of the rest."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from lscb.model.fields import (
    AnyDate,
    AnyRef,
    Day,
    Email,
    Flag,
    Moment,
    Number,
    Phone,
    ProcedureRef,
    RecordId,
    Ref,
    Slug,
    Text,
    WebAddress,
    clean_text,
    parse_number,
)
from lscb.problems import FieldError


def take(kind: Any, value: object) -> Any:
    return TypeAdapter(kind).validate_python(value)


def refused(kind: Any, value: object) -> FieldError:
    with pytest.raises(ValidationError) as caught:
        take(kind, value)
    [detail] = caught.value.errors()
    error = detail["ctx"]["error"]
    assert isinstance(error, FieldError)
    return error


@pytest.mark.parametrize(
    ("kind", "said", "value"),
    [
        (Text, "  two\n words ", "two words"),
        (Text, "e\u0301", "é"),
        (Text, "שלום, مرحبا, 👩‍👧 🫨", "שלום, مرحبا, 👩‍👧 🫨"),
        (Slug, "child-safety-week-2015", "child-safety-week-2015"),
        (RecordId, "ab2345yz", "ab2345yz"),
        (WebAddress, "https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        (WebAddress, "http://example.org", "http://example.org"),
        (Phone, "023 8083 3336", "023 8083 3336"),
        (Phone, "999", "999"),
        (Day, "2015-05-07", date(2015, 5, 7)),
        (Number, "245,300", Decimal(245300)),
        (Number, "1,245,300.50", Decimal("1245300.50")),
        (Number, "81", Decimal(81)),
        (Number, "-3", Decimal(-3)),
        (Number, "61.16", Decimal("61.16")),
        (Flag, "yes", True),
        (Flag, "Yes", True),
        (Flag, "true", True),
        (Flag, "on", True),
        (Flag, "NO", False),
        (Flag, "false", False),
        (Flag, "off", False),
        (AnyRef, "procedures/escalation", Ref("procedures", "escalation")),
        (AnyRef, "/procedures/escalation/", Ref("procedures", "escalation")),
        (AnyRef, "articles/2015-spring/lead", Ref("articles", "2015-spring/lead")),
        (ProcedureRef, "escalation", Ref("procedures", "escalation")),
        (ProcedureRef, "procedures/escalation", Ref("procedures", "escalation")),
    ],
)
def test_what_a_field_takes(kind: Any, said: str, value: object) -> None:
    assert take(kind, said) == value


@pytest.mark.parametrize(
    ("kind", "said", "message"),
    [
        (Text, "   ", "is blank"),
        (Text, "a\x07b", "holds a control character (U+0007)"),
        (Text, "a\x85b\x9fc", "holds a control character (U+009F)"),
        (Text, "a\ufffeb", "holds a control character (U+FFFE)"),
        (Text, ["a"], "should be text, not a list or a set of fields"),
        (Text, {"a": "b"}, "should be text, not a list or a set of fields"),
        (Slug, "Child Safety", "“Child Safety” is not a short name"),
        (Slug, "child--safety", "“child--safety” is not a short name"),
        (Slug, "-child", "“-child” is not a short name"),
        (Slug, "café", "“café” is not a short name"),
        (RecordId, "abc", "“abc” is not an id"),
        (RecordId, "ABCDEFGH", "“ABCDEFGH” is not an id"),
        (WebAddress, "www.example.org", "“www.example.org” is not a web address"),
        (WebAddress, "javascript:alert(1)", "“javascript:alert(1)” is not a web address"),
        (WebAddress, 'https://a"onclick=', "“https://a\"onclick=” is not a web address"),
        (WebAddress, "https://a b", "“https://a b” is not a web address"),
        (WebAddress, "https:/example.org", "“https:/example.org” is not a web address"),
        (WebAddress, "https://example", "“https://example” is not a web address"),
        (WebAddress, "https://example.org:x", "“https://example.org:x” is not a web address"),
        (WebAddress, "https://www.gov.uk@evil.example/", "“https://www.gov.uk@evil.example/” hides its website behind an @"),
        (WebAddress, "https://gοv.uk", "“https://gοv.uk” is not a web address"),
        (WebAddress, "https://example.org/\u202ea", "“https://example.org/\u202ea” is not a web address"),
        (WebAddress, "https://example.org\\@evil.example", "“https://example.org\\@evil.example” is not a web address"),
        (WebAddress, "http://127.0.0.1:8000/a/", "“http://127.0.0.1:8000/a/” is an address on your own computer"),
        (WebAddress, "http://localhost/", "“http://localhost/” is an address on your own computer"),
        (WebAddress, "http://[::1]/", "“http://[::1]/” is an address on your own computer"),
        (WebAddress, "http://192.168.0.4/", "“http://192.168.0.4/” is an address on your own computer"),
        (Email, "a@b.org, c@d.org", "“a@b.org, c@d.org” is not an email address"),
        (Email, "a@b.org?bcc=c@d.org", "“a@b.org?bcc=c@d.org” is not an email address"),
        (Email, "a..b@c.org", "“a..b@c.org” is not an email address"),
        (Email, "ａ@b.org", "“ａ@b.org” is not an email address"),
        (Email, "a@b", "“a@b” is not an email address"),
        (Email, "a@b.org\nBcc: c@d.org", "“a@b.org\nBcc: c@d.org” is not an email address"),
        (Email, "<a@b.org>", "“<a@b.org>” is not an email address"),
        (Phone, "O23 8083 3336", "“O23 8083 3336” is not a telephone number"),
        (Phone, "０２３ 8083 3336", "“０２３ 8083 3336” is not a telephone number"),
        (Phone, "023 8083 333\u200b6", "“023 8083 333\u200b6” is not a telephone number"),
        (Phone, "023 8083", "“023 8083” is not as long as a telephone number"),
        (Phone, "023 8083 3336 12", "“023 8083 3336 12” is not as long as a telephone number"),
        (Text, "\u200b\u2060", "is blank"),
        (Text, "\u3164 \u2800", "is blank"),
        (Phone, "02380 833336 ext 2", "“02380 833336 ext 2” is not a telephone number"),
        (Phone, "+44 23 8083 3336", "“+44 23 8083 3336” is not a telephone number"),
        (Phone, "9", "“9” is not as long as a telephone number"),
        (Day, "May 2015", "“May 2015” does not say which day"),
        (Day, None, "is blank"),
        (Day, ["2015-05-07"], "should be a single value, not a list or a set of fields"),
        (AnyDate, "2015-06-31", "there is no day 2015-06-31"),
        (Moment, {"day": "2015"}, "should be a single value, not a list or a set of fields"),
        (Number, "about 3", "“about 3” is not a number"),
        (Number, "61,16", "“61,16” is not a number"),
        (Number, "1,0,0", "“1,0,0” is not a number"),
        (Number, "1_000", "“1_000” is not a number"),
        (Number, "81%", "“81%” is not a number"),
        (Number, "£3", "“£3” is not a number"),
        (Number, "NaN", "“NaN” is not a number"),
        (Number, "Infinity", "“Infinity” is not a number"),
        (Number, "1e999999", "“1e999999” is not a number"),
        (Number, "", "“” is not a number"),
        (Flag, "maybe", "“maybe” is neither yes nor no"),
        (Flag, None, "is blank"),
        (AnyRef, "escalation", "“escalation” does not say what it refers to"),
        (ProcedureRef, ["a"], "should be a single value, not a list or a set of fields"),
    ],
)  # fmt: skip
def test_what_a_field_refuses_is_told_in_words(kind: Any, said: object, message: str) -> None:
    assert refused(kind, said).message == message


def test_a_refusal_shows_the_form_that_is_wanted() -> None:
    assert (
        refused(AnyRef, "escalation").hint == "write its collection too: `procedures/escalation`, `campaigns/child-safety-week`"
    )
    assert refused(Phone, "x").hint == "numbers and spaces only, as `01632 960 001`"
    assert refused(RecordId, "x").hint == "eight small letters and numbers, made once by `lscb mint FILE`"


@given(st.text(max_size=50))
def test_clean_text_is_one_line_that_xml_can_carry_and_stays_as_it_is(text: str) -> None:
    try:
        clean = clean_text(text)
    except FieldError:
        return
    assert clean == clean_text(clean) == " ".join(clean.split())
    assert all(sign == " " or sign.isprintable() or ord(sign) > 127 for sign in clean)


@given(st.integers(-(10**12), 10**12), st.integers(0, 4))
def test_a_number_written_with_commas_reads_back(whole: int, places: int) -> None:
    number = Decimal(whole).scaleb(-places)
    assert parse_number(f"{number:,f}") == number
