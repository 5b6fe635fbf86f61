"""The pages of a text's history: its versions, each whole, and the comparisons between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

import nh3

from lscb.model.dates import long_date
from lscb.model.page import PageSpec
from lscb.model.record import Record
from lscb.model.site import ContentType, Site
from lscb.model.version import Version
from lscb.pages.comparison import compare, folded
from lscb.pages.markdown import ATTRIBUTES, SCHEMES, TAGS
from lscb.pages.specs import withdrawn_page

KEPT = TAGS - {"img", "picture"}  # what a picture shows may be gone by then


def kept_html(html: str) -> str:
    """The HTML of a version: words, lists, tables and links, and no picture."""
    return nh3.clean(html, tags=KEPT, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None).strip() + "\n"


def history_pages(site: Site, kind: ContentType[Record], record: Record) -> Iterator[PageSpec]:
    """The list of a record's versions, and for each but the last, which is in force, its words and what has changed since."""
    versions = site.versions_of(record)
    if not versions:
        return
    title, home, last = kind.title_of(record), f"{site.address(record)}history/", versions[-1]
    summary = "What the words were before, and what has changed."
    yield _page(home, f"{title}: earlier versions", summary, "versions/history.html", record, {"kept": versions})
    for one, replacement in pairwise(versions):
        here = f"{home}{one.day}/"
        summary = f"The words from {long_date(one.day)} to {long_date(replacement.day)}."
        context = {"words": kept_html(one.html), "version": one, "replacement": replacement, "last": last}
        yield _page(here, f"{title} until {long_date(replacement.day)}", summary, "versions/version.html", record, context)
        yield _compared(f"{here}next/", kind, record, one, replacement)
        if replacement is not last:
            yield _compared(f"{here}today/", kind, record, one, last)


def withdrawn_history(site: Site, record: Record) -> Iterator[PageSpec]:
    """What stands where the history of a record was that has been taken down: nothing of its words."""
    gone = withdrawn_page(site, record)
    home = f"{gone.address}history/"
    versions = site.versions_of(record)
    for address in (home, *(f"{home}{one.day}/{page}" for one in versions[:-1] for page in ("", "next/", "today/"))):
        if versions:
            yield replace(gone, address=address)


def _compared(address: str, kind: ContentType[Record], record: Record, older: Version, newer: Version) -> PageSpec:
    told = [one for one in kind.amended(record) if older.day < one.on <= newer.day]
    title = f"{kind.title_of(record)}: changes from {long_date(older.day)} to {long_date(newer.day)}"
    summary = f"The words of {long_date(older.day)} beside those of {long_date(newer.day)}."
    stretches = tuple(folded(compare(older.html, newer.html)))
    context = {"older": older, "newer": newer, "told": told, "stretches": stretches}
    return _page(address, title, summary, "versions/comparison.html", record, context)


def _page(address: str, title: str, summary: str, template: str, record: Record, context: Mapping[str, Any]) -> PageSpec:
    """A page below that of a record, which no search engine is told of."""
    return PageSpec(
        address=address,
        title=title,
        summary=summary,
        template=template,
        source=record.origin.path,
        parent=f"{address.rstrip('/').rpartition('/')[0]}/",
        changed=record.changed,
        context={"of": record, **context},
        listed=False,
    )
