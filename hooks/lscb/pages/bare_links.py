"""Web and email addresses in plain text as links, found as they are in Markdown."""

from __future__ import annotations

from markupsafe import Markup, escape

from lscb.pages.markup import CONVERTER

OUTWARD = Markup('<a href="{}" rel="noopener noreferrer" class="external">{}</a>')
LETTER = Markup('<a href="{}">{}</a>')


def with_links(text: str) -> Markup:
    """A text as HTML with each address in it a link."""
    parts, end = [], 0
    for found in (CONVERTER.linkify and CONVERTER.linkify.match(text)) or ():
        link = LETTER if found.url.startswith("mailto:") else OUTWARD
        parts += [escape(text[end : found.index]), link.format(found.url, text[found.index : found.last_index])]
        end = found.last_index
    return Markup().join([*parts, escape(text[end:])])
