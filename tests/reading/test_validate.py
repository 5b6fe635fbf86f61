"""From pydantic's findings to words an editor understands, each at its line."""

from __future__ import annotations

from typing import Any

import pytest

from lscb.model.site import ContentType
from lscb.problems import Position, spoken
from lscb.reading.validate import position_of
from lscb.types import CONTENT_TYPES, case_review, contact, document, event, hand_page, indicators, newsletter, partner, procedure
from tests.support.records import COMMON, read, told

REVIEW = "kind: learning review\nlearning:\n  - text: Something.\n"


@pytest.mark.parametrize(
    ("loc", "said"),
    [
        ((), ""),
        (("title",), "title: "),
        (("actions", 2, "due"), "actions 3, due: "),
        (("areas", 0, "quarters", 3), "areas 1, quarters 4: "),
        ((0, "old"), "1, old: "),
    ],
)
def test_a_place_is_said_as_people_count(loc: tuple[str | int, ...], said: str) -> None:
    assert spoken(loc) == said


def test_what_has_no_place_of_its_own_stands_where_its_parent_does() -> None:
    positions = {("a",): Position(3, 1), ("a", 0): Position(4, 5)}
    assert position_of(positions, ("a", 0, "b", "c")) == Position(4, 5)
    assert position_of(positions, ("z",)) == Position(1, 1)


@pytest.mark.parametrize(
    ("kind", "fields", "message"),
    [
        (partner.TYPE, "kind: councl\n", "6:1: kind: “councl” is not one of: council"),
        (partner.TYPE, "kind: [council]\n", "6:1: kind: should be a single value, not a list or a set of fields"),
        (partner.TYPE, "", "2:1: kind: is missing\n    hint: add a line `kind: …`"),
        (partner.TYPE, "kind: council\nrole: [Pays.]\n", "7:1: role: is not a field of a partner\n    hint: did you mean `roles`?"),
        (partner.TYPE, "kind: council\nslug: a\n", "7:1: slug: is known from the folder and the file's name\n    hint: leave this line out"),
        (partner.TYPE, "kind: council\norigin: a\n", "7:1: origin: is known from the folder and the file's name\n    hint: leave this line out"),
        (partner.TYPE, "kind: council\nroles: Pays.\n", "7:1: roles: should be a list\n    hint: write `roles: [Pays.]`, or each item on a line of its own"),
        (partner.TYPE, "kind: council\nroles:\n  - Pays.\n  - {a: b}\n", "9:5: roles 2: should be text, not a list or a set of fields"),
        (partner.TYPE, "kind: council\nroles:\n  a: b\n", "7:1: roles: should be a list"),
        (partner.TYPE, "kind: council\nthemes: [neglect, [x]]\n", "7:19: themes 2: should be a single value"),
        (partner.TYPE, "kind: council\ndraft: maybe\n", "7:1: draft: “maybe” is neither yes nor no"),
        (partner.TYPE, "kind: council\nsources:\n  - {part: p}\n", "8:5: sources 1: names no source"),
        (partner.TYPE, "kind: council\nsources:\n  - {titel: p}\n", "8:6: titel: is not a field of `sources`\n    hint: did you mean `title`?"),
        (event.TYPE, "kind: workshop\nstarts: 2015-06-31\n", "7:1: starts: there is no day 2015-06-31\n    hint: June 2015 has 30 days"),
        (event.TYPE, "kind: workshop\nstarts: 2015-06-30\nends: 2015-06-29\n", "8:1: ends: 29 June 2015 is before it starts (30 June 2015)"),
        (
            event.TYPE,
            "kind: workshop\nstarts: 2015-06-30 10:00\nends: 2015-06-30 09:00\n",
            "8:1: ends: 2015-06-30 09:00 is before it starts (2015-06-30 10:00)",
        ),
        (event.TYPE, "kind: workshop\nstarts: 2015-06-30 10:00\nends: 2015-06-30\n", "8:1: ends: has a time and `starts` has none, or the reverse"),
        (event.TYPE, "kind: workshop\nstarts: 2015-06-30\nstatus: maybe\n", "8:1: status: “maybe” is not one of: scheduled"),
        (event.TYPE, "kind: workshop\noccurrences: []\n", "7:1: occurrences: is an empty list\n    hint: give at least one item"),
        (event.TYPE, "kind: workshop\n", "2:1: occurrences: is missing\n    hint: give `starts:`"),
        (event.TYPE, "kind: workshop\noccurrences:\n  - ends: 2015-06-01\n", "8:5: occurrences 1, starts: is missing"),
        (event.TYPE, "kind: workshop\nstarts: 2015-06-30\ncapacity: twelve\n", "8:1: capacity: “twelve” is not a whole number\n    hint: digits only, as 37"),
        (event.TYPE, "kind: workshop\nstarts: 2015-06-30\ncapacity: -3\n", "8:1: capacity: -3 is too small\n    hint: it must be at least 0"),
        (event.TYPE, "kind: workshop\nstarts: 2015-06-30\ncapacity: 3.5\n", "8:1: capacity: “3.5” is not a whole number"),
        (event.TYPE, "kind: workshop\nstarts: 2015-06-30\nvenue: Town Hall\n", "8:1: venue: should be a set of fields\n    hint: write its fields on lines of their own, indented under it: `name: …`"),
        (event.TYPE, "kind: workshop\nstarts: 2015-06-30\nvenue: {nam: Hall, name: Hall}\n", "8:9: nam: is not a field of `venue`\n    hint: did you mean `name`?"),
        (
            event.TYPE,
            "kind: workshop\nstarts: 2015-06-30\noccurrences: [{starts: 2015-06-30}]\n",
            "7:1: starts: is given as well as `occurrences`",
        ),
        (contact.TYPE, "situation: In need\n", "2:1: says no way to reach it\n    hint: give `phone:`, `email:` or `web:`"),
        (contact.TYPE, "situation: In need\nphone: 0800-1111\n", "7:1: phone: “0800-1111” is not a telephone number"),
        (document.TYPE, "kind: report\nstatus: published\nmaker: Us\nweb: www.a.example\n", "9:1: web: “www.a.example” is not a web address"),
        (hand_page.TYPE, "layout: hom\n", "6:1: layout: “hom” is not one of: page, home"),
        (newsletter.ARTICLES, "place: 1\nissue: 2015-spring\n", "7:1: issue: is known from the folder and the file's name\n    hint: leave this line out"),
        (indicators.TYPE, "indicators:\n  - {slug: a, title: A, finding: F, unit: u, source: S, readings: []}\n", "6:57: indicators 1, readings: is an empty list"),
        (
            indicators.TYPE,
            "indicators:\n  - {slug: a, title: A, finding: F, unit: u, source: S, readings: [{period: 2015}]}\n",
            "6:68: indicators 1, readings 1: gives neither a `value` nor what is `said`",
        ),
        (
            procedure.TYPE,
            "number: '1.1'\nscope: 4LSCB\nstatus: superseded\n",
            "2:1: superseded_by: does not fit the status\n    hint: a superseded procedure names its successor",
        ),
        (
            procedure.TYPE,
            "number: '1.1'\nscope: 4LSCB\nstatus: current\namendments:\n  - {id: bbbbbbbb, on: 2015-13-01, what: A, why: B}\n",
            "10:20: amendments 1, on: there is no day 2015-13-01",
        ),
        (case_review.TYPE, REVIEW + "actions:\n  - {text: T, status: done}\n", "10:15: actions 1, status: “done” is not one of: complete"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_line(kind: ContentType[Any], fields: str, message: str) -> None:
    [said] = told(kind, fields)
    assert said.startswith(message)


@pytest.mark.parametrize(
    ("common", "said"),
    [
        (COMMON.replace("id: aaaaaaaa\n", ""), "id: is missing\n    hint: run `lscb mint content/partners/some-name.md` once"),
        (
            COMMON.replace("title: A title", "titel: A title"),
            "titel: is not a field of a partner\n    hint: did you mean `title`?",
        ),
        (COMMON.replace("published: 2015-05-07\n", ""), "published: is missing\n    hint: the day it was first published"),
        (COMMON.replace("A title", ""), "title: is blank\n    hint: write something, or leave the whole line out"),
        (COMMON.replace("A title", '"  "'), "title: is blank"),
        (COMMON.replace("A title", '"a\\u0007"'), "title: holds a control character (U+0007)"),
        (COMMON.replace("aaaaaaaa", "xyz"), "id: “xyz” is not an id"),
        (COMMON + "updated: 2015-05-06\n", "updated: 2015-05-06 is before it was published (7 May 2015)"),
        (COMMON + "withdrawn: {on: 2015-05-06, reason: R}\n", "withdrawn, on: 2015-05-06 is before it was published"),
        (COMMON + "withdrawn: yes\n", "withdrawn: should be a set of fields"),
        (COMMON + "withdrawn: {on: 2015-05-08}\n", "withdrawn, reason: is missing"),
        (COMMON + "related: [escalation]\n", "related 1: “escalation” does not say what it refers to"),
        (COMMON + "body: Text.\n", "body: is not a field of a partner"),
    ],
)
def test_the_fields_that_all_records_share_are_checked_alike(common: str, said: str) -> None:
    messages = [message.split(" ", 1)[1] for message in told(partner.TYPE, "kind: council\n", common)]
    assert any(message.startswith(said) for message in messages), messages


def test_every_fault_of_a_file_is_told_at_once() -> None:
    fields = "kind: nothing\nrole: a\nthemes: neglect\ndraft: maybe\n"
    common = "title: ''\nsummary: [a]\npublished: 2015-02-30\n"
    named = {line.split(":")[2].strip() for line in told(partner.TYPE, fields, common)}
    assert named == {"id", "title", "summary", "published", "kind", "role", "themes", "draft"}


@pytest.mark.parametrize("kind", CONTENT_TYPES, ids=lambda kind: kind.collection)
def test_no_type_takes_front_matter_that_is_no_set_of_fields(kind: ContentType[Any]) -> None:
    [problem] = read(kind, "- a\n- b\n", common="")
    assert str(problem).endswith("has no fields\n    hint: front matter is lines of `field: value`")


@pytest.mark.parametrize("kind", CONTENT_TYPES, ids=lambda kind: kind.collection)
def test_no_message_speaks_of_pydantic(kind: ContentType[Any]) -> None:
    everything = "".join(
        f"{name}: [[{{x: [1]}}]]\n" for name in kind.record.model_fields if name not in COMMON and name != "origin"
    )
    for message in told(kind, everything):
        assert not any(
            word in message for word in ("Input should", "input should", "valid tuple", "pydantic", "type=", "value error")
        )
