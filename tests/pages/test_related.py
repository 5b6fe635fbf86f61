"""Where pages lead on: the order in which a type takes its turns, and what is left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from lscb.model.site import ContentType
from lscb.pages.related import MOST, related
from lscb.prepared import Prepared, prepare
from lscb.types import CONTENT_TYPES
from tests.support.building import edit, record, write

COLLECTIONS = {kind.collection for kind in CONTENT_TYPES}


@pytest.mark.parametrize("kind", CONTENT_TYPES, ids=lambda kind: kind.collection)
def test_every_type_with_pages_says_where_its_readers_go_on(kind: ContentType[object]) -> None:  # type: ignore[type-var]
    assert set(kind.leads_to) | set(kind.gathers) <= COLLECTIONS
    assert len(kind.leads_to) == (MOST if kind.template else 0)


def procedure(root: Path, number: int, **fields: str) -> None:
    said = "".join(f"\n{name}: {value}" for name, value in {"title": f"Procedure {number}", **fields}.items())
    front = f'id: procedu{number}\nnumber: "9.{number}"\nscope: Testford\nstatus: current{said}'
    write(root, f"content/procedures/p{number}.md", record(front))


def of_procedure(root: Path, number: int) -> list[str]:
    site = prepare(root, CONTENT_TYPES, None).site
    [found] = [one for one in site.all("procedures") if one.slug == f"p{number}"]
    return [str(site.ref(one)) for one in related(site, found)]


def test_turns_come_in_the_types_order_and_what_is_over_in_the_editors(small: Path) -> None:
    names = "[groups/board, case-reviews/child-x, partners/council, procedures/p2, procedures/escalation, procedures/p3, procedures/p4]"
    procedure(small, 1, related=names)
    for number in (2, 3, 4):
        procedure(small, number)
    assert of_procedure(small, 1) == [
        "procedures/p2",
        "procedures/escalation",
        "procedures/p3",
        "case-reviews/child-x",
        "partners/council",
    ]


def test_what_an_editor_named_comes_before_what_names_it(small: Path) -> None:
    procedure(small, 1, related="[procedures/p3]")
    procedure(small, 2, related="[procedures/p1]")
    procedure(small, 3)
    assert of_procedure(small, 1) == ["procedures/p3", "procedures/p2"]


def test_nothing_comes_that_the_page_shows_already_or_that_has_the_same_title(small: Path) -> None:
    """A contact, a theme and a change of the law stand in their own sections; a link called as the page is leads nowhere new."""
    procedure(
        small,
        1,
        related="[contacts/office, themes/neglect, procedures/p2, procedures/p3, procedures/p4, law/guidance]",
        contacts="[office]",
        themes="[neglect]",
        title="One",
    )
    procedure(small, 2, title="One")
    procedure(small, 3, title="Two")
    procedure(small, 4, title="two")
    edit(small, "content/law/guidance.md", "procedure: escalation", "procedure: p1")
    assert of_procedure(small, 1) == ["procedures/p3"]


def test_an_owner_and_a_source_name_no_relation(small: Path) -> None:
    """The Board owns every page and the report is the source of most: neither is where a reader goes on."""
    site = prepare(small, CONTENT_TYPES, None).site
    [board] = site.all("groups")
    assert site.referring(board)
    assert related(site, board) == ()


def test_a_page_that_was_taken_down_leads_nowhere(small: Path) -> None:
    procedure(small, 1, related="[procedures/escalation]", withdrawn="{on: 2015-09-10, reason: Old.}")
    site = prepare(small, CONTENT_TYPES, None).site
    assert [related(site, gone) for gone in site.withdrawn] == [()]


def test_every_record_leads_to_few_others_each_once(real: Prepared) -> None:
    for kind in CONTENT_TYPES:
        for one in real.site.all(kind.collection):
            found = related(real.site, one)
            assert len(found) <= MOST
            assert len({other.title.casefold() for other in (one, *found)}) == len(found) + 1
            assert not set(map(id, found)) & set(map(id, kind.shown(real.site, one)))
