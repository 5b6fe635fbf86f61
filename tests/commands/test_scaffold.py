"""A new file holds everything its type asks for, and nothing that its type does not know."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lscb.model.record import Record
from lscb.model.site import ContentType
from lscb.reading.sources import Source, split_front_matter
from lscb.reading.validate import to_record
from lscb.reading.yamltext import parse
from lscb.scaffold import path_for, skeleton, slug_of
from lscb.types import CONTENT_TYPES, newsletter, theme

TODAY = date(2015, 9, 16)
FOLDERS = {"newsletters": "2015-summer", "articles": "2015-spring"}


def source_of(kind: ContentType[Any], title: str) -> Source:
    text, path = skeleton(kind, title, TODAY), str(path_for(kind, title, FOLDERS.get(kind.collection, "")))
    found = split_front_matter(text, path) if path.endswith(".md") else Source(path, parse(text, path))
    assert isinstance(found, Source)
    assert found.parsed.problems == []
    return found


@pytest.mark.parametrize("kind", CONTENT_TYPES, ids=lambda kind: kind.singular)
def test_a_new_file_only_lacks_what_its_author_knows(kind: ContentType[Any]) -> None:
    source = source_of(kind, "A new: “thing”")
    problems = to_record(kind.record, source, "a-new-thing")
    for problem in problems if isinstance(problems, list) else ():
        assert "is not a field" not in problem.message, problem
        assert problem.position.line > 1, problem
        assert any(said in problem.message for said in ("blank", "missing", "“”", "should be", "None")), problem


@pytest.mark.parametrize("kind", CONTENT_TYPES, ids=lambda kind: kind.singular)
def test_a_new_file_is_a_draft_with_an_id_of_its_own(kind: ContentType[Any]) -> None:
    one, other = source_of(kind, "One").parsed.data, source_of(kind, "One").parsed.data
    assert isinstance(one, dict)
    assert isinstance(other, dict)
    assert one["draft"] == "yes"
    assert one["id"] != other["id"]


@pytest.mark.parametrize("kind", CONTENT_TYPES, ids=lambda kind: kind.singular)
def test_every_field_of_the_type_is_offered(kind: ContentType[Any]) -> None:
    text = skeleton(kind, "One", TODAY)
    own = set(kind.record.model_fields) - set(Record.model_fields) - {"issue"}
    assert [name for name in own if f"{name}:" not in text] == []


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Child Safety Week 2015", "child-safety-week-2015"),
        ("“Quotes” & signs!", "quotes-signs"),
        ("Café Zoë", "cafe-zoe"),
        ("  spaces  ", "spaces"),
        ("a" * 100, "a" * 60),
    ],
)
def test_a_title_becomes_a_name(title: str, slug: str) -> None:
    assert slug_of(title) == slug


@pytest.mark.parametrize("title", ["שלום", "!!!", ""])
def test_a_title_that_makes_no_name_is_refused(title: str) -> None:
    with pytest.raises(ValueError, match="title"):
        path_for(theme.TYPE, title)


def test_a_file_goes_where_its_type_is_kept() -> None:
    assert path_for(newsletter.ISSUES, "Any", "2015-summer") == Path("content/newsletters/2015-summer/issue.md")
    assert path_for(newsletter.ARTICLES, "A story", "2015-summer") == Path("content/newsletters/2015-summer/a-story.md")
    assert path_for(theme.TYPE, "Neglect") == Path("content/themes/neglect.md")
    with pytest.raises(ValueError, match="needs --folder"):
        path_for(newsletter.ISSUES, "Any")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=30))
def test_any_title_reads_back(title: str) -> None:
    found = source_of(theme.TYPE, f"x{title}").parsed.data
    assert isinstance(found, dict)
    assert str(found["title"]).replace("'", '"') == f"x{title}".replace("'", '"')
