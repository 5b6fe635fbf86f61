"""The live preview as staff use it: it shows what is saved, tells what is wrong, never ends for it, and recovers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from tests.support.building import THEME, edit, own_theme, record, write
from tests.support.previewing import preview, started


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
            running.shows(
                f"/assets/{'events' if source.parent.name == 'events' else 'site'}.css", f".seen-{number}{{order:{number + 1}}}"
            )
        file, sheet = f"theme/{sources[0]}", "/assets/events.css"
        running.rebuilds(partial(write, small, file, ".seen {\n  margin 0;\n}\n"))
        running.says(f"{file}:2:9: Unexpected token")
        running.answers("/privacy/", 200)
        running.rebuilds(partial(write, small, file, ".mended {\n  margin: 0;\n}\n"))
        running.shows(sheet, ".mended")
        assert "Traceback" not in running.said()


COUNT = """
import gc
from lscb.generator.build import Build
from lscb.model.record import Record
from lscb.model.site import Site

def on_post_build(config):
    gc.collect()
    counts = [sum(isinstance(one, kind) for one in gc.get_objects()) for kind in (Build, Site, Record)]
    print("ALIVE", *counts, flush=True)
"""


def test_one_build_leaves_nothing_to_the_next(small: Path) -> None:
    """However often something is saved, as many builds, sites and records are alive as after the first time."""
    write(small, "count.py", COUNT)
    edit(small, "mkdocs.yml", "  - hooks/delivery.py\n", "  - hooks/delivery.py\n  - count.py\n")
    with preview(small) as running:
        for times in range(2, 6):
            edit(small, "content/themes/neglect.md", "title: Neglect", "title: Neglect again")
            running.says("ALIVE", times)
        counts = [tuple(map(int, found)) for found in re.findall(r"ALIVE (\d+) (\d+) (\d+)", running.said())]
    assert counts[-1] == counts[1]
    assert counts[-1][0] <= 2
