"""Where a page leads on: few links, chosen by what its reader does next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lscb.model.fields import Ref
from lscb.model.record import Record, State
from lscb.model.site import Site

MOST = 5
PROVENANCE = frozenset({"owner", "sources"})


def related(site: Site, record: Record) -> tuple[Record, ...]:
    """At most five records that a record's page leads on to, in the order of what its reader does next.

    Its type takes turns (`ContentType.leads_to`), each for the first record of one collection that is related to this one:
    what it names as related comes first, in its editor's order, then what names it. Places left over go to what is left of
    both. Nothing comes twice: nothing that the page shows in a section of its own, nor anything else of the same title.
    """
    if record.state(site.today) is State.WITHDRAWN:
        return ()
    left = list(_new(site, record, (*record.related, *_naming(site, record))))
    chosen: list[Record] = []
    for collection in site.type_of(record).leads_to:
        if turn := next((one for one in left if site.ref(one).collection == collection), None):
            left.remove(turn)
            chosen.append(turn)
    return (*chosen, *left)[:MOST]


def subjects(site: Site, record: Record) -> tuple[Record, ...]:
    """The themes of a record that its page names nowhere else: each leads to all there is on it."""
    if record.state(site.today) is State.WITHDRAWN:
        return ()
    shown = frozenset(map(site.ref, site.type_of(record).shown(site, record)))
    return site.resolve(ref for ref in record.themes if ref not in shown)


def _naming(site: Site, record: Record) -> Iterator[Ref]:
    """The records that name this one as related, and of the collections that its type leads to those that name it at all."""
    here, wanted = site.ref(record), site.type_of(record).leads_to
    for other in site.referring(record):
        named = (loc[0] for loc, ref in other.facts.references if ref == here)
        if here in other.related or (site.ref(other).collection in wanted and not PROVENANCE.issuperset(named)):
            yield site.ref(other)


def _new(site: Site, record: Record, refs: Iterable[Ref]) -> Iterator[Record]:
    """The public records referred to, each title once, and none of those that the page shows already."""
    there = (record, *site.type_of(record).shown(site, record))
    shown = {*record.themes, *map(site.ref, there)}
    titles = {one.title.casefold() for one in there}
    for other in site.resolve(refs):
        if site.ref(other) not in shown and other.title.casefold() not in titles:
            titles.add(other.title.casefold())
            yield other
