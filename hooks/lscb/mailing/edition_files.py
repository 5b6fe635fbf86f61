"""Every mailing of a site: for each issue of the newsletter the four files it can be sent as, and the letter that is sent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment

from lscb.mailing.edition import Edition, editions
from lscb.mailing.html import TooLongError, email_html
from lscb.mailing.message import Letter
from lscb.mailing.notify import notify_markdown
from lscb.mailing.plain_text import plain_text
from lscb.mailing.templates import environment
from lscb.prepared import Prepared
from lscb.problems import ContentError, Position, Problem


def edition_files(prepared: Prepared, theme: Path, notice: str) -> Iterator[tuple[str, str | bytes]]:
    """Address and content of each file; `notice` is the line for a site that stands in the past, or "".

    Raises ContentError at the end, with every issue that is too long to be mailed.
    """
    env = environment(theme)
    problems = []
    for address, edition in editions(prepared.contents, prepared.plan, notice):
        try:
            draft = letter_of(edition, env, theme)
            to_paste = draft if edition.to_paste() == edition else letter_of(edition.to_paste(), env, theme)
        except TooLongError as error:
            issue = prepared.plan.pages[address].source
            problems.append(Problem(issue, Position(), str(error), "make two issues of it"))
            continue
        yield f"{address}email.html", to_paste.html
        yield f"{address}email.txt", to_paste.text
        yield f"{address}email.eml", draft.draft(prepared.site.today).as_bytes()
        yield f"{address}notify.md", notify_markdown(_plain(edition, env))
    if problems:
        raise ContentError(problems)


def letter_of(edition: Edition, env: Environment, theme: Path) -> Letter:
    """An edition as it is sent. Raises TooLongError."""
    return Letter(edition, plain_text(_plain(edition, env)), email_html(edition, env, theme))


def _plain(edition: Edition, env: Environment) -> str:
    return env.get_template("plain.html").render(edition=edition)
