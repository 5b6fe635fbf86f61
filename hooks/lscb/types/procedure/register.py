"""The register of changes to procedures: all of them by month, a sheet for each quarter, and what can be followed of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any, Literal

from lscb.model.board import Scope
from lscb.model.changes import MANY
from lscb.model.dates import MONTHS
from lscb.model.entries import feed_of
from lscb.model.page import Feed, PageSpec
from lscb.model.record import Record
from lscb.model.site import Site
from lscb.types.procedure.record import Procedure

ROOT = "/procedures/changes/"
TITLE = "Changes to procedures"
SUMMARY = "Every change to a procedure, and to the law behind one: what it is, why, and who must act."
SOURCE = "hooks/lscb/types/procedure/register.py"


@dataclass(frozen=True)
class Registered:
    """One change: the procedure's own words (`amendment`), the law behind them, a new procedure or one that was taken down."""

    on: date
    kind: Literal["amendment", "law", "new", "withdrawal"]
    procedure: Procedure
    address: str
    what: str
    why: str = ""


@dataclass(frozen=True)
class Month:
    """A month of a year, from 1 to 12."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Month:
        """The month a day falls in."""
        return cls(day.year, day.month)

    @property
    def slug(self) -> str:
        """`2015-03`, as its mailing is called."""
        return f"{self.year}-{self.number:02}"

    @property
    def quarter(self) -> Quarter:
        """The quarter it is part of."""
        return Quarter(self.year, (self.number + 2) // 3)

    @property
    def address(self) -> str:
        """The folder of its mailing."""
        return f"{ROOT}{self.slug}/"

    def __str__(self) -> str:
        """“March 2015”."""
        return f"{MONTHS[self.number - 1]} {self.year}"


@dataclass(frozen=True)
class Quarter:
    """Three months of a year, from 1 to 4."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Quarter:
        """The quarter a day falls in."""
        return Month.of(day).quarter

    @property
    def next(self) -> Quarter:
        """The one after it."""
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    @property
    def address(self) -> str:
        """Its page."""
        return f"{ROOT}{self.year}-q{self.number}/"

    def __str__(self) -> str:
        """“July to September 2015”."""
        return f"{MONTHS[3 * self.number - 3]} to {MONTHS[3 * self.number - 1]} {self.year}"


def register(site: Site) -> tuple[Registered, ...]:
    """Every change up to the site's day, the newest first. Procedures that came out together are no change to one."""
    procedures: tuple[Procedure, ...] = site.all("procedures")
    together = {day for day, count in Counter(one.public_from for one in procedures).items() if count > MANY}
    found = [change for one in procedures for change in _of(site, one) if change.kind != "new" or change.on not in together]
    for gone in _withdrawn(site):
        if gone.withdrawn:
            found.append(Registered(gone.withdrawn.on, "withdrawal", gone, site.address(gone), gone.withdrawn.reason))
    return tuple(sorted(found, key=lambda one: (-one.on.toordinal(), one.procedure.title, one.address)))


def _of(site: Site, procedure: Procedure) -> Iterator[Registered]:
    here, ref = site.address(procedure), site.ref(procedure)
    yield Registered(procedure.public_from, "new", procedure, here, procedure.summary)
    for one in procedure.amendments:
        yield Registered(one.on, "amendment", procedure, f"{here}#{one.id}", one.what, one.why)
    for change in site.referring(procedure, "law"):
        for effect in change.effects:
            if effect.procedure == ref and change.in_force <= site.today:
                yield Registered(change.in_force, "law", procedure, f"{here}#{effect.id}", effect.text, change.title)


def _withdrawn(site: Site) -> Iterator[Procedure]:
    return (gone for gone in site.withdrawn if isinstance(gone, Procedure))


def register_pages(site: Site) -> Iterator[PageSpec]:
    """The register, its parts by scope, and a sheet for each quarter since the first change, whether it has one or not."""
    found = site.derived(register)
    first = Quarter.of(found[-1].on if found else site.today)
    sheets = list(_quarters(first, Quarter.of(site.today)))
    yield _page(site, ROOT, TITLE, SUMMARY, found, sheets)
    for scope in site.board.scopes:
        changes = [one for one in found if one.procedure.scope == scope.name]
        yield _page(
            site, _scope(scope), f"{TITLE} {scope.whose}", f"{SUMMARY[:-1]}, in procedures {scope.whose}.", changes, sheets
        )
    for quarter in sheets:
        changes = [one for one in found if Quarter.of(one.on) == quarter]
        yield _page(site, quarter.address, f"{TITLE}, {quarter}", f"{SUMMARY[:-1]}, in {quarter}.", changes, sheets)


def _quarters(first: Quarter, last: Quarter) -> Iterator[Quarter]:
    here = first
    while (here.year, here.number) <= (last.year, last.number):
        yield here
        here = here.next


def _scope(scope: Scope) -> str:
    return f"{ROOT}{scope.slug}/"


def _page(site: Site, address: str, title: str, summary: str, found: Iterable[Registered], sheets: list[Quarter]) -> PageSpec:
    changes = list(found)
    months = [(str(month), list(same)) for month, same in groupby(changes, key=lambda one: Month.of(one.on))]
    return PageSpec(
        address=address,
        title=title,
        summary=summary,
        template="procedures/register.html",
        source=SOURCE,
        parent="/procedures/" if address == ROOT else ROOT,
        changed=max((one.on for one in changes), default=None),
        context={"months": months, "sheets": sheets[::-1], "scopes": {one.whose: _scope(one) for one in site.board.scopes}},
    )


def register_feeds(site: Site) -> Iterator[Feed]:
    """What can be followed: all of the register, each scope and each theme. Addresses stay, whatever a theme is about later."""
    procedures = [*site.all("procedures"), *_withdrawn(site)]
    yield _feed(site, ROOT, ROOT, TITLE, procedures)
    for scope in site.board.scopes:
        of_scope = [one for one in procedures if one.scope == scope.name]
        yield _feed(site, _scope(scope), _scope(scope), f"{TITLE} {scope.whose}", of_scope)
    withdrawn = [gone for gone in site.withdrawn if site.ref(gone).collection == "themes"]
    for theme in (*site.all("themes"), *withdrawn):
        about = [one for one in procedures if site.ref(theme) in one.themes]
        feed = _feed(site, site.address(theme), f"{ROOT}theme/{theme.slug}/", f"{TITLE}: {theme.title}", about)
        yield replace(feed, group="") if theme in withdrawn else feed


def _feed(site: Site, home: str, base: str, title: str, procedures: list[Procedure]) -> Feed:
    laws: dict[str, Any] = {law.id: law for one in procedures for law in site.referring(one, "law")}
    records: list[Record] = [*procedures, *laws.values()]
    return replace(feed_of(site, home, title, SUMMARY, records, base=base), group=TITLE)
