"""HTML for those who read it away from the site: every link and picture with its full address."""

from __future__ import annotations

from urllib.parse import urljoin

import lxml.html


def absolute_html(html: str, base: str) -> str:
    """The same HTML with each link and picture made absolute against `base`, a page's full web address."""
    if not html:
        return ""
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    for element in root.iter("a", "img"):
        name = "src" if element.tag == "img" else "href"
        if (link := element.get(name)) is not None:
            element.set(name, urljoin(base, link))
    whole: str = lxml.html.tostring(root, encoding="unicode")
    return whole.removeprefix("<div>").removesuffix("</div>")
