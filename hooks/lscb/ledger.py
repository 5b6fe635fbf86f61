"""The ledger of what was published: addresses and permanent ids that must never disappear or change silently."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from pydantic import Field, ValidationError

from lscb.files import write_whole
from lscb.model.absent import NOTHING_ABSENT, Absent
from lscb.model.diary import uids
from lscb.model.fields import Value
from lscb.model.references import walk
from lscb.model.site import Site
from lscb.pages.telephones import digits
from lscb.plan import Plan
from lscb.problems import NOWHERE, ContentError, Position, Problem, nearest
from lscb.reading.load import BOARD, REDIRECTS, Content
from lscb.reading.sources import read_text

LEDGER = "content/ledger.json"
MAX_BYTES = 100_000_000
BACK = "keep the lines of both sides of a merge, or bring the last good one back: git checkout content/ledger.json"


class Ledger(Value):
    """What was ever published.

    `addresses` gives each address the id of the record there ("" for a list or a feed), `ids` each id its address, `numbers`
    each telephone number the id of its contact; `tag` is the authority and date of every feed id (RFC 4151).
    """

    recorded: date | None = None
    tag: str = ""
    addresses: dict[str, str]
    ids: dict[str, str]
    numbers: dict[str, str] = Field(default_factory=dict)


def read_ledger(root: Path) -> Ledger:
    """The ledger as it is kept in the repository; an empty one before the first publication.

    Raises ContentError where the file cannot be read.
    """
    file = root / LEDGER
    if not file.exists():
        return Ledger(addresses={}, ids={})
    text = read_text(file, LEDGER, file.parent, largest=MAX_BYTES)
    if isinstance(text, Problem):
        raise ContentError([replace(text, hint=BACK)])
    try:
        return Ledger.model_validate_strings(json.loads(text))
    except json.JSONDecodeError as error:
        raise ContentError([Problem(LEDGER, Position(error.lineno, error.colno), f"is not JSON: {error.msg}", BACK)]) from None
    except (ValidationError, RecursionError):
        raise ContentError([Problem(LEDGER, NOWHERE, "is not a ledger", BACK)]) from None


def write_ledger(root: Path, ledger: Ledger) -> None:
    """Keep the ledger, a line an entry so that two people's changes merge."""
    kept = ledger.model_dump(mode="json", exclude_none=True)
    kept |= {name: dict(sorted(kept[name].items())) for name in ("addresses", "ids", "numbers")}
    write_whole(root / LEDGER, json.dumps(kept, indent=1, ensure_ascii=False) + "\n")


def ledger_of(site: Site, plan: Plan) -> Ledger:
    """What a publication of this plan would publish."""
    addresses = {page.address: _id_at(page.record, page.template) for page in plan.pages.values()}
    addresses |= dict.fromkeys(plan.feed_addresses, "")
    ids: dict[str, str] = {}
    for record in (*(one for records in site.records.values() for one in records), *site.withdrawn):
        address = site.address(record)
        ids |= {value.id: address for _, value in walk(record) if hasattr(value, "id")}
    ids |= uids(plan.calendars.values())
    numbers = {digits(contact.phone): contact.id for contact in site.all("contacts") if contact.phone}
    return Ledger(recorded=site.today, tag=site.board.tag(""), addresses=addresses, ids=ids, numbers=numbers)


def _id_at(record: object, template: str) -> str:
    return "" if record is None or template == "thresholds/level.html" else str(getattr(record, "id", ""))


def merged(old: Ledger, new: Ledger) -> Ledger:
    """The old ledger with what is new."""
    return Ledger(
        recorded=new.recorded,
        tag=new.tag,
        addresses=old.addresses | new.addresses,
        ids=old.ids | new.ids,
        numbers=old.numbers | new.numbers,
    )


def check_ledger(content: Content, site: Site, plan: Plan, ledger: Ledger, absent: Absent = NOTHING_ABSENT) -> Iterator[Problem]:
    """What was published once and would be lost or changed now.

    A site made for a day before the ledger was last recorded is a look back, and is not held against it.
    """
    yield from _bad_redirects(content, plan, absent)
    if ledger.recorded is None or site.today < ledger.recorded:
        return
    now = ledger_of(site, plan)
    if ledger.tag != now.tag and BOARD in content.sources:
        hint = "put `tag_date:` and the host of `url:` back: readers would take every entry for a new one"
        yield Problem(BOARD, Position(), f"tag_date and url make feed ids {now.tag}…, and they were {ledger.tag}…", hint)
    moved = {redirect.old: redirect.new for redirect in content.redirects}
    lines = _Lines(content.root)
    told: set[str] = set()
    for address, was in ledger.addresses.items():
        if absent.may_bring(address) or (absent.waiting and not was):
            continue  # a list or a feed may be there for the sake of a file at fault
        if said := _fault(address, was, now, moved, ledger):
            told.add(was)
            yield Problem(LEDGER, lines.at(address), *said)
    for known, address in ledger.ids.items():
        its_page_was_told = ledger.addresses.get(address) in told - {""}
        if not (known in now.ids or known in told or address in moved or its_page_was_told or absent.may_bring(address)):
            hint = "put it back: feeds and calendars know the item by it; a date is moved or cancelled under `changes:`"
            yield Problem(LEDGER, lines.at(known), f"the id {known}, published on {address}, is gone", hint)


def _fault(address: str, was: str, now: Ledger, moved: Mapping[str, str], ledger: Ledger) -> tuple[str, str] | None:
    """What has become of an address: nothing, or that it is lost, or that the record there has another id.

    A record may end where its address leads to a page that was published already; one that moves to a new address is
    the same record, and keeps its id.
    """
    keep = f"a record keeps its id for ever: put `id: {was}` back"
    if address in moved:
        if was and was not in now.ids and (there := now.addresses.get(moved[address])) and moved[address] not in ledger.addresses:
            return f"{address} moved to {moved[address]}, and its id was {was} and is now {there}", keep
        return None
    if address not in now.addresses:
        if elsewhere := now.ids.get(was):
            line = f"`- {{old: {address}, new: {elsewhere}}}`"
            hint = f"its file was renamed: give it its old name back, or put a line into content/redirects.yml: {line}"
            return f"{address} was published, and its id now stands at {elsewhere}", hint
        hint = "bring its file back, mark it `withdrawn:`, or say in content/redirects.yml where it went"
        return f"{address} was published and would disappear", hint
    if was and was != now.addresses[address]:
        return f"the id of {address} was {was} and is now {now.addresses[address]}", keep
    return None


def _bad_redirects(content: Content, plan: Plan, absent: Absent) -> Iterator[Problem]:
    lines = _Lines(content.root, REDIRECTS)
    for redirect in content.redirects:
        if redirect.old in plan.pages or redirect.old in plan.feed_addresses:
            hint = "an address can hold a page or lead elsewhere, not both"
            yield Problem(REDIRECTS, lines.at(redirect.old), f"{redirect.old} is a page of the site", hint)
        if (
            redirect.new.startswith("/")
            and redirect.new.partition("#")[0] not in plan.pages
            and redirect.new not in plan.feed_addresses
            and not absent.may_bring(redirect.new)
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
