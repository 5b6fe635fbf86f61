"""What a publication changes, as the person at the terminal is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import get_args

from lscb.pages.comparison import Row
from lscb.publishing.changes import Changes, Followed, Kind, PageChange

KINDS: tuple[Kind, ...] = get_args(Kind)
MOST = 40  # things of one kind that are named; the others are counted
BLOCKS = 12  # of one page, likewise
BESIDE = 6  # unchanged words shown on either side of a change
ROWS = {"changed": "", "new": "new: ", "gone": "taken out: ", "moved": "moved: "}
SIGNS = {"same": "{}", "added": "{{+{}+}}", "removed": "[-{}-]"}  # as Git marks words


def told(changes: Changes) -> str:
    """All changes, by what they concern, each kind with its count."""
    return "\n".join(_lines(changes)) or "Nothing changes for readers."


def _lines(changes: Changes) -> Iterator[str]:
    for kind in KINDS:
        yield from _section(f"{kind} page", f"{kind} pages", _pages([page for page in changes.pages if page.kind == kind]))
    for kind in KINDS:
        yield from _section(f"{kind} entry in feeds", f"{kind} entries in feeds", _titles(changes.entries, kind))
    for kind in KINDS:
        yield from _section(f"{kind} date in calendars", f"{kind} dates in calendars", _titles(changes.dates, kind))
    emails = [_printable(folder) for folder in changes.emails]
    yield from _section("email ready, new or changed", "emails ready, new or changed", emails)
    if changes.others:
        yield f"{changes.others} other file{'s' if changes.others > 1 else ''}, in which no reader finds other words"


def _section(one: str, many: str, items: Sequence[str]) -> Iterator[str]:
    if not items:
        return
    yield f"{len(items)} {one if len(items) == 1 else many}"
    yield from (f"  {item}" for item in items[:MOST])
    if len(items) > MOST:
        yield f"  … and {len(items) - MOST} more"


def _pages(pages: Sequence[PageChange]) -> list[str]:
    """A line or more for each page; what changed on an earlier one is not told again."""
    told_before: set[Row] = set()
    items = []
    for page in pages:
        rows = [row for row in page.rows if row.kind != "same"]
        fresh = [row for row in rows if row not in told_before]
        told_before.update(rows)
        items.append(_page(page, fresh, len(fresh) < len(rows)))
    return items


def _page(page: PageChange, rows: Sequence[Row], repeats: bool) -> str:
    head = f"{page.address}{f' → {page.to}' if page.to else ''}  {page.title}{' (as above)' if repeats else ''}"
    lines = [f"{ROWS[row.kind]}{_words(row)}" for row in rows[:BLOCKS]]
    more = [f"… and {len(rows) - BLOCKS} more"] if len(rows) > BLOCKS else []
    return "\n      ".join([_printable(head), *lines, *more])


def _words(row: Row) -> str:
    if row.kind != "changed":
        return _printable(_shortened(" ".join(text for _, text in row.pieces)))
    return _printable(" ".join(SIGNS[kind].format(_shortened(text) if kind == "same" else text) for kind, text in row.pieces))


def _shortened(text: str) -> str:
    words = text.split()
    return text if len(words) <= 2 * BESIDE else " ".join([*words[:BESIDE], "…", *words[-BESIDE:]])


def _titles(followed: Sequence[Followed], kind: Kind) -> list[str]:
    return [_printable(one.title) for one in followed if one.kind == kind]


def _printable(text: str) -> str:
    """Without signs that a terminal would obey: what is live may be anybody's."""
    return "".join(sign if sign.isprintable() or sign == "\n" else "�" for sign in text)
