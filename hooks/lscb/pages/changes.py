"""The pages of what has changed: all of it, and each kind of change by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lscb.model.changes import ADDRESS, NEW, Change, by_month, changes, of_kind
from lscb.model.page import ChangeKind, PageSpec
from lscb.model.site import Site

TITLE = "What has changed"
SUMMARY = "Changes to this site and to the law behind it, the newest first, with the reason for each."


@dataclass(frozen=True)
class KindPage:
    """A kind of change as readers choose it: its page, its name as a label and as a heading, and what it takes in."""

    address: str
    name: str
    title: str
    summary: str


KINDS: dict[ChangeKind, KindPage] = {
    "law": KindPage(
        f"{ADDRESS}law/",
        "Law and guidance",
        "What has changed in law and guidance",
        "New law and national guidance that procedures rest on, from the day it is in force.",
    ),
    "amendment": KindPage(
        f"{ADDRESS}amendments/",
        "Amendments",
        "What has been amended",
        "What people must do that is no longer as it was, and what was put right in a newsletter, with the reason.",
    ),
    "date": KindPage(
        f"{ADDRESS}dates/",
        "Dates",
        "Dates that have changed",
        "Events that were moved, put off, called off or filled up after they had been announced.",
    ),
    "new": KindPage(NEW, "New pages", "What is new", "Pages that were not there before."),
    "withdrawal": KindPage(
        f"{ADDRESS}taken-down/", "Taken down", "What has been taken down", "Pages that are no longer there, and why."
    ),
}


def changes_pages(site: Site) -> Iterator[PageSpec]:
    """A page of all changes, and one of each kind, whether there is any of it yet or not: addresses last."""
    found = site.derived(changes)
    yield _page(ADDRESS, TITLE, SUMMARY, found)
    for kind, page in KINDS.items():
        yield _page(page.address, page.title, page.summary, of_kind(found, kind))


def _page(address: str, title: str, summary: str, found: tuple[Change, ...]) -> PageSpec:
    return PageSpec(
        address=address,
        title=title,
        summary=summary,
        template="pages/whats-new.html",
        source="hooks/lscb/pages/changes.py",
        parent="/" if address == ADDRESS else ADDRESS,
        changed=max((change.when.last for change in found), default=None),
        context={"months": by_month(found), "kinds": KINDS, "all_changes": ADDRESS},
    )
