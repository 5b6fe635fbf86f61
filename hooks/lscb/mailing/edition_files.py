"""Every mailing of a site: for each issue of the newsletter the four files it can be sent as."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lscb.mailing.edition import editions
from lscb.mailing.html import TooLongError, email_html
from lscb.mailing.message import message_of
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
            html = email_html(edition, env, theme)
        except TooLongError as error:
            issue = prepared.plan.pages[address].source
            problems.append(Problem(issue, Position(), str(error), "make two issues of it"))
            continue
        plain = env.get_template("plain.html").render(edition=edition)
        text = plain_text(plain)
        yield f"{address}email.html", html
        yield f"{address}email.txt", text
        yield f"{address}email.eml", message_of(edition, text, html).as_bytes()
        yield f"{address}notify.md", notify_markdown(plain)
    if problems:
        raise ContentError(problems)
