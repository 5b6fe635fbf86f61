"""How each numbered paragraph of a page is cited, beside it."""

from __future__ import annotations

import re

from markupsafe import Markup

PARAGRAPH = re.compile(r'(<a class="num" href="#([^"]+)">([\d.]+)</a>.*?)(?=</p>)', re.DOTALL)
CITE = Markup(
    '<span class="cite" data-pagefind-ignore><span>{}, paragraph {}, as at {}: {}#{}</span>'
    ' <button class="btn btn--line" type="button" data-copy hidden>Copy<span class="hidden"> this citation</span></button></span>'
)


def with_citations(html: str, name: str, as_at: str, address: str) -> str:
    """A rendered body with the citation of each numbered paragraph at its end; `name` is of what is cited, `as_at` the day since
    when its words stand, in words, and `address` the page's full one."""
    return PARAGRAPH.sub(lambda found: found[1] + str(CITE.format(name, found[3], as_at, address, found[2])), html)
