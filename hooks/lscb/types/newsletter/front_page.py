"""An issue as a front page: what it opens with, what is for families, what is for professionals."""

from __future__ import annotations

from dataclasses import dataclass

from lscb.model.site import Site
from lscb.types.newsletter.record import Article, Issue

NEAREST = ("families", "children and young people", "public", "everyone")  # to a family, in this order


@dataclass(frozen=True)
class FrontPage:
    """The stories of an issue in the order of its front page. `by_number` is the one story that is told by its figure."""

    lead: Article | None
    families: tuple[Article, ...]
    professionals: tuple[Article, ...]
    by_number: Article | None

    @property
    def stories(self) -> tuple[Article, ...]:
        """All of them, as they are met from the top down."""
        return (*([self.lead] if self.lead else []), *self.families, *self.professionals)


def front_page(site: Site, issue: Issue) -> FrontPage:
    """The front page of an issue.

    The story that the issue names opens it, or the first. Families come before professionals, what is written for them before
    what is for everyone; else the issue's order holds. One number is shown large, the first.
    """
    stories = site.referring(issue, "articles")
    lead = site.get(issue.lead) or next(iter(stories), None)
    others = [story for story in stories if story is not lead]
    by_number = next((story for story in others if story.number), None)
    families = sorted((one for one in others if one.audience in NEAREST), key=lambda one: NEAREST.index(one.audience))
    professionals = tuple(one for one in others if one.audience == "professionals")
    return FrontPage(lead, tuple(families), professionals, by_number)
