"""The edition for GOV.UK Notify: headings of two levels, lists, links and inset text, which is all that its Markdown has.

Source: alphagov/notifications-utils, `markdown.py`: bold and italics are off, tables and pictures vanish, a line break in a
paragraph is one in the email, and two round brackets begin a field to be filled in.
"""

from __future__ import annotations

import re

from bs4 import Tag

from lscb.mailing.bare import Bare

ESCAPED = re.compile(r"([\\`\[\]|])")
BLOCK = re.compile(r"^(\s*)([#*+-]|\d+(?=\.))(?=[\s.])")
FIELD = re.compile(r"\((?=\()")


def notify_markdown(html: str) -> str:
    """An HTML document of headings, paragraphs and lists in Notify's Markdown."""
    return f"{_Notify(bullets='*').convert(html).strip()}\n"


class _Notify(Bare):
    def escape(self, text: str, parent_tags: set[str]) -> str:
        """Text that is only text: no link, list, heading or field begins in it."""
        return FIELD.sub("( ", BLOCK.sub(r"\1\\\2", ESCAPED.sub(r"\\\1", text)))

    def convert_hN(self, n: int, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: N802 - markdownify names it
        return f"\n\n{'#' if n <= 2 else '##'} {' '.join(text.split())}\n\n"

    def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return self.escape(f"(Picture: {el.get('alt', '')})", parent_tags)

    def convert_blockquote(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return "\n\n" + "\n".join(f"^ {line}" for line in text.strip().split("\n") if line) + "\n\n"

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        href = str(el.get("href", "")).replace("(", "%28").replace(")", "%29")
        return f"[{text.strip()}]({href})" if href.startswith(("http:", "https:")) and text.strip() else text

    def convert_pre(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"\n\n{text.strip()}\n\n"
