"""Rendered bodies bound together in one page, as chapters of it."""

from __future__ import annotations

from collections.abc import Mapping

import lxml.html

HEADINGS = ("h2", "h3", "h4", "h5", "h6")


def chapter(html: str, name: str, chapters: Mapping[str, str]) -> str:
    """The body of the chapter called `name`, to stand under a heading of the second level.

    Its ids begin with its name, so that no two chapters share one. `chapters` are the names by the addresses of their own
    pages: a link to such a page leads to the chapter.
    """
    if not html.strip():
        return ""
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    for element in root.iterdescendants():
        if (own := element.get("id")) is not None:
            element.set("id", f"{name}.{own}")
        if (href := element.get("href")) is not None:
            element.set("href", _within(href, name, chapters))
        if element.tag in HEADINGS:
            element.tag = f"h{min(6, int(element.tag[1]) + 1)}"
    whole: str = lxml.html.tostring(root, encoding="unicode")
    return whole.removeprefix("<div>").removesuffix("</div>")


def _within(href: str, name: str, chapters: Mapping[str, str]) -> str:
    address, _, fragment = href.partition("#")
    target = chapters.get(address) if address else name
    if target is None:
        return href
    return f"#{target}.{fragment}" if fragment else f"#{target}"
