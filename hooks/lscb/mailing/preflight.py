"""What is looked at before an edition is sent: an email can never be taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from pathlib import Path

from lscb.following.past_notice import notice
from lscb.ledger import read_ledger
from lscb.mailing.digest import digest_of, months
from lscb.mailing.edition import Edition, edition_of
from lscb.mailing.edition_files import letter_of
from lscb.mailing.message import DAY, POLICY, Letter
from lscb.mailing.templates import environment
from lscb.model.board import stands_in_the_past
from lscb.model.dates import long_date
from lscb.prepared import Prepared, prepare
from lscb.problems import nearest
from lscb.types import CONTENT_TYPES
from lscb.types.procedure.register import Month


class NotBuiltError(Exception):
    """There is nothing to send; says why, to the person who sends."""


@dataclass(frozen=True)
class Checked:
    """An edition's letter, the day it stands for, and what keeps it from being sent."""

    letter: Letter
    day: date
    faults: tuple[str, ...]


@dataclass(frozen=True)
class _Mailing:
    """One edition as the content makes it now, the page that must be published before it goes out, and what is against it."""

    edition: Edition
    address: str
    faults: tuple[str, ...] = ()


def checked(project: Path, slug: str, clock: date) -> Checked:
    """The letter of an issue as it was built in `site/` and as its content makes it now, held against each other.

    Raises NotBuiltError where it was not built or is not public, and ContentError where the content has problems.
    """

    def issue(prepared: Prepared, line: str) -> _Mailing:
        found = next((one for one in prepared.site.all("newsletters") if one.slug == slug), None)
        if found is None:
            today = long_date(prepared.site.today)
            raise NotBuiltError(f"{slug} is not public on {today}: look at its `draft`, `published` and `publish_from`")
        return _Mailing(edition_of(found, prepared.contents, prepared.plan, line), prepared.site.address(found))

    return _checked(project, _built(project, "newsletters", "newsletter", slug), clock, issue)


def changes_checked(project: Path, slug: str, clock: date) -> Checked:
    """The same of a month's changes to procedures, `2015-03`, which are sent once the month is over."""

    def digest(prepared: Prepared, line: str) -> _Mailing:
        found = {month.slug: (month, changes) for month, changes in months(prepared).items()}
        if slug not in found:
            raise NotBuiltError(f"nothing changed in {slug} by {long_date(prepared.site.today)}, so there is nothing to send")
        month, changes = found[slug]
        now = Month.of(prepared.site.today) == month
        faults = (f"{month} is not over: more may change in it",) if now else ()
        return _Mailing(digest_of(month, changes, prepared, line), month.quarter.address, faults)

    return _checked(project, _built(project, "procedures/changes", "month of changes", slug), clock, digest)


def _checked(project: Path, built: EmailMessage, clock: date, mailing: Callable[[Prepared, str], _Mailing]) -> Checked:
    prepared = prepare(project, CONTENT_TYPES, None)
    theme = project / "theme"
    env = environment(theme)
    found = mailing(prepared, notice(prepared.site) if stands_in_the_past(prepared.site.today, clock) else "")
    day = date.fromisoformat(built[DAY])
    same = built.as_bytes() == letter_of(found.edition, env, theme).draft(day).as_bytes()
    faults = (*found.faults, *_faults(prepared, found.address, day, same=same))
    return Checked(letter_of(found.edition.to_send(), env, theme), day, faults)


def _built(project: Path, folder: str, what: str, slug: str) -> EmailMessage:
    files = {file.parent.name: file for file in (project / "site" / folder).glob("*/email.eml")}
    if slug not in files:
        hint = nearest(slug, files) or "make the site first: make build"
        raise NotBuiltError(f"there is no {what} “{slug}” in site/ ({hint})")
    message: EmailMessage = message_from_bytes(files[slug].read_bytes(), policy=POLICY)
    if DAY not in message:
        raise NotBuiltError(f"{files[slug].relative_to(project)} was built by an older version: make build")
    return message


def _faults(prepared: Prepared, address: str, day: date, *, same: bool) -> Iterator[str]:
    if day > prepared.site.today:
        yield f"it was built for a later day, {long_date(day)}; the site stands at {long_date(prepared.site.today)}: make build"
    elif not same:
        yield "it is older than its content: make build, look at it again, and publish the site"
    if address not in read_ledger(prepared.content.root).addresses:
        where = prepared.site.board.absolute(address)
        yield f"{where} is not published: put the site on the web, and `lscb ledger --record` keeps its addresses"
