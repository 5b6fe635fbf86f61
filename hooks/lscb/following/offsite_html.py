"""HTML for those who read it away from the site, in a reader or their mail: full addresses, and markup that these keep."""

from __future__ import annotations

from urllib.parse import urljoin

import lxml.html
import nh3

from lscb.pages.markdown import INLINE, SCHEMES
from lscb.pages.markdown import TAGS as IN_TEXT

AROUND = frozenset({"details", "div", "section", "summary"})
TAGS = IN_TEXT - AROUND - {"span"}  # what they held stays
ATTRIBUTES = {
    "*": {"lang", "dir"},
    "a": {"href"},
    "abbr": {"title"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "type", "reversed"},
    "li": {"value"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
}


def offsite_html(html: str, page: str, *, below: int = 1) -> str:
    """The HTML of a page's text for readers elsewhere.

    Links and pictures are made absolute against `page`, the page's full web address. Headings begin one level under
    `below`, so that the text can stand under a heading of its own; of a picture's sizes, the one that every program shows stays.
    """
    if not html:
        return ""
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    for element in root.iter("a", "img"):
        name = "src" if element.tag == "img" else "href"
        if (link := element.get(name)) is not None:
            element.set(name, _joined(page, link))
    for heading in root.iter("h2", "h3", "h4", "h5", "h6"):
        heading.tag = f"h{min(6, int(heading.tag[1]) + below - 1)}"
    for around in root.iterdescendants(*AROUND):
        around.tail = f"\n{around.tail or ''}"
        if all(child.tag in INLINE for child in around.iterdescendants()) and around.text_content().strip():
            around.tag = "p"
        else:
            around.text = f"\n{around.text or ''}"
    whole = lxml.html.tostring(root, encoding="unicode")
    return nh3.clean(whole, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None).strip()


def _joined(page: str, link: str) -> str:
    try:
        return urljoin(page, link)
    except ValueError:  # an address in brackets that is none
        return link
