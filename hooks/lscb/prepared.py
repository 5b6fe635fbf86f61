"""Everything short of templates, and without a generator: content read, site made, plan drawn, bodies rendered and checked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any

from lscb.cache.store import Section, Store
from lscb.disclosure.control import DisclosureControl
from lscb.disclosure.findings import PHONE
from lscb.disclosure.never_named import NeverNamed
from lscb.following.entry_content import EntryContents
from lscb.ledger import Ledger, check_ledger, ledger_of, read_ledger
from lscb.model.absent import Absent
from lscb.model.board import STAND_IN
from lscb.model.record import Record
from lscb.model.references import walk, walk_tree
from lscb.model.site import ContentType, Site
from lscb.model.version import Version
from lscb.pages.anchors import Published
from lscb.pages.comparison import Row, compare
from lscb.pages.glossary import glossary, unexplained
from lscb.pages.history import kept_html
from lscb.pages.languages import lost_variants
from lscb.pages.links import Renderer, check_links, check_materials, check_pictures, picture_fault
from lscb.pages.outward_links import names_site
from lscb.pages.pictures import Pictures
from lscb.pages.search import lost_bets
from lscb.pages.telephones import Former, PhoneBook, digits
from lscb.plan import Plan, make_plan
from lscb.problems import ContentError, Position, Problem, spoken
from lscb.reading.load import BOARD, SEARCH, Content, check_public, make_site, read_content
from lscb.reading.missing import absent_on
from lscb.reading.validate import position_of
from lscb.reading.versions import read_versions

MARKUP = re.compile(
    r"\*\*\w[^*\n]{0,80}\*\*|\[[^\]\n]{1,80}\]\((?:[/#.]|[a-z]{3,8}:)[^)\s]*\)|\[\^\w+\]|&(?:nbsp|amp|[lg]t|[mn]dash|#\d+);"
)


@dataclass(frozen=True)
class Prepared:
    """A site ready to be put through templates, and what is wrong with its records."""

    content: Content
    site: Site
    plan: Plan
    renderer: Renderer
    never_named: NeverNamed

    @cached_property
    def disclosure(self) -> DisclosureControl:
        """What in the content could tell who a child is."""
        return DisclosureControl(self.content, self.never_named)

    @cached_property
    def absent(self) -> Absent:
        """What has a file and no page today."""
        return absent_on(self.content, self.site.today)

    @cached_property
    def media(self) -> tuple[str, ...]:
        """The addresses of the files that bodies offer. Renders every body that has not been rendered yet."""
        return tuple(sorted(self.renderer.assets(self.plan.pages.values())))

    @cached_property
    def ledger(self) -> Ledger:
        """What a publication would publish."""
        return ledger_of(self.site, self.plan, self.media, self.renderer)

    @cached_property
    def contents(self) -> EntryContents:
        """What followers are sent of its records."""
        return EntryContents(self.site, self.plan.pages, self.renderer)

    def words_now(self) -> Iterator[tuple[Record, Version]]:
        """The words of each page that is kept in versions, as readers see them on the site's day."""
        for kind in self.site.types:
            for record in self.site.all(kind.collection) if kind.versioned else ():
                lists = "\n".join(self.contents.lists(record, 2))
                body = self.renderer.body(self.plan.pages[self.site.address(record)]).html
                head = f"<h2>{escape(record.title)}</h2>\n<p>{escape(record.summary)}</p>"
                yield record, Version(self.site.today, kept_html(f"{head}\n{lists}\n{body}"))

    def unsaid(self) -> Iterator[Problem]:
        """Words that were published and are others now, though neither an amendment nor `updated` says so."""
        for record, now in self.words_now():
            versions = self.site.versions_of(record)
            if versions and versions[-1].html != now.html and not self._says_so(record, versions[-1].day):
                changed = [row for row in compare(versions[-1].html, now.html) if row.kind != "same"]
                said = "; ".join(_told(row) for row in changed[:3]) or "its links or its form are others"
                message = f"its words are others than those published on {versions[-1].day}: {said}"
                hint = (
                    "if what is to be done has changed, say so under `amendments:`; if it was mended, give the day in `updated:`"
                )
                yield Problem(record.origin.path, Position(), message, hint)

    def unexplained(self) -> Iterator[Problem]:
        """Abbreviations in texts that neither the text nor the glossary explains."""
        terms = self.site.derived(glossary)
        for page in self.plan.pages.values():
            if page.body and not (page.variant and not page.variant.lang.startswith("en")):
                for name, start in unexplained(page.body, terms):
                    line = page.body_at.line + page.body.count("\n", 0, start)
                    hint = "write it out where it is first used, as `Words in full (WIF)`, or add it to content/glossary/"
                    yield Problem(page.source, Position(line), f"“{name}” is not explained", hint)

    def _says_so(self, record: Record, since: date) -> bool:
        days = [one.on for one in self.site.type_of(record).amended(record)]
        return any(day > since or day == self.site.today for day in (*days, *filter(None, [record.updated])))

    @cached_property
    def files(self) -> frozenset[str]:
        """Addresses of what is made that is no page."""
        return self.plan.feed_addresses | self.plan.table_addresses | {"/sitemap.xml", self.site.board.opml}

    def check(self) -> Iterator[Problem]:
        """Links in every body, the ledger, and what could tell who a child is.

        Renders every body that has not been rendered yet.
        """
        told = list(self._of_pages())
        yield from told
        yield from (one for one in self.disclosure.refused() if not _number_told(one, told))
        yield from self._of_ledger()

    def _of_pages(self) -> Iterator[Problem]:
        """What is wrong with the pages, whatever they are about."""
        yield from check_links(self.plan.pages, self.renderer, self.files, self.absent)
        for check_files in (check_pictures, check_materials):
            for record, error in check_files(self.plan.pages, self.renderer):
                yield self.content.at(record, error.loc, error.message, error.hint)
        yield from self._front_matter()
        yield from self._security()
        yield from self._of_faulty_files()
        known = {page.address: page for page in self.absent.waiting} | dict(self.plan.pages)
        yield from lost_variants(known)
        for loc, message, hint in lost_bets(self.site.words, known):
            at = self.content.position(SEARCH, loc)
            yield Problem(SEARCH, at, f"{spoken(loc)}{message}", hint)

    def _of_ledger(self) -> Iterator[Problem]:
        try:
            ledger = read_ledger(self.content.root)
        except ContentError as error:
            yield from error.problems
        else:
            yield from check_ledger(self.content, self.site, self.plan, ledger, self.absent, self.media)

    def _front_matter(self) -> Iterator[Problem]:
        """Numbers, web addresses and Markdown in front matter; those in bodies are found as they are rendered."""
        for record in (record for records in self.site.records.values() for record in records):
            for loc, value in walk(record):
                if isinstance(value, str) and loc != ("body",):
                    for fault in self.renderer.phones.faults(value):
                        yield self.content.at(record, loc, fault.message, fault.hint)
                    if names_site(value, self.site.board.host):
                        hint = "make a link to its page in the text, from the first slash on: there it is checked"
                        yield self.content.at(record, loc, f"“{value}” names this site", hint)
                    if found := MARKUP.search(value):
                        hint = "a field is plain text: bold words and links belong to the text below"
                        yield self.content.at(record, loc, f"“{found[0]}” would be shown with its signs", hint)

    def _of_faulty_files(self) -> Iterator[Problem]:
        """The same of files that no record came from, so that all is told in one go."""
        for page in self.absent.waiting:
            _, _, source = self.content.faulty[page.source]
            for loc, text in walk_tree(source.parsed.data) if source else ():
                at = position_of(source.parsed.positions, loc) if source else Position()
                for fault in self.renderer.phones.faults(text):
                    yield Problem(page.source, at, f"{spoken(loc)}{fault.message}", fault.hint)
                if loc == ("image", "file") and (said := picture_fault(text, page, self.renderer)):
                    yield Problem(page.source, at, f"{spoken(loc)}{said[0]}", said[1])

    def _security(self) -> Iterator[Problem]:
        """A security.txt that has expired is one that nobody may use (RFC 9116)."""
        security = self.site.board.security
        if security and security.expires <= self.site.today and self.content.board:
            where = self.content.position(BOARD, ("security", "expires"))
            said = f"security, expires: {security.expires} is over on the day the site stands at"
            yield Problem(BOARD, where, said, "set it to a day within a year from now, and once a year again")


def _told(row: Row) -> str:
    """A change in one line, as `wdiff` writes it."""
    marks = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    return (
        f"{row.kind}: {' '.join(marks[kind].format(_shortened(text) if kind == 'same' else text) for kind, text in row.pieces)}"
    )


def _shortened(text: str) -> str:
    return text if len(text) < 60 else f"{text[:25]} … {text[-25:]}"


def _phones(root: Path, site: Site, content: Content) -> PhoneBook:
    """The contacts' numbers, with those that they had when the site was last published."""
    called = {contact.id: contact for contact in site.all("contacts") if contact.phone}
    try:
        was = read_ledger(root).numbers
    except ContentError:
        was = {}  # told by the check
    former = {
        number: tuple(sorted(Former(called[one].title, called[one].phone) for one in ids.split() if one in called))
        for number, ids in was.items()
    }
    contacts = content.records["contacts"].values()
    hidden = {digits(phone): one.title for one in contacts if one.id not in called and (phone := getattr(one, "phone", None))}
    numbers = {contact.phone for contact in called.values()} | set(_of_faulty_contacts(content))
    return PhoneBook(numbers, {number: held for number, held in former.items() if held}, hidden)


def _number_told(one: Problem, told: Iterable[Problem]) -> bool:
    """Whether a problem is of a telephone number that something else says of that line."""
    return PHONE.name in one.message and any(
        other.path == one.path and other.position.line == one.position.line and digits(one.message) in digits(other.message)
        for other in told
    )


def _of_faulty_contacts(content: Content) -> Iterator[str]:
    """Numbers that are a contact's once its file is mended."""
    for kind, _, source in content.faulty.values():
        data = source.parsed.data if source and kind.collection == "contacts" else None
        if isinstance(data, dict) and isinstance(phone := data.get("phone"), str) and phone.strip():
            yield phone.strip()


def _published(root: Path) -> Mapping[str, Published]:
    try:
        return read_ledger(root).published
    except ContentError:
        return {}  # told by the check


def _moments(root: Path) -> Mapping[str, datetime]:
    try:
        return read_ledger(root).moments
    except ContentError:
        return {}  # told by the check


def prepare(  # noqa: PLR0913 - each is another circumstance that a site is prepared in
    root: Path,
    types: Iterable[ContentType[Any]],
    today: date | None,
    *,
    lenient: bool = False,
    drafts: bool = False,
    never_named: NeverNamed | None = None,
    store: Store | None = None,
) -> Prepared:
    """Read the content under `root` and plan the site for `today`.

    Raises ContentError with every problem. With `lenient`, records with problems are left out instead, and
    `prepared.content.problems` holds what is wrong; with `drafts`, what is not public yet is shown. `never_named` holds the
    names that must never appear, `store` what was made of the same content before.
    """
    records, bodies = (store.section("records"), store.section("bodies")) if store else (Section(), Section())
    content = read_content(root, types, records)
    content.board = content.board or STAND_IN
    versions, of_versions = read_versions(root)
    content.problems += of_versions
    site = make_site(content, today, drafts=drafts, moments=_moments(root), versions=versions)
    plan = make_plan(site)
    content.problems += [*check_public(content, site), *(one for one in plan.problems if one.path not in content.faulty)]
    pictures = Pictures(root / ".cache" / "pictures")
    phones = _phones(root, site, content)
    renderer = Renderer(root, plan.sources, pictures, phones, site.board.host, _published(root), bodies)
    prepared = Prepared(content, site, plan, renderer, never_named or NeverNamed())
    if content.problems and not lenient:
        raise ContentError([*content.problems, *prepared.check()])
    return prepared
