"""The ledger of what was published: addresses and permanent ids that must never disappear or change silently."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path, PurePosixPath
from typing import Annotated

from pydantic import AfterValidator, Field, ValidationError

from lscb.cache.digests import digest
from lscb.files import write_whole
from lscb.model.absent import NOTHING_ABSENT, Absent
from lscb.model.board import STAND_IN
from lscb.model.diary import uids
from lscb.model.feed_documents import current_of
from lscb.model.fields import Value
from lscb.model.record import Record
from lscb.model.site import Site
from lscb.model.version import Version
from lscb.pages.anchors import Gone, Published
from lscb.pages.links import Renderer
from lscb.pages.telephones import digits
from lscb.plan import Plan
from lscb.problems import NOWHERE, ContentError, Position, Problem, nearest
from lscb.reading.load import BOARD, REDIRECTS, Content
from lscb.reading.sources import read_text
from lscb.reading.versions import AS_IT_WAS, path_of, write_version

LEDGER = "content/ledger.json"
MAX_BYTES = 100_000_000
PARTS_OF_A_RECORD = {f"thresholds/{part}.html" for part in ("level", "domain", "signs", "sheet")}  # whose id is the whole's
PUT_BACK = "put it back: feeds and calendars know the item by it; a date is moved or cancelled under `changes:`"
MOVED_ON = (
    "a redirect leads readers on, and not those who follow: put the id where the page has gone, "
    "or keep the old page with `withdrawn:` in place of the redirect"
)
BACK = "keep the lines of both sides of a merge, or bring the last good one back: git checkout content/ledger.json"


def _with_day(said: str) -> str:
    """What is said of an anchor that is gone, which begins with a day. Raises ValueError."""
    date.fromisoformat(said.partition(" ")[0])
    return said


class Ledger(Value):
    """What was ever published.

    `addresses` gives each address the id of the record there ("" for a list, a feed or a file), `ids` each id its address,
    `numbers` each telephone number the ids of its contacts; `moments` is when an id was first published, for those that came
    after the first publication of all; `tag` is the authority and date of every feed id (RFC 4151).
    `anchors` gives each anchor (`ID#ANCHOR`, the id of its record first) the words it stands at, in the page's order; `gone` each
    that has no place any more the day, a digest of its words, and the anchor of the paragraph that has them now, if any.
    `versions` gives the path of each version that is kept a digest of its words.
    """

    recorded: date | None = None
    tag: str = ""
    addresses: dict[str, str]
    ids: dict[str, str]
    numbers: dict[str, str] = Field(default_factory=dict)
    moments: dict[str, datetime] = Field(default_factory=dict)
    anchors: dict[str, str] = Field(default_factory=dict)
    gone: dict[str, Annotated[str, AfterValidator(_with_day)]] = Field(default_factory=dict)
    versions: dict[str, str] = Field(default_factory=dict)

    @property
    def published(self) -> dict[str, Published]:
        """The anchors of each record's page, by the record's id."""
        standing: dict[str, dict[str, str]] = {}
        gone: dict[str, list[Gone]] = {}
        for known, words in self.anchors.items():
            record, _, anchor = known.partition("#")
            standing.setdefault(record, {})[anchor] = words
        for known, said in self.gone.items():
            record, _, anchor = known.partition("#")
            since, words, into = f"{said} ".split(" ", 2)
            gone.setdefault(record, []).append(Gone(anchor, words, date.fromisoformat(since), into.strip()))
        return {one: Published(standing.get(one, {}), tuple(gone.get(one, ()))) for one in standing.keys() | gone.keys()}


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
    kept |= {name: dict(sorted(kept[name].items())) for name in ("addresses", "ids", "numbers", "moments", "versions")}
    kept |= {name: dict(sorted(kept[name].items(), key=lambda item: _page_of(item[0]))) for name in ("anchors", "gone")}
    kept = {name: value for name, value in kept.items() if value or name not in {"moments", "anchors", "gone", "versions"}}
    write_whole(root / LEDGER, json.dumps(kept, indent=1, ensure_ascii=False) + "\n")


def _page_of(anchor: str) -> str:
    return anchor.partition("#")[0]


def ledger_of(site: Site, plan: Plan, files: Iterable[str] = (), renderer: Renderer | None = None) -> Ledger:
    """What a publication of this plan would publish; `files` are the addresses of what lies beside pages, and `renderer` has
    their bodies, for the anchors."""
    addresses = {page.address: _id_at(page.record, page.template) for page in plan.pages.values()}
    addresses |= dict.fromkeys((*plan.feed_addresses, *plan.table_addresses, *files), "")
    ids: dict[str, str] = {}
    for record in (*(one for records in site.records.values() for one in records), *site.withdrawn):
        address = site.address(record)
        ids |= {found: address for _, found in record.facts.ids}
    ids |= uids(plan.calendars.values())
    numbers: dict[str, list[str]] = {}
    for contact in site.all("contacts"):
        if contact.phone:
            numbers.setdefault(digits(contact.phone), []).append(contact.id)
    held = {number: " ".join(sorted(contacts)) for number, contacts in numbers.items()}
    anchors, gone = _anchors(site, plan, renderer) if renderer else ({}, {})
    return Ledger(
        recorded=site.today,
        tag=site.board.tag(""),
        addresses=addresses,
        ids=ids,
        numbers=held,
        anchors=anchors,
        gone=gone,
        versions=_versions(site),
    )


def _versions(site: Site) -> dict[str, str]:
    """A digest of each version of what is public."""
    return {
        path_of(kind.collection, record.id, one.day): digest(one.html)
        for kind in site.types
        for record in site.all(kind.collection)
        for one in site.versions.get(record.id, ())
    }


def _anchors(site: Site, plan: Plan, renderer: Renderer) -> tuple[dict[str, str], dict[str, str]]:
    """The anchors of every page, and those that are gone."""
    anchors: dict[str, str] = {}
    gone: dict[str, str] = {}
    for page in plan.pages.values():
        if page.record and not page.withdrawn and page.address == site.address(page.record):
            rendered = renderer.body(page)
            anchors |= {f"{page.record.id}#{one.id}": one.words for one in rendered.anchors}
            gone |= {
                f"{page.record.id}#{one.id}": f"{one.since or site.today} {one.words} {one.into}".strip() for one in rendered.gone
            }
    return anchors, gone


def _id_at(record: object, template: str) -> str:
    return "" if record is None or template in PARTS_OF_A_RECORD else str(getattr(record, "id", ""))


def merged(old: Ledger, new: Ledger) -> Ledger:
    """The old ledger with what is new. A page that is there now says what has become of each of its anchors."""
    there = {_page_of(known) for known in (*new.anchors, *new.gone)}
    anchors, gone = (
        {known: said for known, said in was.items() if _page_of(known) not in there} for was in (old.anchors, old.gone)
    )
    return Ledger(
        recorded=new.recorded,
        tag=new.tag,
        addresses=old.addresses | new.addresses,
        ids=old.ids | new.ids,
        numbers=old.numbers | new.numbers,
        moments=new.moments | old.moments,
        anchors=anchors | new.anchors,
        gone=gone | new.gone,
        versions=old.versions | new.versions,
    )


def keep_versions(root: Path, site: Site, words: Iterable[tuple[Record, Version]]) -> list[str]:
    """Keep the words of each record where they are others than those kept last; the paths of the files."""
    kept = []
    for record, version in words:
        versions = site.versions_of(record)
        if not versions or versions[-1].html != version.html:
            path = path_of(site.ref(record).collection, record.id, version.day)
            write_version(root, path, version)
            kept.append(path)
    return kept


def first_moments(old: Ledger, site: Site, plan: Plan, now: datetime) -> dict[str, datetime]:
    """When each entry is first published that is new since the ledger was last recorded: now, a second apart, in their order.

    So a service that mails what is newer than its last mailing leaves nothing out, whatever day an entry is dated to. The first
    publication of all keeps the days that its files give, and so does an entry whose file gives a time.
    """
    if old.recorded is None:
        return {}
    tag = site.board.tag("")
    entries = {entry.guid.removeprefix(tag): entry for feed in plan.feeds.values() for entry in feed.entries}
    new = [
        (entry.published, known)
        for known, entry in entries.items()
        if known not in old.ids and "/" not in known and not (entry.whole and entry.record.public_at)
    ]
    last = now.replace(microsecond=0)
    return {known: last - timedelta(seconds=place) for place, (_, known) in enumerate(sorted(new, reverse=True))}


def check_ledger(
    content: Content, site: Site, plan: Plan, ledger: Ledger, absent: Absent = NOTHING_ABSENT, files: Iterable[str] = ()
) -> Iterator[Problem]:
    """What was published once and would be lost or changed now.

    A site made for a day before the ledger was last recorded is a look back, and is not held against it.
    """
    now = ledger_of(site, plan, files)
    yield from _bad_redirects(content, now, plan, absent)
    if ledger.recorded is None and site.board.published:
        gone = "is gone, or has no day: with it goes what is known of every address and id that was published"
        yield Problem(LEDGER, NOWHERE, gone, BACK)
    if ledger.recorded is None or site.today < ledger.recorded:
        return
    yield from _bad_versions(content.root, site, ledger)
    yield from _other_tag(content, ledger, now)
    moved = {redirect.old: redirect.new for redirect in content.redirects}
    lines = _Lines(content.root)
    told: set[str] = set()
    withdrawn = tuple(f"{site.address(record)}history/" for record in site.withdrawn)
    current = {address for feed in plan.feeds.values() for address in (feed.rss, feed.atom, feed.json)}
    for address, was in ledger.addresses.items():
        if absent.may_bring(address) or (absent.waiting and not was):
            continue  # a list or a feed may be there for the sake of a file at fault
        if any(address.startswith(history) for history in withdrawn):
            continue  # the versions of what was withdrawn may be taken out of the repository, too
        if current_of(address) in current:
            continue  # an archive goes when entries do; the feed's current document leads to those that are left
        if said := _fault(address, was, now, moved, ledger):
            told.add(was)
            yield Problem(LEDGER, lines.at(address), *said)
    for known, address in ledger.ids.items():
        its_page_was_told = ledger.addresses.get(address) in told - {""}
        ended_with_its_page = address in moved and known == ledger.addresses.get(address)
        if not (known in now.ids or known in told or ended_with_its_page or its_page_was_told or absent.may_bring(address)):
            hint = MOVED_ON if address in moved else PUT_BACK
            yield Problem(LEDGER, lines.at(known), f"the id {known}, published on {address}, is gone", hint)


def _other_tag(content: Content, ledger: Ledger, now: Ledger) -> Iterator[Problem]:
    if ledger.tag != now.tag and content.board is not STAND_IN:
        hint = "put `tag_date:` and the host of `url:` back: readers would take every entry for a new one"
        yield Problem(BOARD, Position(), f"tag_date and url make feed ids {now.tag}…, and they were {ledger.tag}…", hint)


def _bad_versions(root: Path, site: Site, ledger: Ledger) -> Iterator[Problem]:
    now = _versions(site)
    gone = {record.id for record in site.withdrawn}
    for path, was in ledger.versions.items():
        if PurePosixPath(path).parent.name in gone:
            continue
        if path not in now:
            yield Problem(LEDGER, _Lines(root).at(path), f"the version {path} is gone", AS_IT_WAS)
        elif now[path] != was:
            yield Problem(path, Position(), "was changed after it was kept", AS_IT_WAS)
    for path in now.keys() - ledger.versions.keys() if ledger.versions else ():
        yield Problem(
            path, Position(), "was not kept by `lscb ledger --record`, which alone knows what was published", "delete it"
        )


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


def _bad_redirects(content: Content, now: Ledger, plan: Plan, absent: Absent) -> Iterator[Problem]:
    lines = _Lines(content.root, REDIRECTS)
    for redirect in content.redirects:
        if redirect.old in now.addresses:
            hint = "an address can hold a page or lead elsewhere, not both"
            yield Problem(REDIRECTS, lines.at(redirect.old), f"{redirect.old} is a page of the site", hint)
        known = redirect.new.partition("#")[0] in now.addresses or absent.may_bring(redirect.new)
        if redirect.new.startswith("/") and not known:
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
