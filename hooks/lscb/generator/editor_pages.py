"""The pages of the web editor: what each shows, and its template."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from lscb.editing.items import Item
from lscb.editing.questions import Widget
from lscb.editing.shown import Options, Shown
from lscb.model.record import Record, State
from lscb.model.site import ContentType
from lscb.prepared import Prepared
from lscb.problems import Problem

HERE = Path(__file__).parent / "admin"
PUBLICATION = ("published", "updated", "draft", "publish_from", "withdrawn")
PLACE = ("owner", "themes", "related", "sources", "notes", "caution", "disclosures")
FIRST = ("title", "summary", "image", "scene")
STATES = {State.DRAFT: "draft", State.EMBARGOED: "waits for its day", State.WITHDRAWN: "withdrawn", State.PUBLISHED: ""}


@dataclass(frozen=True)
class Group:
    """Fields that stand together; `folded` where they are rarely needed."""

    title: str
    fields: tuple[Shown, ...]
    folded: bool

    @property
    def is_open(self) -> bool:
        """Whether it is shown open: nothing that is wrong is ever hidden."""
        return not self.folded or any(field.is_faulty for field in self.fields)

    @property
    def filled(self) -> int:
        """How many of its fields have something in them."""
        return sum(field.is_filled for field in self.fields)


def groups(item: Item, form: Sequence[Shown]) -> tuple[Group, ...]:
    """A form in groups: what is usual first, then the rest, so that it is not one long page."""
    if item.kind is None:
        return (Group("", tuple(form), folded=False),)
    own = [one for one in form if one.question.name not in {*PUBLICATION, *PLACE, "body", "id"}]
    usual = [one for one in own if one.question.name in FIRST[:2] or one.question.required or one.question.widget is Widget.PARTS]
    text = [one for one in form if one.question.name == "body"]
    rest = [one for one in own if one not in usual]
    found = (
        Group("What readers see first", tuple(usual), folded=False),
        Group("The text", tuple(text), folded=False),
        Group("Particulars", tuple(rest), folded=True),
        Group("Where it belongs, and where it comes from", _named(form, PLACE), folded=True),
        Group("When it is public", _named(form, PUBLICATION), folded=False),
    )
    return tuple(group for group in found if group.fields)


def _named(form: Sequence[Shown], names: Sequence[str]) -> tuple[Shown, ...]:
    by_name = {one.question.name: one for one in form}
    return tuple(by_name[name] for name in names if name in by_name)


def options_of(prepared: Prepared) -> Options:
    """What can be referred to: the slugs and titles of each collection, in the order of their titles."""
    return {
        collection: sorted(((slug, one.title) for slug, one in records.items()), key=lambda one: one[1].casefold())
        for collection, records in prepared.content.records.items()
    }


def kinds(prepared: Prepared) -> list[tuple[ContentType[Any], int]]:
    """The types with the number of their items."""
    return [(kind, len(prepared.content.records[kind.collection])) for kind in prepared.site.types]


def listed(prepared: Prepared, kind: ContentType[Any]) -> list[tuple[str, str, str, str]]:
    """Each item of a type: its path, title, day and state; files that cannot be read as items are among them."""
    records: Iterable[Record] = kind.in_order(prepared.content.records[kind.collection].values())
    found = [(one.origin.path, one.title, str(one.published), STATES[one.state(prepared.site.today)]) for one in records]
    faulty = [(path, path, "", "cannot be read") for path, (of, _, _) in prepared.content.faulty.items() if of is kind]
    return faulty + found


class Pages:
    """The editor's templates."""

    def __init__(self) -> None:
        self._env = Environment(
            loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )

    def style(self) -> str:
        """The style sheet of all of them."""
        return (HERE / "admin.css").read_text(encoding="utf-8")

    def home(self, found: Sequence[tuple[ContentType[Any], int]], own: Iterable[str]) -> str:
        """All that can be edited."""
        return self._page("home.html", kinds=found, own=list(own))

    def list_of(self, kind: ContentType[Any], items: Sequence[tuple[str, str, str, str]]) -> str:
        """The items of a type."""
        return self._page("list.html", kind=kind, items=items)

    def new(self, kind: ContentType[Any], asked: Mapping[str, str], given: Mapping[str, str], wrong: str) -> str:
        """What a new item begins with."""
        return self._page("new.html", kind=kind, asked=asked, given=given, wrong=wrong)

    def form(  # noqa: PLR0913 - each is a part of the page
        self,
        item: Item,
        grouped: Sequence[Group],
        told: Sequence[tuple[str, Problem]],
        unfinished: Sequence[Problem],
        address: str,
        *,
        difference: str,
        saved: bool,
    ) -> str:
        """The form of an item."""
        return self._page(
            "form.html",
            item=item,
            groups=grouped,
            told=told,
            unfinished=unfinished,
            address=address,
            difference=difference,
            saved=saved,
        )

    def message(self, title: str, words: str) -> str:
        """Why there is nothing else to see."""
        return self._page("message.html", title=title, words=words)

    def _page(self, name: str, **context: Any) -> str:
        return self._env.get_template(name).render(**context)
