"""What is wrong with the content, said to the person who can mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import NamedTuple

Loc = tuple[str | int, ...]
"""Where a value stands in a record: names of fields, and positions in lists from 0."""


class Position(NamedTuple):
    """A place in a file; both counted from one, as editors show them."""

    line: int = 1
    column: int = 1


START = Position()
NOWHERE = Position(0, 0)
"""The place of what concerns a file as a whole, or none."""


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend: where it is, what is wrong, and how to put it right."""

    path: str
    position: Position
    message: str
    hint: str = ""

    @property
    def place(self) -> str:
        """Where it is, as editors and terminals show it."""
        return self.path if self.position == NOWHERE else f"{self.path}:{self.position.line}:{self.position.column}"

    def __str__(self) -> str:
        line = f"{self.place}: {self.message}"
        return f"{line}\n    hint: {self.hint}" if self.hint else line


class ContentError(Exception):
    """The content cannot be published; carries every problem found, sorted by file and line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__(report(self.problems))


class FieldError(ValueError):
    """A value an editor must change. `field` names the part that is wrong when a whole record is judged.

    `field` is a dotted path, as in `articles.0.title`.
    """

    def __init__(self, message: str, *, hint: str = "", field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.field = field

    @property
    def loc(self) -> Loc:
        """Where the part stands: ("articles", 0, "title") for `articles.0.title`."""
        return tuple(int(part) if part.isdigit() else part for part in self.field.split(".") if part)


def spoken(loc: Loc) -> str:
    """“actions 3, due: ” for ("actions", 2, "due"): items of lists are counted from one."""
    shown: list[str] = []
    for part in loc:
        if isinstance(part, int):
            shown[-1:] = [f"{shown[-1]} {part + 1}"] if shown else [str(part + 1)]
        else:
            shown.append(part)
    return f"{', '.join(shown)}: " if shown else ""


def report(problems: Iterable[Problem]) -> str:
    """All problems, one after another, with a count at the end."""
    lines = [str(problem) for problem in problems]
    return "\n".join([*lines, f"{len(lines)} problem{'s' if len(lines) != 1 else ''} in the content"])


def report_drafts(problems: Iterable[Problem]) -> str:
    """What drafts lack before they can be published, with a count at the end."""
    lines = [str(problem) for problem in problems]
    return "\n".join([*lines, f"{len(lines)} to mend in drafts, which hold up nothing"])


def nearest(word: str, known: Iterable[str], *, always: bool = True) -> str:
    """“did you mean …?” for the closest known names; if there are none and `always`, the whole list where it is short."""
    names = sorted(set(known))
    if close := get_close_matches(word.lower(), names, n=3, cutoff=0.6):
        return f"did you mean {' or '.join(f'`{name}`' for name in close)}?"
    return f"known names: {', '.join(names)}" if always and 0 < len(names) <= 12 else ""
