"""The web editor as it answers: what is saved, what is refused and said, and who may use it."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import lxml.html
import pytest
from bs4 import BeautifulSoup

from lscb.generator.editor import Editor
from tests.support.building import REPOSITORY
from tests.support.previewing import preview_in_this_process

HOST = "127.0.0.1:8000"
NEGLECT = "content/themes/neglect.md"
WORKSHOP = "content/events/workshop.md"


@dataclass
class Answered:
    status: int
    headers: Mapping[str, str]
    html: str

    @property
    def form(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        page: Any = lxml.html.fromstring(self.html)
        form = page.forms[0]
        for box in form.iter("textarea"):
            box.text = (box.text or "").removeprefix("\n")
        for name, value in form.form_values():
            found.setdefault(name, []).append(value)
        return found

    def texts(self, path: str) -> list[str]:
        return [one.get_text() for one in BeautifulSoup(self.html, "lxml").select(path)]


@dataclass
class Desk:
    """The editor of a project, asked without a server."""

    root: Path
    editor: Editor = field(init=False)

    def __post_init__(self) -> None:
        self.editor = Editor(preview_in_this_process(self.root))

    def ask(self, path: str, body: bytes | None = None, kind: str = "application/x-www-form-urlencoded", **more: Any) -> Answered:
        said: list[Any] = []
        environ = {
            "REQUEST_METHOD": "GET" if body is None else "POST",
            "PATH_INFO": f"/admin/{path.partition('?')[0]}",
            "QUERY_STRING": path.partition("?")[2],
            "HTTP_HOST": HOST,
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.input": io.BytesIO(body or b""),
            "CONTENT_TYPE": kind,
            "CONTENT_LENGTH": str(len(body or b"")),
            **({} if body is None else {"HTTP_ORIGIN": f"http://{HOST}"}),
            **more,
        }
        environ = {name: value for name, value in environ.items() if value is not None}
        raw = b"".join(self.editor.answer(environ, lambda status, headers: said.extend((status, dict(headers)))))
        return Answered(int(said[0].split()[0]), said[1], raw.decode())

    def send(self, path: str, fields: Mapping[str, list[str]], **more: Any) -> Answered:
        return self.ask(path, urlencode(fields, doseq=True).encode(), **more)

    def save(self, path: str, **changed: str) -> Answered:
        sent = self.ask(f"edit/{path}").form | {name.replace("__", "."): [value] for name, value in changed.items()}
        return self.send(f"edit/{path}", sent)

    def upload(self, path: str, name: str, raw: bytes, **changed: str) -> Answered:
        sent = self.ask(f"edit/{path}").form | {one.replace("__", "."): [value] for one, value in changed.items()}
        parts = [(f'name="{key}"', value.encode()) for key, values in sent.items() for value in values]
        parts.append((f'name="_upload"; filename="{name}"', raw))
        body = b"".join(
            b"--edge\r\nContent-Disposition: form-data; %b\r\n\r\n%b\r\n" % (head.encode(), value) for head, value in parts
        )
        return self.ask(f"edit/{path}", body + b"--edge--\r\n", "multipart/form-data; boundary=edge")


@pytest.fixture
def desk(small: Path) -> Desk:
    return Desk(small)


def text(root: Path, path: str) -> str:
    return (root / path).read_text(encoding="utf-8")


def test_all_content_is_listed_and_leads_to_its_form(desk: Desk) -> None:
    assert "Events" in desk.ask("").html
    assert "/admin/edit/content/board.yml" in desk.ask("").html
    listed = desk.ask("events/")
    assert f"/admin/edit/{WORKSHOP}" in listed.html
    assert desk.ask(f"edit/{WORKSHOP}").form["title"] == ["Neglect workshop"]


def test_what_is_saved_is_in_the_file_and_on_the_page(desk: Desk) -> None:
    before = text(desk.root, NEGLECT)
    found = desk.save(NEGLECT, title="Neglected <children> & others")
    assert (found.status, found.headers["Location"]) == (303, f"/admin/edit/{NEGLECT}?saved=yes")
    assert text(desk.root, NEGLECT) == before.replace("title: Neglect", "title: Neglected <children> & others")
    desk.ask("")
    assert b"Neglected &lt;children&gt; &amp; others" in desk.editor.preview.page("/themes/neglect/index.html")[1]
    assert not list((desk.root / ".cache" / "editing").iterdir())


@pytest.mark.parametrize(
    ("path", "change", "place", "words"),
    [
        (NEGLECT, {"title": " "}, "f-title", "title: is missing"),
        (NEGLECT, {"published": "2015-02-31"}, "f-published", "there is no day 2015-02-31"),
        (NEGLECT, {"body": "See [it](/nowhere/)."}, "", "leads to no page"),
        (NEGLECT, {"body": "Call 023 8091 7773."}, "", "023 8091 7773"),
        (WORKSHOP, {"occurrences__0__ends": "2015-10-07 09:00"}, "f-occurrences-0-ends", "before it starts"),
        (WORKSHOP, {"booking__email": "nobody"}, "f-booking-email", "nobody"),
        ("content/newsletters/2015-spring/second.md", {"place": "1"}, "", "place"),
        ("content/board.yml", {"name": ""}, "f-name", "name: is missing"),
    ],
)
def test_what_the_check_refuses_is_not_saved_and_is_told_at_its_field(
    desk: Desk, path: str, change: dict[str, str], place: str, words: str
) -> None:
    before = text(desk.root, path)
    found = desk.save(path, **change)
    assert found.status == 422
    assert text(desk.root, path) == before
    assert any(words in one for one in found.texts(".summary li"))
    assert found.texts("title")[0].startswith("Error: ")
    if place:
        assert BeautifulSoup(found.html, "lxml").select(f'#{place}[aria-invalid="true"]')
        assert f"#{place}" in found.html
    for name, value in change.items():
        assert found.form[name.replace("__", ".")] == [value.strip()]


def test_a_draft_may_be_half_written_and_says_what_it_lacks(desk: Desk) -> None:
    assert desk.send("themes/new", {"title": ["Online safety"]}).status == 303
    found = desk.ask("edit/content/themes/online-safety.md").texts(".unfinished li")
    assert any(one.startswith("summary: is blank") for one in found), found
    assert desk.save("content/themes/online-safety.md", body="A beginning.").status == 303
    whole = desk.ask("edit/content/themes/online-safety.md").form
    assert desk.send("edit/content/themes/online-safety.md", {one: whole[one] for one in whole if one != "draft"}).status == 422


def test_what_was_published_cannot_go_by_becoming_a_draft(desk: Desk) -> None:
    assert desk.save(NEGLECT, draft="yes").status == 422
    assert desk.save(NEGLECT, withdrawn__on="2015-09-16", withdrawn__reason="It was wrong.").status == 303


def test_a_form_that_is_out_of_date_is_refused_with_the_difference(desk: Desk) -> None:
    stale = desk.ask(f"edit/{NEGLECT}").form | {"title": ["Mine"]}
    changed = text(desk.root, NEGLECT).replace("When a child's needs are not met.", "Somebody else's words.")
    (desk.root / NEGLECT).write_text(changed, encoding="utf-8")
    found = desk.send(f"edit/{NEGLECT}", stale)
    assert (found.status, text(desk.root, NEGLECT)) == (409, changed)
    assert "-summary: Somebody else's words." in found.texts("pre")[0]
    assert "+title: Mine" in found.texts("pre")[0]
    assert desk.send(f"edit/{NEGLECT}", found.form).status == 303
    assert "title: Mine" in text(desk.root, NEGLECT)


def test_a_form_that_did_not_arrive_whole_changes_nothing(desk: Desk) -> None:
    before = text(desk.root, NEGLECT)
    sent = desk.ask(f"edit/{NEGLECT}").form
    for half in (dict(list(sent.items())[:3]), {}):
        assert desk.send(f"edit/{NEGLECT}", half).status == 422
    cut = b"--edge\r\nContent-Disposition: form-data; name=title\r\n\r\nHal"
    assert desk.ask(f"edit/{NEGLECT}", cut, "multipart/form-data; boundary=edge").status == 400
    assert text(desk.root, NEGLECT) == before


@pytest.mark.parametrize(
    "forged",
    [
        {"HTTP_ORIGIN": "https://example.org"},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_ORIGIN": None},
        {"HTTP_ORIGIN": "http://127.0.0.1:8001"},
        {"HTTP_HOST": "rebound.example:8000", "HTTP_ORIGIN": "http://rebound.example:8000"},
        {"HTTP_HOST": "127.0.0.1.example.org"},
        {"HTTP_HOST": None},
        {"REMOTE_ADDR": "192.168.0.7"},
        {"REMOTE_ADDR": ""},
    ],
)
def test_a_form_from_elsewhere_is_refused(desk: Desk, forged: dict[str, str | None]) -> None:
    before = text(desk.root, NEGLECT)
    sent = desk.ask(f"edit/{NEGLECT}").form | {"title": ["Forged"]}
    assert desk.send(f"edit/{NEGLECT}", sent, **forged).status == 403
    assert text(desk.root, NEGLECT) == before


@pytest.mark.parametrize(
    "path",
    ["../../etc/passwd", "content/../mkdocs.yml", "mkdocs.yml", "hooks/generator.py", "content/ledger.json", "content/themes",
     "content/versions/x.md", "/etc/passwd", "content/themes/none.md", "content/themes/..\\..\\mkdocs.yml"],
)  # fmt: skip
def test_only_content_can_be_opened(desk: Desk, path: str) -> None:
    assert desk.ask(f"edit/{path}").status == 404


def test_a_new_item_is_a_draft_with_an_id_and_overwrites_nothing(desk: Desk) -> None:
    new = {"title": ["Online safety"], "summary": ["Staying safe online."]}
    found = desk.send("themes/new", new)
    assert (found.status, found.headers["Location"]) == (303, "/admin/edit/content/themes/online-safety.md")
    made = text(desk.root, "content/themes/online-safety.md")
    assert "draft: yes" in made
    assert "\nid: " in made
    assert desk.save("content/themes/online-safety.md", body="A text.").status == 303
    again = desk.send("themes/new", new)
    assert (again.status, "overwritten" in again.html) == (422, True)
    assert desk.send("themes/new", {"title": [""]}).status == desk.send("themes/new", {"title": ["…"]}).status == 422
    for folder in ("../../x", "a b", "/etc"):
        assert desk.send("articles/new", {"title": ["A"], "folder": [folder]}).status == 422


def picture() -> bytes:
    file = next(file for file in (REPOSITORY / "theme" / "assets").glob("*.png"))
    return file.read_bytes()


def test_a_picture_is_kept_beside_its_item_once_the_check_has_seen_it(desk: Desk) -> None:
    lead = "content/newsletters/2015-spring/lead.md"
    folder = (desk.root / lead).parent
    refused = desk.upload(lead, "My Fête photo.PNG", picture())
    assert refused.status == 422  # it does not say what the picture shows
    assert not (folder / "my-fete-photo.png").exists()
    assert desk.upload(lead, "My Fête photo.PNG", picture(), image__alt="A kite").status == 303
    assert (folder / "my-fete-photo.png").read_bytes() == picture()
    assert "image:\n  file: my-fete-photo.png\n  alt: A kite\n" in text(desk.root, lead)


@pytest.mark.parametrize(
    ("name", "raw", "words"),
    [
        ("drawing.png", b"%!PS-Adobe-3.0 EPSF-3.0\n", "drawing.png"),
        ("page.html", b"<script>", "page.html"),
        ("film.mp4", b"film", "film"),
        ("../../mkdocs.yml", b"x", "mkdocs.yml"),
        ("….png", b"x", "another name"),
    ],
)
def test_a_file_that_cannot_be_published_is_refused(desk: Desk, name: str, raw: bytes, words: str) -> None:
    lead = "content/newsletters/2015-spring/lead.md"
    before = {file: file.read_bytes() for file in desk.root.rglob("*.*") if ".cache" not in file.parts and file.is_file()}
    found = desk.upload(lead, name, raw, image__alt="A kite")
    assert (found.status, any(words in one for one in found.texts(".summary li"))) == (422, True)
    assert {file: file.read_bytes() for file in before} == before


def test_a_file_too_large_is_refused_in_words(desk: Desk) -> None:
    found = desk.ask(f"edit/{NEGLECT}", b"x" * 60_000_000, "multipart/form-data; boundary=edge")
    assert (found.status, "60 MB" in found.html) == (413, True)


def test_no_page_of_the_editor_runs_a_script_or_asks_anybody_else(desk: Desk) -> None:
    for path in ("", "events/", "events/new", f"edit/{quote(WORKSHOP)}", "nothing"):
        found = desk.ask(path)
        assert "script-src" not in found.headers["Content-Security-Policy"]
        assert found.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert "<script" not in found.html
        assert "https://" not in found.html.replace('value="https://', "").replace("with https://", "")


def test_what_was_pasted_is_tidied_in_the_form_and_not_yet_saved(desk: Desk) -> None:
    before = text(desk.root, NEGLECT)
    sent = desk.ask(f"edit/{NEGLECT}").form | {"body": ["Tell:\r\n•\tA teacher"], "_tidy": ["yes"]}
    found = desk.send(f"edit/{NEGLECT}", sent)
    assert (found.status, found.form["body"]) == (200, ["Tell:\n\n- A teacher"])
    assert text(desk.root, NEGLECT) == before
