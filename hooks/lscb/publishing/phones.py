"""Telephone numbers in Markdown: those that the contacts hold become links to tap; any other is a fault.

Somebody may call a number from this site at night, in a hurry. It must be a right one.
"""

from __future__ import annotations

import re
from re import Match
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

LONG = r"(?<![\w£])(?:\+44 ?(?:\(0\) ?)?\d{2,4}|\(0\d{2,4}\)|0\d{2,4})[ -]?\d{3,4}[ -]?\d{3,4}(?!\w)"
AFTER_TEXT = 35  # behind Markdown's own links and code, so that neither is touched


class Phones(Extension):
    """`unknown` collects the numbers of the last text that no contact holds."""

    def __init__(self, known: frozenset[str] = frozenset()) -> None:
        super().__init__()
        self.known = {_digits(number) for number in known}
        self.pattern = "|".join([LONG, *(rf"(?<![\d£.,/-]){re.escape(one)}(?![\w%/-]|[.,]\d)" for one in sorted(known))])
        self.unknown: list[str] = []

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown names it
        """Add the processor."""
        md.inlinePatterns.register(_PhoneProcessor(self, md), "phones", AFTER_TEXT)


class _PhoneProcessor(InlineProcessor):
    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, phones: Phones, md: Markdown) -> None:
        super().__init__(phones.pattern, md)
        self.phones = phones

    def handleMatch(  # type: ignore[override] # noqa: N802 - Markdown names it
        self, m: Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        digits = _digits(m[0])
        if digits not in self.phones.known:
            self.phones.unknown.append(m[0])
            return None, None, None
        link = Element("a", {"href": f"tel:{digits}"})
        link.text = AtomicString(m[0])
        return link, m.start(0), m.end(0)


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)
