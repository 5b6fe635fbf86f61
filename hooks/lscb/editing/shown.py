"""A form as it is shown: each question with its name, its value, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lscb.editing.answers import is_yes, items_of, text_of, texts_of
from lscb.editing.questions import ANY, Question, Widget
from lscb.editing.short_forms import spelt_out
from lscb.problems import Problem, spoken
from lscb.reading.yamltext import Tree

Options = Mapping[str, Sequence[tuple[str, str]]]
LONG = 70
SEVERAL = 2  # empty lines at the end of a list of references


@dataclass(frozen=True)
class Shown:
    """A question in a form. `text` is a single value, `texts` those of a list; `parts` are the fields of what it holds, `items`
    those of each item; `options` are values and how they are called.
    """

    question: Question
    path: str
    text: str = ""
    texts: tuple[str, ...] = ()
    is_set: bool = False
    parts: tuple[Shown, ...] = ()
    items: tuple[tuple[Shown, ...], ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    wrong: tuple[Problem, ...] = ()

    @property
    def id(self) -> str:
        """What links and labels call it."""
        return "f-" + self.path.replace(".", "-")

    @property
    def is_long(self) -> bool:
        """Whether its value needs more than a line: a box of one line would drop the ends of the others."""
        return len(self.text) > LONG or "\n" in self.text or self.question.name in {"summary", "reason", "why", "caution"}

    @property
    def is_filled(self) -> bool:
        """Whether there is anything in it."""
        return bool(self.text or self.texts or self.is_set or self.items or any(part.is_filled for part in self.parts))

    @property
    def is_faulty(self) -> bool:
        """Whether anything is wrong with it or in it."""
        inner = (*self.parts, *(one for item in self.items for one in item))
        return bool(self.wrong) or any(one.is_faulty for one in inner)


def shown(parts: Sequence[Question], tree: Tree, options: Options, more: str = "", prefix: str = "") -> tuple[Shown, ...]:
    """A form of a tree; `more` is the path of a list that is shown with another, empty item."""
    values = tree if isinstance(tree, dict) else {}
    return tuple(_shown(part, values.get(part.name), options, more, prefix) for part in parts)


def _shown(question: Question, value: Tree, options: Options, more: str, prefix: str) -> Shown:
    path = f"{prefix}{question.name}"
    match question.widget:
        case Widget.PART:
            inner = shown(question.parts, spelt_out(question.model, value), options, more, f"{path}.")
            return Shown(question, path, parts=inner)
        case Widget.PARTS:
            items = [*items_of(question, value), *([{}] if more == path else [])]
            forms = (shown(question.parts, item, options, more, f"{path}.{place}.") for place, item in enumerate(items))
            return Shown(question, path, items=tuple(forms))
        case Widget.FLAG:
            return Shown(question, path, is_set=is_yes(value))
        case Widget.LINES | Widget.GROUPS:
            return Shown(question, path, texts=tuple(texts_of(question, value)))
        case Widget.CHOICES:
            chosen = tuple(texts_of(question, value))
            return Shown(question, path, texts=chosen, options=_with(((one, one) for one in question.choices), chosen))
        case Widget.CHOICE:
            text = text_of(value)
            return Shown(question, path, text=text, options=_with(((one, one) for one in question.choices), [text]))
        case Widget.REFERENCE:
            text = text_of(value)
            return Shown(question, path, text=text, options=_with(_named(question, options), [text]))
        case Widget.REFERENCES:
            texts = tuple(texts_of(question, value))
            return Shown(question, path, texts=(*texts, *[""] * SEVERAL), options=_with(_named(question, options), texts))
        case _:
            return Shown(question, path, text=text_of(value))


def _named(question: Question, options: Options) -> Iterator[tuple[str, str]]:
    if question.collection != ANY:
        yield from options.get(question.collection, ())
        return
    for collection, found in options.items():
        yield from ((f"{collection}/{slug}", f"{title} ({collection})") for slug, title in found)


def _with(options: Iterator[tuple[str, str]], values: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The options, and any value that is none of them: what stands in the file is never lost by being shown."""
    found = tuple(options)
    known = {value for value, _ in found}
    return (*found, *((value, value) for value in dict.fromkeys(values) if value and value not in known))


def with_problems(form: Sequence[Shown], problems: Sequence[Problem]) -> tuple[tuple[Shown, ...], list[tuple[str, Problem]]]:
    """The form with each problem at its field; and all of them in order, with the id of the field or "" for none."""
    names = {one.path: one for one in _every(form)}
    at: dict[str, list[Problem]] = {}
    found: list[tuple[str, Problem]] = []
    for problem in problems:
        path = _field_of(problem, names)
        found.append((names[path].id if path else "", problem))
        at.setdefault(path, []).append(problem)
    return tuple(_marked(one, at) for one in form), found


def _every(form: Sequence[Shown]) -> Iterator[Shown]:
    for one in form:
        yield one
        yield from _every(one.parts)
        for item in one.items:
            yield from _every(item)


def _marked(one: Shown, at: Mapping[str, Sequence[Problem]]) -> Shown:
    return replace(
        one,
        wrong=tuple(at.get(one.path, ())),
        parts=tuple(_marked(part, at) for part in one.parts),
        items=tuple(tuple(_marked(part, at) for part in item) for item in one.items),
    )


def _field_of(problem: Problem, names: Mapping[str, Shown]) -> str:
    """The path of the field that a message names first; the innermost, and one within a short form too."""
    best, length = "", 0
    for path in names:
        loc = tuple(int(part) if part.isdigit() else part for part in path.split("."))
        for start, part in enumerate(loc):
            said = spoken(loc[start:]) if isinstance(part, str) else ""
            if said and problem.message.startswith(said) and len(said) > length:
                best, length = path, len(said)
    return best
