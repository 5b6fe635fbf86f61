"""The HTML edition: tables and inline styles, since Outlook lays out mail with Word, and Gmail cuts off what is long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from css_inline import CSSInliner
from jinja2 import Environment
from markupsafe import Markup

from lscb.mailing.edition import Edition, Story
from lscb.mailing.height import height_of
from lscb.mailing.story_html import opening_of, story_html

LIMIT = 96_000  # bytes; Gmail shows about 102 kB of a message and hides the rest, with what stands at its end
LENGTH = 5_800  # pixels on a phone: what is longer is read by nobody to its end
SHOWN = 10  # stories; others are told by their titles
STORIES = "<!--stories-->"


class TooLongError(ValueError):
    """An issue that cannot be made short enough, even with each story told in a sentence."""


@dataclass(frozen=True)
class Told:
    """A piece of an email as it is sent, with what it costs."""

    html: str

    @cached_property
    def size(self) -> int:
        """In bytes."""
        return len(self.html.encode())

    @cached_property
    def height(self) -> int:
        """On a phone, in pixels."""
        return height_of(self.html)


def email_html(edition: Edition, env: Environment, theme: Path) -> str:
    """The edition as one HTML document.

    Stories stand whole as long as there is room in bytes and on a phone, the lead first, or at least as it begins; others
    are told in short, with a button, and beyond ten by their titles. The editors' notes stand whole or not at all. All of it
    is on one page of the site. Raises TooLongError.
    """
    css = (theme / "email" / "style.css").read_text(encoding="utf-8")
    inliner = CSSInliner(extra_css=css, keep_style_tags=True, load_remote_stylesheets=False)
    sign = edition.board.absolute("/assets/feed.png")
    more = edition.stories[SHOWN:]
    frame = Told(inliner.inline(env.get_template("newsletter.html").render(edition=edition, sign=sign, more=more)))
    template = env.get_template("story.html")

    def told(story: Story, html: str = "", *, whole: bool = False) -> Told:
        lead = story is next(iter(edition.stories), None)
        shown = Markup(story_html(html))  # noqa: S704 - cleaned to an allow-list when it was rendered
        return Told(inliner.inline_fragment(template.render(story=story, html=shown, whole=whole, lead=lead), css))

    forms = [[told(story), told(story, story.html, whole=True)] for story in edition.stories[:SHOWN]]
    if edition.stories and (opening := opening_of(edition.stories[0].html)):
        forms[0].insert(1, told(edition.stories[0], opening))
    if edition.notes:
        forms.append(
            [Told(""), told(Story("From the editors", edition.url, edition.summary, edition.notes), edition.notes, whole=True)]
        )
    return frame.html.replace(STORIES, "\n".join(one.html for one in _fitting(frame, forms)))


def _fitting(frame: Told, forms: Sequence[Sequence[Told]]) -> list[Told]:
    """Of each story, whose forms stand from the shortest on, the longest that there is room for."""
    size = LIMIT - frame.size - sum(shortest.size for shortest, *_ in forms)
    height = LENGTH - frame.height - sum(shortest.height for shortest, *_ in forms)
    if size < 0:
        raise TooLongError(f"makes an email of {(LIMIT - size) / 1000:.0f} kB, and mail programs cut it at {LIMIT / 1000:.0f} kB")
    found = []
    for shortest, *longer in forms:
        room = (size + shortest.size, height + shortest.height)
        chosen = next((one for one in reversed(longer) if one.size <= room[0] and one.height <= room[1]), shortest)
        size, height = room[0] - chosen.size, room[1] - chosen.height
        found.append(chosen)
    return found
