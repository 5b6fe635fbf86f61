"""What has changed: ordered by the day of the change, and told on home so that no import of one day fills it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lscb.model.changes import MANY, by_month, changes, for_home
from lscb.model.site import ContentType, Site
from lscb.types import document, event, law, partner, procedure
from tests.support.records import site_of

TODAY = date(2015, 9, 16)
Told = tuple[ContentType[Any], str, str]


def amended(permanent_id: str, *days: str) -> Told:
    amendments = "".join(
        f"  - {{id: {permanent_id[:6]}{number:02}, on: {day}, what: Ring at once., why: A review found delay.}}\n"
        for number, day in enumerate(days)
    )
    return (
        procedure.TYPE,
        permanent_id,
        f"published: 2014-01-01\nnumber: '1.1'\nscope: 4LSCB\nstatus: current\namendments:\n{amendments}",
    )


def in_law(permanent_id: str, in_force: str, published: str = "2015-09-01") -> Told:
    effect = f"{{id: {permanent_id[:6]}ef, procedure: escalation, text: It applies.}}"
    return (
        law.TYPE,
        permanent_id,
        f"published: {published}\nkind: Act\ndocument: an-act\nin_force: {in_force}\neffects:\n  - {effect}\n",
    )


def moved(permanent_id: str, on: str) -> Told:
    change = f"{{id: {permanent_id[:6]}ch, on: {on}, what: cancelled, why: The trainer is ill.}}"
    return (
        event.TYPE,
        permanent_id,
        f"published: 2014-01-01\nkind: workshop\nstarts: 2015-11-05 10:00\nends: 2015-11-05 12:00\nchanges:\n  - {change}\n",
    )


def new(permanent_id: str, published: str, more: str = "") -> Told:
    return (procedure.TYPE, permanent_id, f"published: {published}\nnumber: '1.1'\nscope: 4LSCB\nstatus: current\n{more}")


def told(site: Site) -> list[tuple[str, str, str]]:
    return [(one.kind, one.when.label, one.title) for one in changes(site)]


def test_each_kind_of_change_stands_on_its_own_day_with_its_reason() -> None:
    site = site_of(
        TODAY,
        amended("aaaaaaam", "2015-09-10"),
        in_law("aaaaaala", "2015-07-17"),
        moved("aaaaaaev", "2015-09-12"),
        new("aaaaaanw", "2015-08-01"),
        new("aaaaaawd", "2015-01-01", "withdrawn: {on: 2015-09-14, reason: Nobody uses it.}"),
    )
    found = changes(site)
    assert [(one.kind, one.when.label, " ".join(one.text)) for one in found][:5] == [
        ("withdrawal", "14 September 2015", "Nobody uses it."),
        (
            "date",
            "12 September 2015",
            "Thursday 5 November 2015, 10:00 to 12:00 (Greenwich Mean Time): cancelled. The trainer is ill.",
        ),
        ("amendment", "10 September 2015", "Ring at once. Why: A review found delay."),
        ("new", "1 August 2015", "About aaaaaanw."),
        ("law", "17 July 2015", "About aaaaaala."),
    ]


@pytest.mark.parametrize(
    ("in_force", "published", "day"),
    [
        ("2015-07-17", "2015-09-01", "17 July 2015"),
        ("2015-09-16", "2015-09-01", "16 September 2015"),
        ("2015-09-17", "2015-09-01", "1 September 2015"),  # announced: it holds from tomorrow
        ("2015-10-31", "2015-09-16", "16 September 2015"),
    ],
)
def test_law_counts_from_the_day_it_is_in_force_and_until_then_from_its_announcement(
    in_force: str, published: str, day: str
) -> None:
    assert told(site_of(TODAY, in_law("aaaaaala", in_force, published))) == [("law", day, "Record aaaaaala")]


def test_what_is_known_to_the_month_or_year_stands_after_the_days_of_it_under_its_own_heading() -> None:
    site = site_of(
        TODAY,
        new("aaaaaaaa", "2015-03-31"),
        new("aaaaaaab", "2014/15"),
        new("aaaaaaac", "2015-03-01"),
        new("aaaaaaad", "2015-02-28"),
    )
    assert [(heading, [one.when.label for one in found]) for heading, found in by_month(changes(site))] == [
        ("March 2015", ["31 March 2015", "1 March 2015"]),
        ("2014–15", ["2014–15"]),
        ("February 2015", ["28 February 2015"]),
    ]


@pytest.mark.parametrize(("count", "listed"), [(MANY, MANY), (MANY + 1, 1), (4 * MANY, 1)])
def test_pages_that_came_out_together_are_one_change(count: int, listed: int) -> None:
    site = site_of(TODAY, *(new(f"aaaaaa{number:02}", "2015-09-16") for number in range(count)))
    found = changes(site)
    assert len(found) == listed
    if listed == 1:
        assert [(part.title, part.address, part.count) for part in found[0].parts] == [("Procedures", "/procedures/", count)]


def test_an_amendment_on_the_day_of_an_import_is_told_before_it() -> None:
    site = site_of(TODAY, amended("zzzzzzam", "2015-09-16"), *(new(f"aaaaaa{number:02}", "2015-09-16") for number in range(20)))
    assert [one.kind for one in changes(site)][:2] == ["amendment", "new"]
    assert for_home(changes(site), 3)[0].title == "Changed: Record zzzzzzam"


def test_home_prefers_older_news_to_a_whole_import() -> None:
    site = site_of(
        TODAY,
        *(new(f"aaaaaa{number:02}", "2015-09-16") for number in range(20)),
        in_law("bbbbbbla", "2015-07-17"),
        in_law("bbbbbblb", "2015-07-01"),
        amended("bbbbbbam", "2014-12-01"),
    )
    assert [one.when.label for one in for_home(changes(site), 3)] == ["17 July 2015", "1 July 2015", "1 December 2014"]


def test_home_leaves_documents_and_partners_to_the_page_of_all_changes() -> None:
    site = site_of(
        TODAY,
        (partner.TYPE, "aaaaaapa", "published: 2015-09-15\nkind: council\n"),
        (document.TYPE, "aaaaaado", "published: 2015-09-14\nkind: strategy\nmaker: The Board\nstatus: in use\n"),
        new("aaaaaapr", "2015-01-01"),
    )
    assert [one.title for one in for_home(changes(site), 3)] == ["Record aaaaaapr"]
    assert len(changes(site)) == 3


SPANS = ("2015-09-16", "2015-09-15", "2015-09", "2015-08", "spring 2015", "2015-05-31", "2014/15", "2014", "2014-12-31")
DATES = st.sampled_from(SPANS) | st.dates(date(2014, 1, 1), TODAY).map(date.isoformat)


@given(st.lists(DATES, max_size=24), st.lists(st.dates(date(2015, 1, 1), TODAY), max_size=4))
def test_whatever_is_published_no_import_fills_home(published: list[str], amendments: list[date]) -> None:
    pages = (new(f"aaaaaa{number:02}", day) for number, day in enumerate(published))
    site = site_of(TODAY, *([amended("zzzzzzam", *map(date.isoformat, amendments))] if amendments else []), *pages)
    found = changes(site)
    home = for_home(found, 3)
    days = [one.when for one in home if one.kind == "new"]
    assert len(days) == len(set(days))
    singly = [one for one in home if not one.parts]
    assert singly == sorted(singly, key=found.index)
    if len(singly) < len(home):  # an import fills a place that nothing else could
        assert all(one.kind == "new" for one in found if one not in home)
    headings = [heading for heading, _ in by_month(found)]
    assert len(headings) == len(set(headings))
