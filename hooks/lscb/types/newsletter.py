"""Newsletters: an issue is a folder, with the editors' notes in `issue.md` and one file an article beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Literal

from lscb.model.content_type import ContentType, Listing
from lscb.model.dates import Precision
from lscb.model.fields import AnyDate, CampaignRef, ContactRef, EventRef, Text, Whole
from lscb.model.record import Record
from lscb.problems import FieldError


class Issue(Record):
    """One issue: its season, the editors' notes (the body), dates to list and who to call."""

    season: AnyDate
    strapline: Text | None = None
    events: tuple[EventRef, ...] = ()
    signposting: tuple[ContactRef, ...] = ()


class Article(Record):
    """One article. `place` is its position in the issue, 1 for the lead story."""

    place: Whole
    author: Text | None = None
    campaign: CampaignRef | None = None
    audience: Literal["everyone", "public", "professionals", "children and young people", "families"] = "everyone"

    @property
    def issue(self) -> str:
        """The slug of the issue it stands in."""
        return self.origin.slug.split("/")[0]


def _issue_slug(path: PurePosixPath) -> str:
    return path.parent.name


def _article_slug(path: PurePosixPath) -> str:
    return f"{path.parent.name}/{path.stem}"


def _one_a_season(issues: Sequence[Issue]) -> Iterator[tuple[Issue, FieldError]]:
    first: dict[object, Issue] = {}
    for issue in issues:
        if issue.season.precision is not Precision.SEASON:
            yield issue, FieldError(f"{issue.season} is not a season", field="season", hint="as `spring 2015`")
        elif issue.season in first:
            hint = f"the other is {first[issue.season].origin.path}"
            yield issue, FieldError(f"there is already an issue for {issue.season}", field="season", hint=hint)
        first.setdefault(issue.season, issue)


def _one_a_place(articles: Sequence[Article]) -> Iterator[tuple[Article, FieldError]]:
    taken: dict[tuple[str, int], Article] = {}
    for article in articles:
        if other := taken.get((article.issue, article.place)):
            hint = f"{other.origin.path} stands there: number the articles of an issue 1, 2, 3 …"
            yield article, FieldError(f"{article.place} is taken", field="place", hint=hint)
        taken.setdefault((article.issue, article.place), article)


ISSUES = ContentType(
    collection="newsletters",
    singular="newsletter",
    record=Issue,
    files="content/newsletters/*/issue.md",
    template="newsletter.html",
    listing=Listing("Newsletters", "News, training and events from the Board, four times a year.", "newsletters.html"),
    slug=_issue_slug,
    order=lambda issue: -issue.season.first.toordinal(),
    news=True,
    check=_one_a_season,
)

ARTICLES = ContentType(
    collection="articles",
    singular="article",
    record=Article,
    files="content/newsletters/*/*.md",
    template="article.html",
    base="/newsletters/",
    slug=_article_slug,
    order=lambda article: (article.issue, article.place),
    check=_one_a_place,
)
