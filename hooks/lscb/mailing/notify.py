"""The edition for GOV.UK Notify: headings of two levels, lists, links and inset text, which is all that its Markdown has.

Source: alphagov/notifications-utils, `markdown.py`: bold and italics are off, tables and pictures vanish, a line break in a
paragraph is one in the email, and two round brackets begin a field to be filled in.
"""

from __future__ import annotations

import re

from bs4 import Tag

from lscb.mailing.in_words import in_words
from lscb.mailing.plain_converter import PlainConverter

SIGNS = (
    (re.compile(r"([\\`\[\]|])"), r"\\\1"),
    (re.compile(r"^(\s*)([#*+-])"), r"\1\\\2"),
    (re.compile(r"^(\s*\d+)\."), r"\1\\."),
    (re.compile(r"^(\s*)[•^]\s*"), r"\1"),  # these have no escape
)
"""What would begin a link, a table, a heading, a list or inset text, and what stands for it."""
FIELD = re.compile(r"\((?=\()")


def notify_markdown(html: str) -> str:
    """An HTML document of headings, paragraphs and lists in Notify's Markdown."""
    text = _NotifyConverter(bullet="*").convert_soup(in_words(html)).strip()
    return f"{FIELD.sub('( ', text)}\n"


class _NotifyConverter(PlainConverter):
    def escape(self, text: str, parent_tags: set[str]) -> str:
        """Text that is only text: no link, list or heading begins in it."""
        for sign, plain in SIGNS:
            text = sign.sub(plain, text)
        return text

    def convert_hN(self, n: int, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: N802 - markdownify names it
        return f"\n\n{'#' if n <= 2 else '##'} {' '.join(text.split())}\n\n"

    def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return self.escape(f"(Picture: {el.get('alt', '')})", parent_tags)

    def convert_blockquote(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return "\n\n" + "\n".join(f"^ {line}" for line in text.strip().split("\n") if line) + "\n\n"

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        href = str(el.get("href", "")).replace("(", "%28").replace(")", "%29")
        if "sup" in parent_tags or "sub" in parent_tags:
            return text
        return f"[{text.strip()}]({href})" if href.startswith(("http:", "https:")) and text.strip() else text

    def convert_pre(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"\n\n{text.strip()}\n\n"
