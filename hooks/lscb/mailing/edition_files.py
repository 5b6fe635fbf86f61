"""The mailings of the site: the four files an edition can be sent as, and the letter that is sent."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from jinja2 import Environment

from lscb.mailing.edition import Edition
from lscb.mailing.html import TooLongError, email_html
from lscb.mailing.message import Letter
from lscb.mailing.notify import notify_markdown
from lscb.mailing.plain_text import plain_text
from lscb.problems import ContentError, Position, Problem

FILES = ("email.html", "email.txt", "email.eml", "notify.md")


def edition_files(edition: Edition, source: str, day: date, env: Environment, theme: Path) -> dict[str, bytes]:
    """The files an edition can be sent as, by name; `source` is the file an editor would shorten, `day` the site's own.

    Raises ContentError for an edition that is too long to be mailed.
    """
    try:
        draft = letter_of(edition, env, theme)
        to_paste = draft if edition.to_paste() == edition else letter_of(edition.to_paste(), env, theme)
    except TooLongError as error:
        raise ContentError([Problem(source, Position(), str(error), "make two issues of it")]) from None
    message = draft.draft(day).as_bytes()
    texts = (to_paste.html.encode(), to_paste.text.encode(), message, notify_markdown(_plain(edition, env)).encode())
    return dict(zip(FILES, texts, strict=True))


def letter_of(edition: Edition, env: Environment, theme: Path) -> Letter:
    """An edition as it is sent. Raises TooLongError."""
    return Letter(edition, plain_text(_plain(edition, env)), email_html(edition, env, theme))


def _plain(edition: Edition, env: Environment) -> str:
    return env.get_template("plain.html").render(edition=edition)
