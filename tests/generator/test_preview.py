"""The live preview as staff use it: it shows what is saved, tells what is wrong, never ends for it, and recovers."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from lscb.generator.build import Build
from lscb.model.record import Record
from lscb.model.site import Site
from tests.support.building import THEME, Built, edit, own_theme, record, write
from tests.support.previewing import preview, preview_in_this_process, started


def test_the_preview_shows_what_is_saved_and_outlives_every_mistake(small: Path) -> None:
    with preview(small) as running:
        running.shows("/themes/neglect/", "When a child's needs are not met".replace("'", "&#39;"))
        edit(small, "content/themes/neglect.md", "title: Neglect", "title: Neglected children")
        running.shows("/themes/neglect/", "<h1>Neglected children</h1>")
        edit(small, "content/themes/neglect.md", "title: Neglected", "titel: Neglected")
        running.says("content/themes/neglect.md:3:1: titel: is not a field of a theme\n    hint: did you mean `title`?")
        running.answers("/themes/neglect/", 404)
        running.answers("/procedures/escalation/", 200)
        assert "Traceback" not in running.said()
        edit(small, "content/themes/neglect.md", "titel: Neglected", "title: Mended")
        running.shows("/themes/neglect/", "<h1>Mended children</h1>")


@dataclass(frozen=True)
class Mistake:
    """A file as it is saved with a mistake, and what the terminal must say; what stood there before is put back after."""

    path: str
    text: str
    said: str


MISTAKES = [
    Mistake("content/themes/new.md", "---\ntitle: [\n---\n", "content/themes/new.md:"),
    Mistake("content/board.yml", "name: Only a name\n", "content/board.yml:1:1: short_name: is missing"),
    Mistake("content/redirects.yml", "- old: /about/\n  now: /\n", "content/redirects.yml:2:3: now: is not a field"),
    Mistake("content/ledger.json", "<<<<<<< HEAD\n", "content/ledger.json:"),
    Mistake("docs/procedures.md", record("id: zzzzzzzz\ntitle: Hidden"), "docs/procedures.md:1:1: "),
    Mistake("docs/about.md", record("id: zzzzzzzz\ntitle: About", "[x](/nowhere/)"), "docs/about.md:7:5: the link `/nowhere/`"),
]


def test_no_mistake_ends_the_preview(small: Path) -> None:
    with preview(small) as running:
        for mistake in MISTAKES:
            file = small / mistake.path
            before = file.read_text(encoding="utf-8") if file.exists() else None
            running.rebuilds(partial(write, small, mistake.path, mistake.text))
            running.says(mistake.said)
            running.answers("/privacy/", 200)
            running.rebuilds(partial(put_back, file, before))
            running.shows("/", "Welcome.")
        assert "Traceback" not in running.said()


def put_back(file: Path, text: str | None) -> None:
    file.unlink() if text is None else file.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("path", ["content/themes/neglect.md", "content/board.yml", "docs/index.md"])
def test_a_preview_that_starts_with_a_mistake_tells_it_and_recovers(small: Path, path: str) -> None:
    sound = (small / path).read_text(encoding="utf-8")
    write(small, path, sound.replace("title:", "titel:", 1).replace("name:", "nam:", 1))
    address = {"content/themes/neglect.md": "/themes/neglect/"}.get(path, "/")
    with started(small) as running:
        running.says(f"{path}:")
        running.answers("/privacy/", 200)
        write(small, path, sound)
        running.answers(address, 200)
        running.shows("/", "Welcome.")


def test_the_preview_shows_a_change_of_any_style_source_and_outlives_a_mistake_in_one(small: Path) -> None:
    own_theme(small)
    with preview(small) as running:
        sources = [source.relative_to(THEME) for source in sorted((THEME / "styles").glob("*/*.css"))]
        for number, source in enumerate(sources):
            write(small, f"theme/{source}", f".seen-{number} {{\n  order: {number + 1};\n}}\n")
        for number, source in enumerate(sources):
            of_its_own = (THEME / "styles" / f"{source.parent.name}.css").exists()
            sheet = f"/assets/{source.parent.name if of_its_own else 'site'}.css"
            running.shows(sheet, f".seen-{number}{{order:{number + 1}}}")
        file, sheet = f"theme/{sources[0]}", "/assets/events.css"
        running.rebuilds(partial(write, small, file, ".seen {\n  margin 0;\n}\n"))
        running.says(f"{file}:2:9: Unexpected token")
        running.answers("/privacy/", 200)
        running.rebuilds(partial(write, small, file, ".mended {\n  margin: 0;\n}\n"))
        running.shows(sheet, ".mended")
        assert "Traceback" not in running.said()


def alive() -> tuple[int, ...]:
    gc.collect()
    return tuple(sum(isinstance(one, kind) for one in gc.get_objects()) for kind in (Build, Site, Record))


def test_one_change_leaves_nothing_to_the_next(small: Path) -> None:
    """However often something is saved, as many builds, sites and records are alive as after the first times."""
    running = preview_in_this_process(small)
    counts = []
    for times in range(5):
        edit(small, "content/themes/neglect.md", "title: Neglect", "title: Neglect again")
        running.watch.wake()
        running.look()
        running.check()
        assert "again " * times + "again</h1>" in running.page("/themes/neglect/index.html")[1].decode()
        counts.append(alive())
    assert counts[-1] == counts[2]


def test_every_page_is_the_builds_own(small_site: Built, small: Path) -> None:
    """Whatever a browser asks for, the preview makes the bytes that a build makes, search index and all."""
    running = preview_in_this_process(small)
    running.make_index()
    for name, raw in small_site.files.items():
        found = running.index.get(f"/{name}") if name.startswith("pagefind/") else running.page(f"/{name}")[1]
        assert found == raw, name


def test_a_problem_stands_at_the_foot_of_every_page_until_it_is_mended(small: Path) -> None:
    place = "content/themes/neglect.md:3:1"
    with preview(small) as running:
        edit(small, "content/themes/neglect.md", "title: Neglect", "titel: <Neglect>")
        running.shows("/about/", f"<code>{place}</code>")
        for address in ("/", "/themes/neglect/", "/nowhere/"):
            status, html = running.get(address)
            panel = html.partition('<details class="preview-panel"')[2]
            assert status == (200 if address == "/" else 404)
            assert "titel: is not a field of a theme" in panel
            assert "did you mean `title`?" in panel
        edit(small, "content/themes/neglect.md", "titel: <Neglect>", "title: Neglect")
        running.until(lambda: "preview-panel" not in running.get("/about/")[1], "the panel to go")


def test_a_mistake_in_a_template_is_told_in_the_page_and_ends_nothing(small: Path) -> None:
    own_theme(small)
    with preview(small) as running:
        running.rebuilds(partial(edit, small, "theme/404.html", "{% block main %}", "{% block main %}{{ no_such }}"))
        status, html = running.get("/nowhere/")
        assert (status, "theme/404.html:2:1" in html, "no_such" in html) == (500, True, True)
        running.rebuilds(partial(edit, small, "theme/404.html", "{{ no_such }}", ""))
        assert running.get("/nowhere/")[0] == 404
        assert "Traceback" not in running.said()


def test_a_change_to_the_program_or_the_configuration_is_told_and_not_taken_over(small: Path) -> None:
    with preview(small) as running:
        edit(small, "mkdocs.yml", "- Events: events", "- What is on: events")
        running.shows("/", "start it again")
        assert "What is on<" not in running.get("/")[1]
        assert "Events<" in running.get("/")[1]


def test_a_page_waits_for_news_and_gets_it(small: Path) -> None:
    running = preview_in_this_process(small)
    before = running.epoch
    assert running.wait(before - 1, 600) == before
    edit(small, "content/themes/neglect.md", "title: Neglect", "title: Neglect again")
    running.watch.wake()
    threading.Timer(0.1, running.look).start()
    assert running.wait(before, 600) > before


def test_a_fault_in_what_follows_a_save_is_told_and_the_preview_goes_on(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    running = preview_in_this_process(small)
    told: list[str] = []
    monkeypatch.setattr(running, "told", told.append)
    monkeypatch.setattr(running.store, "save", lambda: 1 / 0)
    before = running.epoch
    running.start()
    edit(small, "content/themes/neglect.md", "title: Neglect", "title: Neglect again")
    running.watch.wake()
    assert running.wait(before, 600) > before
    assert b"Neglect again" in running.page("/themes/neglect/index.html")[1]
    assert any("ZeroDivisionError" in one for one in told)


def rename_a_file(root: Path) -> None:
    """As many editors save: a new file takes the place of the old one."""
    file = root / "content/themes/neglect.md"
    aside = file.with_name(".neglect.md.swp")
    aside.write_text(file.read_text(encoding="utf-8").replace("title: Neglect", "title: SAVED"), encoding="utf-8")
    aside.replace(file)


def add_a_thousand_files(root: Path) -> None:
    for number in range(1000):
        write(root, f"content/themes/made-{number}.md", record(f"id: t{number:07d}\ntitle: SAVED {number}"))


@pytest.mark.parametrize("change", [rename_a_file, add_a_thousand_files], ids=lambda change: change.__name__)
def test_every_way_of_saving_is_seen(small: Path, change: Callable[[Path], None]) -> None:
    with preview(small) as running:
        change(small)
        running.shows("/themes/", "SAVED")
        running.shows("/", "Welcome.")
