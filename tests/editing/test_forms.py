"""Forms made from the models: every file of the real content opened and saved unchanged is the same, to the byte."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from lscb.editing.answers import answered
from lscb.editing.items import OWN_FILES, Item, kind_of, open_item, rewritten
from lscb.editing.questions import questions_of
from lscb.editing.shown import Options, shown, with_problems
from lscb.generator.editor_pages import Pages, groups, options_of
from lscb.model.fields import Value
from lscb.prepared import prepare
from lscb.problems import NOWHERE, Problem
from lscb.types import CONTENT_TYPES
from tests.support.building import REPOSITORY

PAGES = Pages()
NONE_ELSE: Options = {}  # what stands in a file is offered whatever else is; all titles in each list would only take time
MODELS: list[type[Value]] = [*(kind.record for kind in CONTENT_TYPES), *OWN_FILES.values()]


@pytest.fixture(scope="module")
def real() -> Options:
    return options_of(prepare(REPOSITORY, CONTENT_TYPES, None))


def sent_by_a_browser(html: str) -> dict[str, list[str]]:
    """What the form on a page sends when nothing in it is touched (HTML, “Constructing the entry list”)."""
    page: Any = lxml.html.fromstring(html)
    form = page.forms[0]
    for box in form.iter("textarea"):
        box.text = (box.text or "").removeprefix("\n").replace("\n", "\r\n")  # as HTML reads it, and as forms are sent
    found: dict[str, list[str]] = {}
    for name, value in form.form_values():
        found.setdefault(name, []).append(value)
    return found


def page_of(item: Item, options: Options) -> str:
    form, told = with_problems(shown(item.parts, item.tree, options), [])
    return PAGES.form(item, groups(item, form), told, [], "", difference="", saved=False)


def saved(root: Path, path: str, options: Options, **changed: str) -> str:
    """A file after its form was filled in: `changed` are fields by their path, `__` for each dot."""
    item = open_item(root, path, CONTENT_TYPES)
    sent = sent_by_a_browser(page_of(item, options)) | {name.replace("__", "."): [value] for name, value in changed.items()}
    return rewritten(item, answered(item.parts, sent, item.tree)).decode()


def every_file() -> Iterator[str]:
    for top in ("content", "docs"):
        for file in sorted((REPOSITORY / top).rglob("*")):
            path = file.relative_to(REPOSITORY).as_posix()
            if file.suffix in {".md", ".yml"} and (kind_of(path, CONTENT_TYPES) or path in OWN_FILES):
                yield path


def test_every_file_opened_and_saved_unchanged_is_the_same_to_the_byte() -> None:
    paths = list(every_file())
    assert len(paths) > 300
    changed = [path for path in paths if saved(REPOSITORY, path, NONE_ELSE).encode() != (REPOSITORY / path).read_bytes()]
    assert changed == []


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_field_of_every_model_is_asked_for(model: type[Value]) -> None:
    asked = {question.name for question in questions_of(model)}
    assert asked == set(model.model_fields) - {"origin", "slug", "issue"}


def lines_that_differ(before: str, after: str) -> tuple[list[str], list[str]]:
    old, new = before.splitlines(), after.splitlines()
    return [line for line in old if line not in new], [line for line in new if line not in old]


@pytest.mark.parametrize(
    ("path", "change", "gone", "came"),
    [
        ("content/events/workshop.md", {"title": "Seeing neglect"}, ["title: Neglect workshop"], ["title: Seeing neglect"]),
        (
            "content/events/workshop.md",
            {"occurrences__0__starts": "2015-10-07 09:30"},
            ["starts: 2015-10-07 10:00"],
            ["starts: 2015-10-07 09:30"],
        ),
        ("content/events/workshop.md", {"repeats": "every week until 2015-11-04"}, [], ["repeats: every week until 2015-11-04"]),
        ("content/events/safety-week.md", {"occurrences__1__ends": ""}, ["    ends: 2015-11-20"], []),
        ("content/themes/neglect.md", {"draft": "yes"}, [], ["draft: yes"]),
        ("content/themes/neglect.md", {"related": "events/workshop"}, [], ["related: [events/workshop]"]),
        ("content/themes/neglect.md", {"notes": "One.\r\nTwo: of it."}, [], ['notes: [One., "Two: of it."]']),
        ("content/themes/neglect.md", {"withdrawn__on": "2015-09-16", "withdrawn__reason": "It was wrong."}, [],
         ["withdrawn:", "  on: 2015-09-16", "  reason: It was wrong."]),
    ],
)  # fmt: skip
def test_only_the_lines_that_say_something_else_change(
    small: Path, real: Options, path: str, change: dict[str, str], gone: list[str], came: list[str]
) -> None:
    before = (small / path).read_text(encoding="utf-8")
    assert lines_that_differ(before, saved(small, path, real, **change)) == (gone, came)


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_comments_order_and_ends_of_lines_stand(small: Path, real: Options, ending: str) -> None:
    path = "content/themes/neglect.md"
    text = "---\n# kept\npublished: 2015-09-16\nsummary: 'As it was.'  # why\ntitle: Neglect\nid: aaaaaaac\n---\n\nA text.\n"
    (small / path).write_bytes(text.replace("\n", ending).encode())
    found = saved(small, path, real, title="Neglected", body="Another text.\r\n\r\n- with a list")
    expected = text.replace("title: Neglect", "title: Neglected").replace("A text.", "Another text.\n\n- with a list")
    assert found == expected.replace("\n", ending)


def test_an_amendment_gets_an_id_and_nobody_types_one(small: Path, real: Options) -> None:
    path = "content/events/workshop.md"
    new = {"changes__0___": "", "changes__0__on": "2015-09-20", "changes__0__what": "cancelled", "changes__0__why": "Snow"}
    found = saved(small, path, real, **new)
    assert "changes:\n  - id: " in found or "\n    id: " in found
    (small / path).write_text(found, encoding="utf-8")
    assert prepare(small, CONTENT_TYPES, None, lenient=True).content.problems == []
    assert saved(small, path, real) == found


def test_an_empty_item_and_a_removed_one_leave_nothing(small: Path, real: Options) -> None:
    path = "content/events/safety-week.md"
    before = (small / path).read_text(encoding="utf-8")
    assert saved(small, path, real, occurrences__2___="", occurrences__2__starts=" ") == before
    assert "2014-06-23" not in saved(small, path, real, occurrences__0___remove="yes")


def test_what_no_form_asks_for_stays(small: Path, real: Options) -> None:
    path = "content/themes/neglect.md"
    text = (small / path).read_text(encoding="utf-8").replace("title:", "colour: red\ntitle:")
    (small / path).write_text(text, encoding="utf-8")
    assert saved(small, path, real, summary="Another.") == text.replace("When a child's needs are not met.", "Another.")


def test_a_problem_stands_at_its_field() -> None:
    item = open_item(REPOSITORY, "content/events/awareness/anti-bullying-week.md", CONTENT_TYPES)
    form = shown(item.parts, item.tree, {})
    said = ("occurrences 1, starts: there is no day", "title: is blank", "ends: 09:00 is before it starts", "nothing known")
    _, told = with_problems(form, [Problem(item.path, NOWHERE, one) for one in said])
    assert [place for place, _ in told] == ["f-occurrences-0-starts", "f-title", "f-occurrences-0-ends", ""]
