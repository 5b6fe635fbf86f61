"""What is looked at before an issue is sent: an email can never be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from pathlib import Path

from lscb.following.past_notice import notice
from lscb.ledger import read_ledger
from lscb.mailing.edition import edition_of
from lscb.mailing.edition_files import letter_of
from lscb.mailing.message import DAY, POLICY, Letter
from lscb.mailing.templates import environment
from lscb.model.board import stands_in_the_past
from lscb.model.dates import long_date
from lscb.prepared import Prepared, prepare
from lscb.problems import nearest
from lscb.types import CONTENT_TYPES


class NotBuiltError(Exception):
    """There is nothing to send; says why, to the person who sends."""


@dataclass(frozen=True)
class Checked:
    """An issue's letter, the day it stands for, and what keeps it from being sent."""

    letter: Letter
    day: date
    faults: tuple[str, ...]


def checked(project: Path, slug: str, clock: date) -> Checked:
    """The letter of an issue as it was built in `site/` and as its content makes it now, held against each other.

    Raises NotBuiltError where it was not built or is not public, and ContentError where the content has problems.
    """
    built = _built(project, slug)
    prepared = prepare(project, CONTENT_TYPES, None)
    issue = next((one for one in prepared.site.all("newsletters") if one.slug == slug), None)
    if issue is None:
        today = long_date(prepared.site.today)
        raise NotBuiltError(f"{slug} is not public on {today}: look at its `draft`, `published` and `publish_from`")
    theme = project / "theme"
    env = environment(theme)
    line = notice(prepared.site) if stands_in_the_past(prepared.site.today, clock) else ""
    edition = edition_of(issue, prepared.contents, prepared.plan, line)
    day = date.fromisoformat(built[DAY])
    now = letter_of(edition, env, theme).draft(day)
    faults = tuple(_faults(prepared, prepared.site.address(issue), day, same=built.as_bytes() == now.as_bytes()))
    return Checked(letter_of(edition.to_send(), env, theme), day, faults)


def _built(project: Path, slug: str) -> EmailMessage:
    files = {file.parent.name: file for file in (project / "site" / "newsletters").glob("*/email.eml")}
    if slug not in files:
        hint = nearest(slug, files) or "make the site first: make build"
        raise NotBuiltError(f"there is no newsletter “{slug}” in site/ ({hint})")
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
