"""Clean Markdown of what was pasted from Word or from a web page: its marks are changed, none of its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lscb.problems import FieldError

INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")  # soft hyphens, and what joins or parts words unseen
SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
FENCE = re.compile(r"\s*(?:```|~~~)")
# Word's own bullets; a dash, an o or a § is one only before a tab
BULLET = re.compile(r"(?P<indent>[ \t]*)(?:[•·▪▫◦‣⁃●○■□➢✓\uf0b7\uf0a7][ \t]*|[-–—o§][ ]*\t[ \t]*)(?=\S)")
DASHED = re.compile(r"(?P<indent>[ \t]*)[–—] +(?=\S)")
NUMBERED = re.compile(r"(?P<indent>[ \t]*)(?P<number>\d{1,3})(?:[.)][ ]*\t[ \t]*|\)[ ]+)(?=\S)")
ITEM = re.compile(r"\s*(?:[-*+]|\d{1,9}\.)\s+\S")
HEADING = re.compile(r"(#{1,6})\s+\S")
BOLD_LINE = re.compile(r"(?:\*\*|__)(?P<words>[^*_]{1,90}?)(?P<colon>:?)(?:\*\*|__)(?P<after>:?)\s*")


def tidy(text: str) -> str:
    """A Markdown text with the marks that this site reads in place of a word processor's. What is code stays as it is."""
    parts = [part if code else _tidied(part) for code, part in _by_code(text.replace("\r\n", "\n").replace("\r", "\n"))]
    return "\n".join(parts)


def tidy_file(text: str) -> str:
    """The same of a whole file: its front matter stays, to the letter. Raises FieldError for one that has none."""
    found = re.match(r"\ufeff?---[ \t]*\r?\n.*?^---[ \t]*(?:\r?\n|\Z)", text, re.DOTALL | re.MULTILINE)
    if found is None:
        raise FieldError("does not begin with front matter", hint="give an item's file, as content/themes/neglect.md")
    head, body = found[0], text[found.end() :]
    tidied = tidy(body)
    return head + (tidied.replace("\n", "\r\n") if "\r\n" in body else tidied)


def _by_code(text: str) -> Iterator[tuple[bool, str]]:
    """A text in stretches: whether each is a block of code, and its lines."""
    lines: list[str] = []
    fence = ""
    for line in text.split("\n"):
        mark = line.strip()[:3] if FENCE.match(line) else ""
        if mark and not fence:
            if lines:
                yield False, "\n".join(lines)
            lines, fence = [line], mark
        elif fence:
            lines.append(line)
            if mark == fence and not line.strip(" `~"):
                yield True, "\n".join(lines)
                lines, fence = [], ""
        else:
            lines.append(line)
    if lines:
        yield bool(fence), "\n".join(lines)


def _tidied(text: str) -> str:
    lines = [SPACES.sub(" ", INVISIBLE.sub("", line)) for line in text.split("\n")]
    lines = _with_items(lines)
    lines = _with_tables(lines)
    lines = _with_headings(lines)
    lines = _with_gaps(lines)
    return "\n".join(lines)


def _with_items(lines: Sequence[str]) -> list[str]:
    """Bullets and numbers as Markdown has them. Dashes are bullets where two lines running begin with one."""
    around = zip(("", *lines), (*lines[1:], ""), strict=False)
    return [_with_item(line, dashed=any(map(DASHED.match, beside))) for line, beside in zip(lines, around, strict=False)]


def _with_item(line: str, *, dashed: bool) -> str:
    if match := NUMBERED.match(line):
        return f"{_indent(match['indent'])}{match['number']}. {line[match.end() :]}"
    if match := BULLET.match(line) or (DASHED.match(line) if dashed else None):
        return f"{_indent(match['indent'])}- {line[match.end() :]}"
    return line


def _indent(given: str) -> str:
    """Four spaces for each step: a tab, or what a word processor puts for one."""
    steps = given.count("\t") + given.count(" ") // 3
    return "    " * steps


def _with_tables(lines: Sequence[str]) -> list[str]:
    """Lines of cells with tabs between, as a table whose first line is its head."""
    found: list[str] = []
    at = 0
    while at < len(lines):
        rows = 0
        while at + rows < len(lines) and _cells(lines[at + rows]) == _cells(lines[at]) > 1:
            rows += 1
        if rows > 1:
            if found and found[-1].strip():
                found.append("")
            head, *rest = ([cell.strip().replace("|", r"\|") for cell in line.split("\t")] for line in lines[at : at + rows])
            found += [_row(head), _row(["---"] * len(head)), *map(_row, rest), ""]
            at += rows
        else:
            found.append(lines[at])
            at += 1
    return found


def _cells(line: str) -> int:
    return 0 if ITEM.match(line) or not line.strip() or line.startswith(("\t", "    ")) else line.rstrip().count("\t") + 1


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _with_headings(lines: Sequence[str]) -> list[str]:
    """Bold lines that stand alone, as headings one level below the last real one."""
    found, level = [], 1
    for number, line in enumerate(lines):
        if match := HEADING.match(line):
            level = len(match[1])
        alone = all(not other.strip() for other in (*lines[max(0, number - 1) : number], *lines[number + 1 : number + 2]))
        bold = BOLD_LINE.fullmatch(line)
        if bold and alone and not bold["words"].rstrip().endswith((".", "!", "?")):
            found.append(f"{'#' * min(level + 1, 4)} {bold['words'].strip()}")
        else:
            found.append(line)
    return found


def _with_gaps(lines: Sequence[str]) -> list[str]:
    """An empty line where a list begins and after a heading, and never two."""
    found: list[str] = []
    for line in lines:
        before = found[-1] if found else ""
        if line.strip() and before.strip():
            begins_list = ITEM.match(line) and not ITEM.match(before) and not before.startswith((" ", "\t"))
            if begins_list or HEADING.match(before):
                found.append("")
        if line.strip() or not found or before.strip():
            found.append(line if line.strip() else "")
    return found
