"""Every kind of page there is: the small site and what it lacks."""

from __future__ import annotations

from pathlib import Path

from lscb.prepared import prepare
from lscb.types import CONTENT_TYPES
from tests.support.building import edit, record, write

HOSTILE = "</script><script>alert(1)</script> <img src=x onerror=alert(2)> “O’Brien” & sons"
POLISH = """
id: tttttttp
title: Martwisz się o dziecko?
lang: pl
language: Polski
checked: 2015-01-01
outdated: Angielska strona zmieniła się od tego czasu.
"""
URDU = """
id: tttttttu
title: کیا آپ کسی بچے کے بارے میں فکر مند ہیں؟
lang: ur
dir: rtl
language: اردو
checked: 2015-09-16
"""
FAMILIES = "id: ttttttfa\ntitle: For families\nlayout: families"
EASY_READ = "id: ttttttte\ntitle: Worried about a child, in easy read\nchecked: 2015-09-16"


def every_kind(root: Path) -> Path:
    """Add to a copy of the small site what makes it hold every kind of page and words that try to do harm."""
    write(root, "docs/worried-about-a-child.pl.md", record(POLISH, "## Zadzwoń\n\nTekst.\n\n## Co dalej\n\nTekst."))
    write(root, "docs/worried-about-a-child.ur.md", record(URDU, "متن"))
    write(root, "docs/worried-about-a-child.easy-read.md", record(EASY_READ, "Short words."))
    write(
        root,
        "docs/for-families.md",
        record(FAMILIES, "You may ask.\n\n## If you are a child\n\n- **Tell** somebody.\n\n## If you are a parent\n\nAsk."),
    )
    write(root, "content/redirects.yml", "- {old: /reviews/, new: /case-reviews/}\n- {old: /old.pdf, new: /documents/}\n")
    write(
        root,
        "content/partners/gone.md",
        record("id: ttttttgo\ntitle: Gone\nkind: council\nwithdrawn: {on: 2015-09-10, reason: Old.}"),
    )
    write(
        root,
        "content/newsletters/2015-spring/hostile.md",
        record(f"id: tttttttx\ntitle: '{HOSTILE}'\nplace: 9", "`<script>alert(3)</script>` Words."),
    )
    edit(root, "content/themes/neglect.md", "published:", 'keywords: ["</script><b>", cold and hungry]\npublished:')
    return root


def kinds_of_page(root: Path) -> dict[str, str]:
    """An address of each kind of page of a site, by the name of its template."""
    prepared = prepare(root, CONTENT_TYPES, None)
    found = {"404.html": "/nothing-here/", "moved.html": next((page.address for page in prepared.plan.moved), "")}
    for page in prepared.plan.pages.values():
        found.setdefault(page.template if page.variant is None else f"{page.variant.lang} {page.template}", page.address)
    return {template: address for template, address in found.items() if address}
