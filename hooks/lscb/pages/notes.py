"""Notes to a text: numbered in the order of their marks, each with the way back to every mark of it."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteBlockProcessor, FootnoteExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor

MARK, BACK = "footnote-ref", "footnote-backref"


class Notes(FootnoteExtension):
    """Python-Markdown's notes, which it numbers in the order of their texts or of the depth of their marks."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - markdown names it
        """Register ours beside the library's reader of their texts."""
        md.registerExtension(self)
        self.parser, self.md = md.parser, md
        md.parser.blockprocessors.register(FootnoteBlockProcessor(self), "footnote", 17)
        md.inlinePatterns.register(_Mark(self), "footnote", 175)
        md.treeprocessors.register(_Texts(self), "footnote", 50)
        md.treeprocessors.register(_Numbers(md), "footnote-numbers", 15)


class _Mark(InlineProcessor):
    def __init__(self, notes: Notes) -> None:
        super().__init__(r"\[\^([^\]]*)\]")
        self.notes = notes

    def handleMatch(  # type: ignore[override]  # noqa: N802 - markdown names it
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        if m[1] not in self.notes.footnotes:
            return None, None, None
        sup = Element("sup")
        SubElement(sup, "a", {"class": MARK, "href": f"#fn:{m[1]}"})
        return sup, m.start(), m.end()


class _Texts(Treeprocessor):
    """Puts the texts below the page's, before anything in them is read; a note may bring another."""

    def __init__(self, notes: Notes) -> None:
        self.notes = notes

    def run(self, root: Element) -> None:
        items: dict[str, Element] = {}
        while left := [(label, text) for label, text in self.notes.footnotes.items() if label not in items]:
            for label, text in left:
                around = Element("div")
                self.notes.parser.parseChunk(around, text)
                items[label] = Element("li", {"id": f"fn:{label}"})
                items[label].extend(around)
        if items:
            below = SubElement(root, "div", {"class": "footnote"})
            SubElement(below, "hr")
            SubElement(below, "ol").extend(items.values())


class _Numbers(Treeprocessor):
    def run(self, root: Element) -> None:
        """Number marks and texts, and lead back; a text without a mark is not shown."""
        below = next((div for div in root.iter("div") if div.get("class") == "footnote"), None)
        if below is None:
            return
        marks: defaultdict[str, list[str]] = defaultdict(list)
        for sup in root.iter("sup"):
            if len(sup) and sup[0].get("class") == MARK:
                label = sup[0].get("href", "").removeprefix("#fn:")
                sup.set("id", f"fnref{len(marks[label]) + 1 if marks[label] else ''}:{label}")
                marks[label].append(sup.get("id", ""))
                sup[0].text = f"[{list(marks).index(label) + 1}]"
        items = {item.get("id", "").removeprefix("fn:"): item for item in below[1]}
        below[1][:] = [items[label] for label in marks]
        for number, (label, places) in enumerate(marks.items(), 1):
            _lead_back(items[label], number, places)
        if not marks:
            root.remove(below)


def _lead_back(item: Element, number: int, places: list[str]) -> None:
    last = item[-1] if len(item) and item[-1].tag == "p" else SubElement(item, "p")
    for place in places:
        _end_with(last, " ")
        said: dict[str, Any] = {"class": BACK, "href": f"#{place}", "title": f"Back to note {number} in the text"}
        SubElement(last, "a", said).text = "↩"


def _end_with(element: Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text
