"""A rendered body in its sections, for pages that lay them out: editors write headings, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import lxml.html


@dataclass(frozen=True)
class Section:
    """A heading of the second level with all that follows it; `id` is the heading's."""

    id: str
    html: str


def sections(html: str) -> tuple[str, tuple[Section, ...]]:
    """What stands before a body's first heading of the second level, and its sections. Together they are the body, unchanged.

    Only headings of the body itself part it, not those in a quotation or a list.
    """
    if not html.strip():
        return "", ()
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    opening, found = [escape(root.text or "", quote=False)], list[tuple[str, list[str]]]()
    for element in root:
        if element.tag == "h2":
            found.append((element.get("id", ""), []))
        into = found[-1][1] if found else opening
        into.append(lxml.html.tostring(element, encoding="unicode"))
    return "".join(opening), tuple(Section(slug, "".join(parts)) for slug, parts in found)
