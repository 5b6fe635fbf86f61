"""What an issue says by email, as plain data: each of the forms it is sent in is made from this and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lscb.following.entry_content import EntryContents
from lscb.model.board import Board
from lscb.model.page import OffsitePicture
from lscb.plan import Plan
from lscb.types.contact import Contact
from lscb.types.event import Dated, when
from lscb.types.newsletter import Article, Issue

CAUTION = "/leaving-this-page/"


@dataclass(frozen=True)
class Story:
    """One story: its page on the web, and its text with headings from the third level on."""

    title: str
    url: str
    summary: str
    html: str
    labels: tuple[str, ...] = ()
    author: str = ""


@dataclass(frozen=True)
class DiaryDate:
    """One date: the event, its page, and when it is in words."""

    title: str
    url: str
    when: str
    note: str = ""


@dataclass(frozen=True)
class Edition:
    """An issue for the inbox.

    `notice` is the line for a site that stands in the past, as HTML, `caution` the page on what an inbox gives away; "" for none.
    """

    id: str
    title: str
    url: str
    season: str
    summary: str
    strapline: str
    notes: str
    stories: tuple[Story, ...]
    dates: tuple[DiaryDate, ...]
    contacts: tuple[Contact, ...]
    board: Board
    notice: str = ""
    caution: str = ""
    reconstruction: str = ""
    picture: OffsitePicture | None = None

    @property
    def stop_at(self) -> str:
        """The address that subscribers write to when they want no more."""
        return self.board.mailings.unsubscribe_email or self.board.email

    @property
    def unsubscribe(self) -> str:
        """A link that writes that letter: the same for everybody, since everybody is sent the same text."""
        return f"mailto:{self.stop_at}?subject=unsubscribe"


def editions(contents: EntryContents, plan: Plan, notice: str) -> Iterator[tuple[str, Edition]]:
    """The edition of every public issue, with the address of the issue."""
    for issue in contents.site.all("newsletters"):
        address = contents.site.address(issue)
        caution = contents.site.board.absolute(CAUTION) if CAUTION in plan.pages else ""
        edition = _edition(issue, contents, plan.pages[address].context["dates"])
        yield address, replace(edition, notice=contents.renderer.phones.tap(notice), caution=caution)


def _edition(issue: Issue, contents: EntryContents, dates: list[Dated]) -> Edition:
    site = contents.site
    return Edition(
        id=issue.id,
        title=issue.title,
        url=site.board.absolute(site.address(issue)),
        season=issue.season.label,
        summary=issue.summary,
        strapline=issue.strapline or "",
        reconstruction=issue.reconstruction or "",
        notes=contents.text(issue, below=2),
        stories=tuple(_story(article, contents) for article in site.referring(issue, "articles")),
        dates=tuple(_diary_date(one, contents) for one in dates),
        contacts=site.resolve(issue.signposting),
        board=site.board,
        picture=contents.own_picture(issue),
    )


def _story(article: Article, contents: EntryContents) -> Story:
    site = contents.site
    campaign = site.get(article.campaign)
    audience = f"For {article.audience}" if article.audience != "everyone" else ""
    labels = (f"Campaign: {campaign.title}" if campaign else "", audience)
    return Story(
        title=article.title,
        url=site.board.absolute(site.address(article)),
        summary=article.summary,
        html=contents.whole(article, below=2),
        labels=tuple(label for label in labels if label),
        author=article.author or "",
    )


def _diary_date(one: Dated, contents: EntryContents) -> DiaryDate:
    board = contents.site.board
    note = "" if one.occurrence.status == "scheduled" else one.occurrence.status
    return DiaryDate(one.event.title, board.absolute(contents.site.address(one.event)), when(one.occurrence), note)
