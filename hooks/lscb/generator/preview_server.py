"""The preview over HTTP, in the place of MkDocs' own answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import quote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer

from lscb.generator import build
from lscb.generator.editor import ROOT as EDITOR
from lscb.generator.editor import Editor
from lscb.generator.preview import Preview
from lscb.generator.preview_pages import OWN, with_panel
from lscb.hosting.headers import MEDIA_TYPES, first
from lscb.plan import EDITED

HERE = Path(__file__).parent / "panel"
PATIENCE = 30.0  # seconds that a page waits for news before it asks again

Start = Callable[[str, list[tuple[str, str]]], Any]


def answer(preview: Preview, editor: Editor, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
    """Answer a request (PEP 3333)."""
    if environ["PATH_INFO"].startswith(EDITOR):
        return editor.answer(environ, start)
    path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
    if path.startswith(OWN):
        return _own(preview, path.removeprefix(OWN), environ.get("QUERY_STRING", ""), start)
    address = f"{path}index.html" if path.endswith("/") else path
    if address.startswith("/pagefind/"):
        found = preview.search_file(address)
        return _sent(start, 200 if found is not None else 404, address, found or b"")
    preview.look()
    epoch = preview.epoch
    status, raw = preview.page(address)
    if status == 404 and preview.shown.output(f"{path}/index.html"):
        start("302 Found", [("Location", f"{quote(path)}/")])
        return []
    if status != 200:
        address = "/404.html"
    if address.endswith(".html") and not address.endswith("/email.html"):
        page = preview.shown.build.prepared.plan.pages.get(path)
        raw = with_panel(raw, preview.problems, epoch, page.source if page and page.source.startswith(EDITED) else "")
    return _sent(start, status, address, raw)


def _own(preview: Preview, name: str, query: str, start: Start) -> Iterable[bytes]:
    """What only the preview has: news of changes, the panel's style, and the script that asks for news."""
    if name == "epoch":
        found = preview.wait(int(query) if query.isdigit() else 0, PATIENCE)
        return _sent(start, 200, "/epoch.txt", str(found).encode())
    file = HERE / name
    if name in {"panel.css", "reload.js"}:
        return _sent(start, 200, f"/{name}", file.read_bytes())
    return _sent(start, 404, "/missing.txt", b"")


def _sent(start: Start, status: int, address: str, raw: bytes) -> Iterable[bytes]:
    headers = [
        ("Content-Type", first(MEDIA_TYPES, address)),
        ("Content-Length", str(len(raw))),
        ("Cache-Control", "no-store"),
    ]
    start(f"{status} {HTTPStatus(status).phrase}", headers)
    return [raw]


def attach(server: LiveReloadServer, config: MkDocsConfig) -> LiveReloadServer:
    """Answer for the server from now on. Its own watching, which looks at every file twice a second, is left out."""
    begun = build.current(config).build
    preview = Preview(begun.project, begun)
    server._watched_paths.clear()
    server.watch = lambda *_, **__: None  # type: ignore[method-assign]
    editor = Editor(preview)
    server.set_app(lambda environ, start: answer(preview, editor, environ, start))
    preview.start()
    return server
