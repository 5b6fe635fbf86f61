"""A page of the preview: the site's own, with a panel of what is wrong at its foot, and what reloads it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import quote

from lscb.problems import Problem

OWN = "/_preview/"
MESSAGE = (
    b'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>This page cannot be shown</title></head>'
    b'<body><main class="preview-message"><h1>This page cannot be shown</h1><p>What is wrong stands below.</p>'
    b"</main></body></html>"
)


def with_panel(html: bytes, problems: Sequence[Problem], epoch: int, source: str = "") -> bytes:
    """A page with the panel, with what reloads it, and with the way to the form of its `source`. None is ever in a built site."""
    head, _, rest = html.partition(b"</head>")
    body, _, end = rest.rpartition(b"</body>")
    styles = f'<link rel="stylesheet" href="{OWN}panel.css">'.encode()
    edit = (
        f'<a class="preview-edit" href="/admin/edit/{quote(source)}" lang="en-GB" dir="ltr">Edit this page</a>'.encode()
        if source
        else b""
    )
    script = f'<script src="{OWN}reload.js" data-epoch="{epoch}"></script>'.encode()
    return b"".join([head, styles, b"</head>", body, edit, panel(problems).encode(), script, b"</body>", end])


def panel(problems: Sequence[Problem]) -> str:
    """What is wrong, each with its place and how to mend it; nothing where nothing is."""
    if not problems:
        return ""
    count = f"{len(problems)} problem{'s' if len(problems) > 1 else ''} in the site: it would not be published"
    items = "".join(
        f"<li><code>{escape(problem.place)}</code><p>{escape(problem.message)}</p>"
        f"{f'<p>Hint: {escape(problem.hint)}</p>' if problem.hint else ''}</li>"
        for problem in problems
    )
    return f'<details class="preview-panel" open lang="en-GB" dir="ltr"><summary>{count}</summary><ol>{items}</ol></details>'
