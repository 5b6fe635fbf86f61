"""Telephone numbers in text: those that the contacts hold become links to tap; any other is a fault.

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
from markupsafe import Markup, escape

LONG = r"(?<![\w£])(?:\+44 ?(?:\(0\) ?)?\d{2,4}|\(0\d{2,4}\)|0\d{2,4})[ -]?\d{3,4}[ -]?\d{3,4}(?!\w)"
AFTER_TEXT = 35  # behind Markdown's own links and code, so that neither is touched


class PhoneBook:
    """The numbers that contacts hold, and how to find any number in a text."""

    def __init__(self, numbers: frozenset[str] = frozenset()) -> None:
        self.digits = {digits(number) for number in numbers}
        held = (rf"(?<![\d£.,/-]){re.escape(number)}(?![\w%/-]|[.,]\d)" for number in sorted(numbers))
        self.pattern = "|".join([LONG, *held])
        self._find = re.compile(self.pattern)

    def unknown(self, text: str) -> list[str]:
        """The telephone numbers in a text that no contact holds."""
        return [found[0] for found in self._find.finditer(text) if digits(found[0]) not in self.digits]

    def tap(self, text: str) -> Markup:
        """Plain text as HTML with each number a link to tap."""
        parts, end = [], 0
        for found in self._find.finditer(text):
            link = Markup('<a href="tel:{}">{}</a>').format(digits(found[0]), found[0])
            parts += [escape(text[end : found.start()]), link]
            end = found.end()
        return Markup().join([*parts, escape(text[end:])])


class Phones(Extension):
    """Markdown in which numbers are links. `unknown` collects those of the text that no contact holds."""

    def __init__(self, book: PhoneBook) -> None:
        super().__init__()
        self.book = book
        self.unknown: list[str] = []

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown names it
        """Add the processor."""
        md.inlinePatterns.register(_PhoneProcessor(self, md), "phones", AFTER_TEXT)


class _PhoneProcessor(InlineProcessor):
    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, phones: Phones, md: Markdown) -> None:
        super().__init__(phones.book.pattern, md)
        self.phones = phones

    def handleMatch(  # type: ignore[override] # noqa: N802 - Markdown names it
        self, m: Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        if digits(m[0]) not in self.phones.book.digits:
            self.phones.unknown.append(m[0])
            return None, None, None
        link = Element("a", {"href": f"tel:{digits(m[0])}"})
        link.text = AtomicString(m[0])
        return link, m.start(0), m.end(0)


def digits(number: str) -> str:
    """A number as a `tel:` link needs it."""
    return re.sub(r"\D", "", number)
