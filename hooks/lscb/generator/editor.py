"""The web editor over HTTP, in the preview: lists of items, a form for each, and what becomes of a form that is sent."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from difflib import unified_diff
from http import HTTPStatus
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import parse_qs, quote

from multipart import MultipartError, parse_form_data

from lscb import environment, types
from lscb.desk.tidy import tidy
from lscb.disclosure.never_named import read_never_named
from lscb.editing.answers import Fields, answered
from lscb.editing.guard import refusal
from lscb.editing.items import OWN_FILES, Item, open_item, rewritten
from lscb.editing.patch import CannotPatchError
from lscb.editing.shown import shown, with_problems
from lscb.editing.trial import Circumstances, tried
from lscb.editing.uploads import Upload, place_of
from lscb.files import write_whole
from lscb.generator.editor_pages import Pages, groups, kinds, listed, options_of
from lscb.generator.preview import Preview
from lscb.model.site import ContentType
from lscb.problems import NOWHERE, ContentError, FieldError, Problem
from lscb.scaffold import path_for, questions, skeleton

ROOT = "/admin/"
LARGEST = 25_000_000  # bytes of a form with its files
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
AGAIN = "Somebody has changed this item since you opened it. Your words are still in the form."


class Answer(Exception):  # noqa: N818 - an answer is no error
    """What a request is answered with, from wherever that is known."""

    def __init__(self, status: int, body: str, headers: Iterable[tuple[str, str]] = (), kind: str = "text/html") -> None:
        super().__init__(status)
        self.status, self.body, self.headers, self.kind = status, body, list(headers), kind


class Editor:
    """The editor of a running preview. One form is saved at a time."""

    def __init__(self, preview: Preview) -> None:
        self.preview = preview
        self.root = preview.project.root
        self.pages = Pages()
        self._saving = threading.Lock()

    def answer(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        """Answer a request (PEP 3333)."""
        try:
            if why := refusal(environ):
                raise Answer(403, self.pages.message("This cannot be done from here", why))
            self._route(environ)
        except Answer as found:
            raw = found.body.encode()
            headers = [
                ("Content-Type", f"{found.kind}; charset=utf-8"),
                ("Content-Length", str(len(raw))),
                ("Content-Security-Policy", POLICY),
                ("Referrer-Policy", "same-origin"),
                ("X-Content-Type-Options", "nosniff"),
                ("Cache-Control", "no-store"),
                *found.headers,
            ]
            start(f"{found.status} {HTTPStatus(found.status).phrase}", headers)
            return [raw]
        raise AssertionError("every request is answered")

    def _route(self, environ: dict[str, Any]) -> None:
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace").removeprefix(ROOT)
        asked = parse_qs(environ.get("QUERY_STRING", ""))
        if path == "admin.css":
            raise Answer(200, self.pages.style(), kind="text/css")
        self.preview.look()
        if not path:
            raise Answer(200, self.pages.home(kinds(self.preview.shown.build.prepared), OWN_FILES))
        if path.startswith("edit/"):
            return self._edit(path.removeprefix("edit/"), asked, environ)
        kind = next((one for one in types.CONTENT_TYPES if path in {f"{one.collection}/", f"{one.collection}/new"}), None)
        if kind and path.endswith("/new"):
            return self._new(kind, environ)
        if kind:
            raise Answer(200, self.pages.list_of(kind, listed(self.preview.shown.build.prepared, kind)))
        raise Answer(404, self.pages.message("There is nothing here", "The editor has no such page."))

    def _new(self, kind: ContentType[Any], environ: dict[str, Any]) -> None:
        """A new item: what its kind needs is asked, and the file made from it is a draft."""
        asked = {"title": "Title, as readers will see it", **questions(kind)}
        if "*" in kind.files.split("/")[:-1]:
            folder = "Folder, as 2015-16"
            asked = {"folder": folder, **asked}
        given: dict[str, str] = dict.fromkeys(asked, "")
        wrong = ""
        if environ["REQUEST_METHOD"] == "POST":
            sent, _ = self._sent(environ)
            given = {name: sent.get(name, [""])[0].strip() for name in asked}
            wrong = self._made(kind, given)
        raise Answer(422 if wrong else 200, self.pages.new(kind, asked, given, wrong))

    def _made(self, kind: ContentType[Any], given: Mapping[str, str]) -> str:
        """Make the file and go to its form, or say why not."""
        title, folder = given["title"], given.get("folder", "")
        known = {name: value for name, value in given.items() if name not in {"title", "folder"} and value}
        if not title:
            return "Give it a title."
        if folder and not all(part.replace("-", "").isalnum() for part in folder.split("/")):
            return "A folder’s name has small letters, numbers and hyphens, as 2015-16."
        try:
            path = path_for(kind, title, folder).as_posix()
            text = skeleton(kind, title, self.preview.shown.build.prepared.site.today, known)
        except ValueError as error:
            return getattr(error, "message", str(error))
        with self._saving:
            if (self.root / path).exists():
                return f"There is a {kind.singular} of that name already: {path}. Nothing is overwritten."
            (self.root / path).parent.mkdir(parents=True, exist_ok=True)
            write_whole(self.root / path, text.encode())
        raise Answer(303, "", [("Location", f"{ROOT}edit/{quote(path)}")])

    def _edit(self, path: str, asked: Mapping[str, list[str]], environ: dict[str, Any]) -> None:
        try:
            item = open_item(self.root, path, types.CONTENT_TYPES)
        except FieldError as error:
            raise Answer(404, self.pages.message("There is nothing to edit", f"{error.message}: {error.hint}")) from None
        except ContentError as error:
            raise Answer(200, self.pages.message("Mend this file in a text editor first", str(error))) from None
        if environ["REQUEST_METHOD"] == "POST":
            return self._save(item, environ)
        raise Answer(200, self._form(item, item.tree, saved="saved" in asked))

    def _form(
        self,
        item: Item,
        tree: Mapping[str, Any],
        *,
        more: str = "",
        problems: Iterable[Problem] = (),
        difference: str = "",
        saved: bool = False,
    ) -> str:
        prepared = self.preview.shown.build.prepared
        form, told = with_problems(shown(item.parts, dict(tree), options_of(prepared), more), list(problems))
        unfinished = [one for one in prepared.content.unfinished if one.path == item.path]
        return self.pages.form(
            item, groups(item, form), told, unfinished, self._address(item), difference=difference, saved=saved
        )

    def _address(self, item: Item) -> str:
        """Where the preview shows the item, or ""."""
        if item.kind is None:
            return ""
        address = item.kind.address(item.kind.slug(PurePosixPath(item.path)))
        page = address.partition("#")[0]
        return address if self.preview.shown.output(f"{page}index.html") else ""

    def _save(self, item: Item, environ: dict[str, Any]) -> None:
        sent, uploads = self._sent(environ)
        if "_end" not in sent:
            raise Answer(
                422, self._form(item, item.tree, problems=[_told(item, "The form did not arrive whole", "send it again")])
            )
        tree = answered(item.parts, sent, item.tree)
        if "_tidy" in sent and isinstance(body := tree.get("body"), str):
            raise Answer(200, self._form(item, {**tree, "body": tidy(body)}))
        if "_add" in sent:
            raise Answer(200, self._form(item, tree, more=sent["_add"][0]))
        with self._saving:
            now = open_item(self.root, item.path, types.CONTENT_TYPES)
            try:
                files = _placed(now, tree, uploads, self.root)
                raw = rewritten(now, tree)
            except FieldError as error:
                raise Answer(422, self._form(now, tree, problems=[_told(now, error.message, error.hint)])) from None
            except CannotPatchError:
                said = _told(now, "This change cannot be written into the file", "make it in a text editor")
                raise Answer(422, self._form(now, tree, problems=[said])) from None
            if sent.get("_version", [""])[0] != now.version:
                raise Answer(409, self._form(now, tree, problems=[_told(now, AGAIN, "")], difference=_difference(now, raw)))
            if raw != now.raw or files:
                self._keep(now, tree, {**files, now.path: raw})
        raise Answer(303, "", [("Location", f"{ROOT}edit/{quote(item.path)}?saved=yes")])

    def _keep(self, item: Item, tree: Mapping[str, Any], files: Mapping[str, bytes]) -> None:
        """Write the files that the check has nothing against."""
        never = read_never_named(environment.never_named_folder())
        circumstances = Circumstances(self.root, types.CONTENT_TYPES, environment.as_of(), never, self.preview.store)
        if problems := tried(circumstances, files).problems:
            raise Answer(422, self._form(item, tree, problems=problems))
        for path in sorted(files, key=lambda path: path == item.path):  # what the item names is there before it
            write_whole(self.root / path, files[path])

    def _sent(self, environ: dict[str, Any]) -> tuple[Fields, list[Upload]]:
        """The fields and files of a form."""
        length = int(environ.get("CONTENT_LENGTH") or 0)
        if length > LARGEST:
            _drain(environ["wsgi.input"], length)
            said = f"Files of {length / 1e6:.0f} MB are too large: at most {LARGEST / 1e6:.0f} MB are sent at once."
            raise Answer(413, self.pages.message("That is too large", f"{said} Make the picture smaller. Nothing was changed."))
        try:
            fields, files = parse_form_data(environ, strict=True, part_limit=50_000, memory_limit=LARGEST, disk_limit=LARGEST)
        except MultipartError:
            said = "It was not sent by the editor, or did not arrive whole. Nothing was changed."
            raise Answer(400, self.pages.message("This form cannot be read", said)) from None
        uploads = [Upload(one.filename, one.raw) for one in files.values() if one.filename and one.raw]
        return {name: fields.getall(name) for name in fields}, uploads


def _placed(item: Item, tree: dict[str, Any], uploads: list[Upload], root: Path) -> dict[str, bytes]:
    """Where uploaded files go. A first picture becomes the item's own where it has none. Raises FieldError."""
    found: dict[str, bytes] = {}
    for upload in uploads:
        path = place_of(upload, PurePosixPath(item.path).parent)
        if (root / path).exists() and (root / path).read_bytes() != upload.raw:
            raise FieldError(f"There is another file called {path.name} already", hint="give yours another name")
        found[path.as_posix()] = upload.raw
        if any(part.name == "image" for part in item.parts):
            tree["image"] = {"file": path.name, **tree.get("image", {})}
    return found


def _told(item: Item, message: str, hint: str) -> Problem:
    return Problem(item.path, NOWHERE, message, hint)


def _difference(item: Item, raw: bytes) -> str:
    """What saving would now change in the file, line by line."""
    before, after = (one.decode("utf-8-sig").splitlines() for one in (item.raw, raw))
    return "\n".join(unified_diff(before, after, "the file as it is now", "with what is in the form", lineterm="", n=2))


def _drain(stream: Any, length: int) -> None:
    """Read what is not wanted: a browser that is cut off while it sends shows a fault of the network in place of our words."""
    while length > 0 and (chunk := stream.read(min(length, 1 << 20))):
        length -= len(chunk)
