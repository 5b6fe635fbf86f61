"""Web and email addresses that stand bare in a text, as links."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import lxml.html
from lxml.html import HtmlElement
from markupsafe import Markup, escape

NO_LINK_IN = frozenset({"a", "code", "kbd", "pre", "samp"})
ADDRESS = re.compile(
    r"(?<![\w@/])(?:(?P<scheme>https?://)|(?P<host>www\.)(?=[\w-]+\.\w))[^\s<>\"|\x02\x03]+"
    r"|(?<![\w.+%/'-])[\w+%][\w.+%'-]*@(?:[\w-]+\.)+[^\W\d_]{2,}",
    re.IGNORECASE,
)
MARK = re.compile(r"@|://|[Ww][Ww][Ww]\.")  # every address has one of these
TRAILING = ".,;:!?'’”»*_…"
PAIRS = {")": "(", "]": "["}
OUTWARD = Markup('<a href="{}" rel="noopener noreferrer" class="external">{}</a>')
LETTER = Markup('<a href="{}">{}</a>')


class Span(NamedTuple):
    """Where a link stands in a text, and where it leads."""

    start: int
    stop: int
    href: str


def addresses(text: str) -> Iterator[Span]:
    """Each address in a text, without the stop or bracket that ends its sentence."""
    if not MARK.search(text):
        return
    for found in ADDRESS.finditer(text):
        said = without_trailing(found[0])
        if found["scheme"] or found["host"]:
            yield Span(found.start(), found.start() + len(said), said if found["scheme"] else f"https://{said}")
        else:
            yield Span(found.start(), found.end(), f"mailto:{found[0]}")


def without_trailing(address: str) -> str:
    """An address without the signs after it that are the sentence's."""
    while address and (address[-1] in TRAILING or (address[-1] in PAIRS and _unpaired(address))):
        address = address[:-1]
    return address


def _unpaired(address: str) -> bool:
    return address.count(address[-1]) > address.count(PAIRS[address[-1]])


def with_links(text: str) -> Markup:
    """A text as HTML with each address in it a link."""
    parts, end = [], 0
    for start, stop, href in addresses(text):
        link = LETTER if href.startswith("mailto:") else OUTWARD
        parts += [escape(text[end:start]), link.format(href, text[start:stop])]
        end = stop
    return Markup().join([*parts, escape(text[end:])])


def link_all(root: HtmlElement, find: Callable[[str], Iterable[Span]]) -> None:
    """Make links of what `find` finds in the texts of a tree, where they are not in a link or in code already."""
    for element in list(root.iter()):
        if element.text and (spans := list(find(element.text))) and not _has_link(element):
            element.text = _linked(element, 0, element.text, spans)
        if element.tail and (spans := list(find(element.tail))) and not _has_link(element.getparent()):
            parent = element.getparent()
            element.tail = _linked(parent, parent.index(element) + 1, element.tail, spans)


def _has_link(element: HtmlElement) -> bool:
    return element.tag in NO_LINK_IN or any(above.tag in NO_LINK_IN for above in element.iterancestors())


def _linked(parent: HtmlElement, index: int, text: str, spans: list[Span]) -> str:
    """Insert the links of a text into its parent; what stands before the first is returned."""
    ends = [*(span.start for span in spans[1:]), len(text)]
    links = []
    for span, end in zip(spans, ends, strict=True):
        links.append(link := lxml.html.Element("a", {"href": span.href}))
        link.text, link.tail = text[span.start : span.stop], text[span.stop : end]
    parent[index:index] = links
    return text[: spans[0].start]
