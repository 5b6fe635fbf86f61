"""The ledger of what was published: addresses and permanent ids that must never disappear or change silently."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from lscb.model.diary import uids
from lscb.model.site import Site, walk
from lscb.problems import Position, Problem, nearest
from lscb.publishing.plan import Plan
from lscb.reading.load import REDIRECTS, Content

LEDGER = "content/ledger.json"


@dataclass(frozen=True)
class Ledger:
    """Each address ever published with the id of the record there ("" for a list or a feed), and each id with its address."""

    recorded: date | None = None
    addresses: dict[str, str] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)


def read_ledger(root: Path) -> Ledger:
    """The ledger as it is kept in the repository; an empty one before the first publication."""
    file = root / LEDGER
    if not file.exists():
        return Ledger()
    kept = json.loads(file.read_text(encoding="utf-8"))
    return Ledger(date.fromisoformat(kept["recorded"]), kept["addresses"], kept["ids"])


def write_ledger(root: Path, ledger: Ledger) -> None:
    """Keep the ledger, a line an entry so that two people's changes merge."""
    kept = {
        "recorded": ledger.recorded.isoformat() if ledger.recorded else None,
        "addresses": dict(sorted(ledger.addresses.items())),
        "ids": dict(sorted(ledger.ids.items())),
    }
    (root / LEDGER).write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def ledger_of(site: Site, plan: Plan) -> Ledger:
    """What a publication of this plan would publish."""
    addresses = {page.address: _id_at(page.record, page.template) for page in plan.pages.values()}
    addresses |= dict.fromkeys(plan.feed_addresses, "")
    ids: dict[str, str] = {}
    for kind in site.types:
        for record in (*site.all(kind.collection), *(gone for gone in site.withdrawn if site.type_of(gone) is kind)):
            address = site.address(record)
            ids |= {value.id: address for _, value in walk(record) if hasattr(value, "id")}
    ids |= uids(plan.calendars.values())
    return Ledger(site.today, addresses, ids)


def _id_at(record: object, template: str) -> str:
    return "" if record is None or template == "threshold-level.html" else str(getattr(record, "id", ""))


def merged(old: Ledger, new: Ledger) -> Ledger:
    """The old ledger with what is new."""
    return Ledger(new.recorded, old.addresses | new.addresses, old.ids | new.ids)


def check_ledger(content: Content, site: Site, plan: Plan, ledger: Ledger) -> Iterator[Problem]:
    """What was published once and would be lost or changed now.

    A site made for a day before the ledger was last recorded is a look back, and is not held against it.
    """
    yield from _bad_redirects(content, plan)
    if ledger.recorded is None or site.today < ledger.recorded:
        return
    now = ledger_of(site, plan)
    moved = {redirect.old for redirect in content.redirects}
    lines = _Lines(content.root)
    for address, was in ledger.addresses.items():
        if address not in now.addresses and address not in moved:
            hint = "bring its file back, mark it `withdrawn:`, or say in content/redirects.yml where it went"
            yield Problem(LEDGER, lines.at(address), f"{address} was published and would disappear", hint)
        elif was and was != now.addresses.get(address, was):
            hint = f"a record keeps its id for ever: put `id: {was}` back"
            yield Problem(LEDGER, lines.at(address), f"the id of {address} was {was} and is now {now.addresses[address]}", hint)
    for known, address in ledger.ids.items():
        if (
            known not in now.ids
            and (address in now.addresses or address not in ledger.addresses)
            and now.addresses.get(address) != ""
        ):
            if ledger.addresses.get(address) == known and address in now.addresses:
                continue  # told above, as the changed id of that address
            hint = "put it back: feeds and calendars know the item by it; a date is moved or cancelled under `changes:`"
            yield Problem(LEDGER, lines.at(known), f"the id {known}, published on {address}, is gone", hint)


def _bad_redirects(content: Content, plan: Plan) -> Iterator[Problem]:
    lines = _Lines(content.root, REDIRECTS)
    for redirect in content.redirects:
        if redirect.old in plan.pages or redirect.old in plan.feed_addresses:
            hint = "an address can hold a page or lead elsewhere, not both"
            yield Problem(REDIRECTS, lines.at(redirect.old), f"{redirect.old} is a page of the site", hint)
        if (
            redirect.new.startswith("/")
            and redirect.new.partition("#")[0] not in plan.pages
            and redirect.new not in plan.feed_addresses
        ):
            yield Problem(
                REDIRECTS,
                lines.at(redirect.new),
                f"{redirect.new} is no page of the site",
                nearest(redirect.new, plan.pages),
            )


class _Lines:
    """Where a text first stands in a file; the file is read only when something is wrong."""

    def __init__(self, root: Path, path: str = LEDGER) -> None:
        self.file = root / path

    def at(self, text: str) -> Position:
        for number, line in enumerate(self.file.read_text(encoding="utf-8").split("\n"), 1):
            if (column := line.find(text)) >= 0:
                return Position(number, column + 1)
        return Position()
