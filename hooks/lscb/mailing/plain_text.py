"""The plain text edition: 72 columns, headings underlined, links numbered and listed at the end of each story."""

from __future__ import annotations

import re
import textwrap

from bs4 import Tag

from lscb.mailing.in_words import in_words
from lscb.mailing.plain_converter import PlainConverter

WIDTH = 72
HEADED = re.compile(r"\n{2,}(?=.+\n-{3,}\n)")
HANGING = re.compile(r"\s*(?:(?:[-*•>]|\d+\.)\s+)*")


def plain_text(html: str) -> str:
    """An HTML document of headings, paragraphs and lists as text to read in any mail program."""
    converter = _TextConverter()
    text = converter.convert_soup(in_words(html)) + converter.links_so_far()
    lines = text.strip().split("\n")
    return HEADED.sub("\n\n\n", "\n".join(_wrapped(line) for line in lines)) + "\n"


def _wrapped(line: str) -> str:
    """A line folded so that what follows a bullet stays to the right of it."""
    start = HANGING.match(line)
    indent = " " * len(start[0]) if start else ""
    return textwrap.fill(line, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False) or line


class _TextConverter(PlainConverter):
    """Text for mail programs. `links` holds the number of each address, `cited` those of the story that is being read."""

    def __init__(self) -> None:
        super().__init__(bullet="-")
        self.links: dict[str, int] = {}
        self.cited: dict[str, int] = {}

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        href = str(el.get("href", ""))
        if not text.strip() or not href or href.startswith("tel:") or href.removeprefix("mailto:") == text.strip():
            return text
        if "sup" in parent_tags or "sub" in parent_tags:
            return text
        self.cited[href] = self.links.setdefault(href, len(self.links) + 1)
        runs_on = str(el.next_sibling or "")[:1].isalnum()
        return f"{text} [{self.cited[href]}]{' ' if runs_on else ''}"

    def links_so_far(self) -> str:
        """The addresses cited since the last heading of a story, each with its number."""
        lines = "\n".join(f"[{number}] {href}" for href, number in sorted(self.cited.items(), key=lambda one: one[1]))
        self.cited = {}
        return f"\n\n{lines}\n\n" if lines else ""

    def convert_hN(self, n: int, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: N802 - markdownify names it
        line = " ".join(text.split())
        under = {1: "=", 2: "-"}.get(n)
        before = self.links_so_far() if under else ""
        return f"{before}\n\n\n{line}\n{under * min(len(line), WIDTH)}\n\n" if under else f"\n\n{line.upper()}\n\n"

    def convert_pre(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"\n\n{text.strip()}\n\n"
