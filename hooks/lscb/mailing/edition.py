"""What an issue says by email, as plain data: each of the forms it is sent in is made from this and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lscb.following.entry_content import EntryContents
from lscb.model.board import Board
from lscb.model.dates import long_date
from lscb.model.page import OffsitePicture
from lscb.plan import Plan
from lscb.types.contact import Contact
from lscb.types.event import Dated, when
from lscb.types.newsletter import Article, Correction, Diary, Issue, front_page

CAUTION, FEEDS = "/leaving-this-page/", "/feeds/"
RECIPIENT = "{recipient}"
FOR_RECIPIENT = "recipient-hs6jm4dn"
"""What stands for a recipient's address in a board's `unsubscribe_web`, and in an edition, where no editor writes it."""
NOTES = {"full": "no places left", "scheduled": ""}


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
class Corrected:
    """What was wrong in the issue as it came out, as HTML, with the permanent id of the correction and its day in words."""

    id: str
    day: str
    html: str


@dataclass(frozen=True)
class DiaryDate:
    """One date: the event, its page, and when it is in words."""

    title: str
    url: str
    when: str
    note: str = ""


@dataclass(frozen=True)
class Edition:
    """An issue of the newsletter, or a month's changes to procedures, for the inbox.

    `series` is what it is one of, as a heading; `asked_for` the same within a sentence; `list_name` names its
    mailing list to programs (RFC 2919). `whole` is the page with all of it. Its
    stories stand in the order of the front page, the lead first. `notice` is the line for a site that stands in the past,
    as HTML, `caution` the page on what an inbox gives away, `feeds` the one on how to follow by feed, `unsubscribe_web` the
    address at which a reader stops these emails; "" for none.
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
    series: str
    asked_for: str = "newsletter"
    list_name: str = "newsletter"
    whole: str = ""
    corrections: tuple[Corrected, ...] = ()
    notice: str = ""
    caution: str = ""
    reconstruction: str = ""
    picture: OffsitePicture | None = None
    feeds: str = ""
    unsubscribe_web: str = ""

    @property
    def version(self) -> str:
        """What tells this edition from the one before a correction: the id of the last one, or the issue's own."""
        return self.corrections[-1].id if self.corrections else self.id

    @property
    def stop_at(self) -> str:
        """The address that subscribers write to when they want no more."""
        return self.board.mailings.unsubscribe_email or self.board.email

    @property
    def unsubscribe_letter(self) -> str:
        """A link that writes that letter."""
        return f"mailto:{self.stop_at}?subject=unsubscribe"

    def to_paste(self) -> Edition:
        """For a mailing service, which puts the reader's own way out in the place of its tag."""
        return replace(self, unsubscribe_web=self.board.mailings.unsubscribe_tag or "")

    def to_send(self) -> Edition:
        """For a sending of our own, which puts each recipient's address into the way out."""
        web = self.board.mailings.unsubscribe_web or ""
        return replace(self, unsubscribe_web=web.replace(RECIPIENT, FOR_RECIPIENT))


def edition_of(issue: Issue, contents: EntryContents, plan: Plan, notice: str) -> Edition:
    """The edition of one issue."""
    address = contents.site.address(issue)
    return with_surroundings(_edition(issue, contents, plan.pages[address].context["diary"]), contents, plan, notice)


def with_surroundings(edition: Edition, contents: EntryContents, plan: Plan, notice: str) -> Edition:
    """An edition with what each has: the line for a site that stands in the past, and the pages on caution and on feeds."""
    caution, feeds = (contents.site.board.absolute(page) if page in plan.pages else "" for page in (CAUTION, FEEDS))
    return replace(edition, notice=contents.renderer.phones.tap(notice), caution=caution, feeds=feeds)


def _edition(issue: Issue, contents: EntryContents, diary: Diary) -> Edition:
    site = contents.site
    front = front_page(site, issue)
    return Edition(
        id=issue.id,
        title=issue.title,
        url=site.board.absolute(site.address(issue)),
        season=issue.season.label,
        summary=issue.summary,
        strapline=issue.strapline or "",
        reconstruction=issue.reconstruction or "",
        notes=contents.text(issue, below=2),
        stories=tuple(_story(article, contents) for article in front.stories),
        dates=tuple(_diary_date(one, contents) for one in diary.dates),
        contacts=site.resolve(issue.signposting),
        board=site.board,
        series=site.board.newsletter_name,
        whole=f"{site.board.absolute(site.address(issue))}whole/",
        picture=_picture(issue, front.lead, contents),
        corrections=tuple(_corrected(one, contents) for one in issue.corrected_by(site.today)),
    )


def _picture(issue: Issue, lead: Article | None, contents: EntryContents) -> OffsitePicture | None:
    """The scene that an edition opens with, its lead's or its own; a lead's photograph stands in its story, with its words."""
    if lead and contents.picture(lead):
        return None
    return (contents.own_picture(lead) if lead else None) or contents.own_picture(issue)


def _corrected(correction: Correction, contents: EntryContents) -> Corrected:
    return Corrected(correction.id, long_date(correction.on), contents.renderer.phones.tap(correction.what))


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
    status = one.occurrence.status
    note = f"first announced for {when(one.planned)}" if status == "moved" else NOTES.get(status, status)
    return DiaryDate(one.event.title, board.absolute(contents.site.address(one.event)), when(one.occurrence), note)
