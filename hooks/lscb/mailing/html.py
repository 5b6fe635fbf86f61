"""The HTML edition: tables and inline styles, since Outlook lays out mail with Word, and Gmail cuts off what is long."""

from __future__ import annotations

from pathlib import Path

from css_inline import CSSInliner
from jinja2 import Environment
from markupsafe import Markup

from lscb.mailing.edition import Edition, Story
from lscb.mailing.story_html import story_html

LIMIT = 96_000  # bytes; Gmail shows about 102 kB of a message and hides the rest, with what stands at its end
STORIES = "<!--stories-->"


class TooLongError(ValueError):
    """An issue that cannot be made short enough, even with each story told in a sentence."""


def email_html(edition: Edition, env: Environment, theme: Path) -> str:
    """The edition as one HTML document.

    Stories stand whole as long as there is room, the first first; others are told in short, with a link. Raises TooLongError.
    """
    css = (theme / "email" / "style.css").read_text(encoding="utf-8")
    inliner = CSSInliner(extra_css=css, keep_style_tags=True, load_remote_stylesheets=False)
    sign = edition.board.absolute("/assets/feed.png")
    frame = inliner.inline(env.get_template("newsletter.html").render(edition=edition, sign=sign))
    notes = Story("From the editors", edition.url, edition.summary, edition.notes)
    told = [*([notes] if edition.notes else []), *edition.stories]
    template = env.get_template("story.html")
    chunks = []
    for story in told:
        html = Markup(story_html(story.html))  # noqa: S704 - cleaned to an allow-list when it was rendered
        both = [template.render(story=story, html=html, whole=whole) for whole in (False, True)]
        chunks.append([inliner.inline_fragment(one, css) for one in both])
    room = LIMIT - _size(frame) - sum(_size(short) for short, _ in chunks)
    if room < 0:
        raise TooLongError(f"makes an email of {(LIMIT - room) / 1000:.0f} kB, and mail programs cut it at {LIMIT / 1000:.0f} kB")
    stories = []
    for short, whole in chunks:
        more = _size(whole) - _size(short)
        stories.append(whole if more <= room else short)
        room -= more if more <= room else 0
    return frame.replace(STORIES, "\n".join(stories))


def _size(html: str) -> int:
    return len(html.encode())
