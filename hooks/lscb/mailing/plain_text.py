"""The plain text edition: 72 columns, headings underlined, links numbered and listed at the end."""

from __future__ import annotations

import re
import textwrap

from bs4 import Tag

from lscb.mailing.plain_converter import PlainConverter

WIDTH = 72
HEADED = re.compile(r"\n\n(?=.+\n-{3,}\n)")
HANGING = re.compile(r"\s*(?:(?:[-*•>]|\d+\.)\s+)*")


def plain_text(html: str) -> str:
    """An HTML document of headings, paragraphs and lists as text to read in any mail program."""
    converter = _TextConverter()
    lines = converter.convert(html).strip().split("\n")
    body = HEADED.sub("\n\n\n", "\n".join(_wrapped(line) for line in lines))
    links = "\n".join(f"[{number}] {href}" for number, href in enumerate(converter.links, 1))
    return f"{body}\n\n\nLINKS\n\n{links}\n" if links else f"{body}\n"


def _wrapped(line: str) -> str:
    """A line folded so that what follows a bullet stays to the right of it."""
    start = HANGING.match(line)
    indent = " " * len(start[0]) if start else ""
    return textwrap.fill(line, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False) or line


class _TextConverter(PlainConverter):
    """Text for mail programs. `links` collects the addresses in the order of their numbers."""

    def __init__(self) -> None:
        super().__init__(bullet="-")
        self.links: list[str] = []

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        href = str(el.get("href", ""))
        if not text.strip() or not href or href.startswith("tel:") or href.removeprefix("mailto:") == text.strip():
            return text
        if href not in self.links:
            self.links.append(href)
        return f"{text} [{self.links.index(href) + 1}]"

    def convert_hN(self, n: int, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: N802 - markdownify names it
        line = " ".join(text.split())
        under = {1: "=", 2: "-"}.get(n)
        return f"\n\n\n{line}\n{under * min(len(line), WIDTH)}\n\n" if under else f"\n\n{line.upper()}\n\n"

    def convert_pre(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"\n\n{text.strip()}\n\n"
