"""A month's changes to procedures as an edition, for those who asked to be told by email."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from markupsafe import Markup, escape

from lscb.mailing.edition import Edition, Story, with_surroundings
from lscb.prepared import Prepared
from lscb.types.procedure.register import Month, Registered, register

TOLD = {
    "amendment": "The procedure changed",
    "law": "The law behind it changed",
    "new": "New procedure",
    "withdrawal": "Taken down",
}
SERIES = "Changes to procedures"


def months(prepared: Prepared) -> dict[Month, list[Registered]]:
    """The changes of each month that has any, the newest first."""
    found = prepared.site.derived(register)
    return {month: list(changes) for month, changes in groupby(found, key=lambda one: Month.of(one.on))}


def digest_of(month: Month, changes: Sequence[Registered], prepared: Prepared, notice: str) -> Edition:
    """The edition of one month; `notice` is the line for a site that stands in the past, or ""."""
    board = prepared.site.board
    count = len(changes)
    edition = Edition(
        id=f"changes-{month.slug}",
        title=f"{SERIES}: {month}",
        url=board.absolute(month.quarter.address),
        season=str(month),
        summary=f"{count} {'changes' if count > 1 else 'change'} to procedures and the law behind them: what, why and for whom.",
        strapline="",
        notes="",
        stories=tuple(_story(one, prepared) for one in changes),
        dates=(),
        contacts=(),
        board=board,
        series=SERIES,
        list_name="changes",
        asked_for="monthly list of changes to procedures",
        whole=board.absolute(month.quarter.address),
    )
    return with_surroundings(edition, prepared.contents, prepared.plan, notice)


def _story(change: Registered, prepared: Prepared) -> Story:
    tap = prepared.renderer.phones.tap
    lines = [tap(change.what)]
    if change.why:
        lines.append(escape(f"{'Because of' if change.kind == 'law' else 'Why'}: {change.why}"))
    if change.kind != "withdrawal" and change.procedure.agencies:
        lines.append(escape(f"Who must act: {'; '.join(change.procedure.agencies)}"))
    return Story(
        title=change.procedure.title,
        url=prepared.site.board.absolute(change.address),
        summary=change.what,
        html=Markup("").join(Markup("<p>{}</p>").format(line) for line in lines),
        labels=(f"{TOLD[change.kind]}, {change.on.day} {Month.of(change.on)}", *filter(None, [change.procedure.scope])),
    )
