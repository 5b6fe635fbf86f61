"""A model as questions: what a form asks for each of its fields, found from the model's own annotations."""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from lscb.model import fields
from lscb.model.fields import Value

GIVEN_BY_THE_FILE = frozenset({"origin", "slug", "issue"})
REFERENCES = {
    fields.IssueRef: "newsletters",
    fields.ArticleRef: "articles",
    fields.ThemeRef: "themes",
    fields.GroupRef: "groups",
    fields.PartnerRef: "partners",
    fields.ContactRef: "contacts",
    fields.DocumentRef: "documents",
    fields.ProcedureRef: "procedures",
    fields.CampaignRef: "campaigns",
    fields.EventRef: "events",
    fields.CaseReviewRef: "case-reviews",
}
ANY = "any"
HOW = {
    fields.AnyDate: "As exact as it is known: 2015-05-07, May 2015, summer 2015 or 2015",
    fields.Published: "The day, as 2015-05-07, with a time where it matters (2015-05-07 14:00); or a month, a season, a year",
    fields.DayOrTime: "A day, as 2015-05-07, or a day and a time: nobody sees the page before",
    fields.Day: "A day, as 2015-05-07",
    fields.Moment: "A day and a time by the clock, as 2015-09-20 13:30; without a time, or as May 2015, where no more is known",
    fields.Series: "As “every Wednesday until 2015-12-16, not 2015-10-28”",
    fields.Duration: "A length of time, as 10 working days",
    fields.YearlyDay: "A day of each year, as 18 November or third Monday of May",
    fields.Phone: "As it is dialled from anywhere in the country, with spaces: it is checked",
    fields.Email: "One address",
    fields.WebAddress: "Beginning with https://",
    fields.OpeningHours: "Days and times, as Mo-Fr 08:30-17:00, one line for each",
    fields.Number: "Digits only, as 245300 or 61.16",
    fields.Sentence: "One sentence",
    fields.Slug: "Small letters, numbers and hyphens",
}


class Widget(StrEnum):
    """How a question is answered."""

    LINE = "line"
    MARKDOWN = "markdown"
    FLAG = "flag"
    CHOICE = "choice"
    CHOICES = "choices"
    REFERENCE = "reference"
    REFERENCES = "references"
    LINES = "lines"
    GROUPS = "groups"
    PART = "part"
    PARTS = "parts"
    ID = "id"


@dataclass(frozen=True)
class Question:
    """One field: `choices` are the words it may have, `collection` that of the records it names, or `any`; `parts` are the
    fields of what it holds, which is of `model`.
    """

    name: str
    widget: Widget
    required: bool = False
    help: str = ""
    choices: tuple[str, ...] = ()
    collection: str = ""
    parts: tuple[Question, ...] = ()
    model: type[Value] | None = None

    @property
    def label(self) -> str:
        """What stands above the field."""
        return "Text" if self.widget is Widget.MARKDOWN else self.name.replace("_", " ").capitalize()


@cache
def questions_of(model: type[Value]) -> tuple[Question, ...]:
    """What a form asks of a model, in the order of its fields. Raises TypeError for a kind of field that no form knows."""
    hints = get_type_hints(model, include_extras=True)
    return tuple(
        _question(name, hints[name], required=field.is_required(), described=field.description or "")
        for name, field in model.model_fields.items()
        if name not in GIVEN_BY_THE_FILE
    )


def _question(name: str, annotation: Any, *, required: bool, described: str) -> Question:
    kind, depth = _without_none(annotation), 0
    while (inner := _of_several(kind)) is not None:
        kind, depth = _without_none(inner), depth + 1
    many = depth > 0
    known = described or next(_how(kind), "")
    if get_origin(kind) is Literal:
        return Question(name, Widget.CHOICES if many else Widget.CHOICE, required, known, choices=tuple(map(str, get_args(kind))))
    if isinstance(kind, type) and issubclass(kind, Value):
        known = described or _first_sentence(kind)
        widget = Widget.PARTS if many else Widget.PART
        return Question(name, widget, required, known, parts=questions_of(kind), model=kind)
    collection = ANY if kind == fields.AnyRef else REFERENCES.get(kind, "")
    if collection:
        return Question(name, Widget.REFERENCES if many else Widget.REFERENCE, required, known, collection=collection)
    if depth > 1:
        return Question(name, Widget.GROUPS, required, known)
    plain = {fields.Body: Widget.MARKDOWN, fields.Flag: Widget.FLAG, fields.RecordId: Widget.ID}
    if get_origin(kind) is not Annotated and kind not in {str, int}:
        raise TypeError(f"no form knows how to ask for {name}: {annotation}")
    return Question(name, Widget.LINES if many else plain.get(kind, Widget.LINE), required, known)


def _how(kind: Any) -> Iterator[str]:
    for known, words in HOW.items():
        if kind == known:
            yield words


def _without_none(annotation: Any) -> Any:
    if get_origin(annotation) in {Union, types.UnionType}:
        return next(one for one in get_args(annotation) if one is not types.NoneType)
    return annotation


def _of_several(annotation: Any) -> Any:
    """What a list is of, or None for what is no list. A list may have validators of its own."""
    if get_origin(annotation) is Annotated and get_origin(get_args(annotation)[0]) is tuple:
        annotation = get_args(annotation)[0]
    return get_args(annotation)[0] if get_origin(annotation) is tuple else None


def _first_sentence(model: type[Value]) -> str:
    return " ".join((model.__doc__ or "").split("\n\n")[0].split())
