"""Newsletters: an issue is a folder, with the editors' notes in `issue.md` and one file an article beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from lscb.model.dates import Precision
from lscb.model.entries import change_of, feed_of, followed_records
from lscb.model.fields import Ref
from lscb.model.page import Entry, Feed, PageSpec
from lscb.model.record import Record
from lscb.model.site import ContentType, Listing, Site
from lscb.pages.linked_data import board
from lscb.pages.specs import withdrawn_page
from lscb.problems import FieldError
from lscb.types.newsletter.diary import Diary, diary_of
from lscb.types.newsletter.front_page import FrontPage, front_page
from lscb.types.newsletter.record import Article, BigNumber, Correction, Issue

__all__ = ["ARTICLES", "ISSUES", "Article", "BigNumber", "Correction", "Diary", "FrontPage", "Issue", "diary_of", "front_page"]

ARTICLES_A_SEASON = 15  # places between the issues of two seasons, in the hour from which entries take their moments


def _issue_slug(path: PurePosixPath) -> str:
    return path.parent.name


def _article_slug(path: PurePosixPath) -> str:
    return f"{path.parent.name}/{path.stem}"


def _dated_by_a_season(issues: Sequence[Issue]) -> Iterator[tuple[Issue, FieldError]]:
    for issue in issues:
        if issue.season.precision is not Precision.SEASON:
            yield issue, FieldError(f"{issue.season} is not a season", field="season", hint="as `spring 2015`")


def _one_a_place(articles: Sequence[Article]) -> Iterator[tuple[Article, FieldError]]:
    taken: dict[tuple[Ref, int], Article] = {}
    for article in articles:
        if other := taken.get((article.issue, article.place)):
            hint = f"{other.origin.path} stands there: number the articles of an issue 1, 2, 3 …"
            yield article, FieldError(f"{article.place} is taken", field="place", hint=hint)
        taken.setdefault((article.issue, article.place), article)


def _places(site: Site) -> dict[str, int]:
    return {issue.id: place for place, issue in enumerate(site.all("newsletters"))}


def _season_place(issue: Issue) -> int:
    """Where in a day an issue begins of which only the year is known: the latest season is the newest; 0 for any other."""
    if issue.published.precision not in {Precision.YEAR, Precision.REPORTING_YEAR}:
        return 0
    first, last = issue.season.first, issue.published.last
    seasons_before = max(0, (last.year - first.year) * 12 + last.month - first.month) // 3
    return 1 + seasons_before * ARTICLES_A_SEASON


class _Issues(ContentType[Issue]):
    def place_of(self, site: Site, record: Issue) -> int:
        return _season_place(record)

    def provenance(self, site: Site, record: Issue) -> str:
        return record.reconstruction or ""

    def context(self, site: Site, record: Issue) -> Mapping[str, Any]:
        issues = site.all("newsletters")
        here = site.derived(_places)[record.id]
        return {
            "front": front_page(site, record),
            "corrections": record.corrected_by(site.today),
            "diary": diary_of(site, record),
            "others": [*issues[here + 1 : here + 4], *reversed(issues[:here])][:3],
        }

    def feed_parts(self, site: Site, record: Issue) -> tuple[Record, ...]:
        return site.referring(record, "articles")

    def changes(self, site: Site, record: Issue) -> Iterator[Entry]:
        for one in record.corrected_by(site.today):
            day = max(one.on, record.public_from)
            yield change_of(site, record, one.id, day, f"Correction: {record.title}", (one.what,))


class _Articles(ContentType[Article]):
    def needs(self, record: Article) -> Ref | None:
        return record.issue

    def parent_of(self, record: Article) -> str:
        return f"/newsletters/{record.issue.slug}/"

    def place_of(self, site: Site, record: Article) -> int:
        return _season_place(site.get(record.issue)) + record.place

    def provenance(self, site: Site, record: Article) -> str:
        return site.get(record.issue).reconstruction or ""

    def shown(self, site: Site, record: Article) -> Iterator[Record]:
        yield from super().shown(site, record)
        yield from site.referring(site.get(record.issue), "articles")

    def author_of(self, record: Article) -> str:
        return record.author or ""

    def linked_data(self, site: Site, record: Article) -> tuple[Mapping[str, Any], ...]:
        address = site.board.absolute(site.address(record))
        author = {"@type": "Person", "name": record.author} if record.author else board(site)
        told = {"@type": "NewsArticle", "author": author}
        if self.provenance(site, record):
            told = {"@type": "Article", "creativeWorkStatus": "Reconstruction"}
        modified = record.updated.isoformat() if record.updated else record.published.iso
        dates = {"datePublished": record.published.iso, "dateModified": modified}
        return (
            {
                **told,
                "headline": record.title,
                "description": record.summary,
                "url": address,
                "mainEntityOfPage": address,
                **{name: date for name, date in dates.items() if date},
                "inLanguage": "en-GB",
                "image": f"{address}card.png",
                "publisher": board(site),
            },
        )

    def context(self, site: Site, record: Article) -> Mapping[str, Any]:
        issue = site.get(record.issue)
        articles = front_page(site, issue).stories
        here = articles.index(record)
        return {
            "issue": issue,
            "previous": articles[here - 1] if here else None,
            "next": articles[here + 1] if here + 1 < len(articles) else None,
        }


def _article_feed(site: Site) -> Iterator[Feed]:
    """An entry an article, for those who pass single stories on; the newsletters' own feed has an entry an issue."""
    summary = "Every story of the newsletters, one at a time."
    yield feed_of(
        site, "/newsletters/", "Newsletter articles", summary, followed_records(site, ARTICLES), base="/newsletters/articles/"
    )


def _whole_issues(site: Site) -> Iterator[PageSpec]:
    """Each issue from front to back on one page, to be printed."""
    for issue in site.all("newsletters"):
        address = site.address(issue)
        articles = site.referring(issue, "articles")
        yield PageSpec(
            address=f"{address}whole/",
            title=f"{issue.title}: the whole issue",
            summary=issue.summary,
            template="newsletters/whole-issue.html",
            source=issue.origin.path,
            parent=address,
            changed=max(one.changed for one in (issue, *articles)),
            context={
                "issue": issue,
                "front": front_page(site, issue),
                "corrections": issue.corrected_by(site.today),
                "diary": diary_of(site, issue),
            },
            card=f"{address}card.png",
            pdf=f"{address}whole/{issue.slug}.pdf",
            listed=False,
        )
    for issue in (gone for gone in site.withdrawn if isinstance(gone, Issue)):
        yield replace(
            withdrawn_page(site, issue), address=f"{site.address(issue)}whole/", title=f"{issue.title}: the whole issue"
        )


ISSUES = _Issues(
    collection="newsletters",
    singular="newsletter",
    record=Issue,
    files="content/newsletters/*/issue.md",
    template="newsletters/newsletter.html",
    listing=Listing(
        "Newsletters", "News, training and events from the Board, four times a year.", "newsletters/newsletters.html"
    ),
    slug=_issue_slug,
    order=lambda issue: (-issue.season.first.toordinal(), -issue.public_from.toordinal()),
    news=True,
    card=True,
    more_pages=_whole_issues,
    check=_dated_by_a_season,
    leads_to=("campaigns", "procedures", "case-reviews", "events", "documents"),
    gathers=("articles",),
)

ARTICLES = _Articles(
    collection="articles",
    singular="article",
    record=Article,
    files="content/newsletters/*/*.md",
    template="newsletters/article.html",
    base="/newsletters/",
    slug=_article_slug,
    order=lambda article: (article.issue, article.place),
    card=True,
    feeds=_article_feed,
    check=_one_a_place,
    leads_to=("contacts", "procedures", "documents", "campaigns", "case-reviews"),
)
