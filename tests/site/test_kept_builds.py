"""A build that uses what was kept makes the very bytes of one that does not, whatever has changed between them."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from lscb.cache.store import PLACE
from tests.support.building import build, built, copy_small, edit, own_theme, record, tree, write

Change = Callable[[Path, int], dict[str, str] | None]


def body(root: Path, number: int) -> None:
    edit(root, "content/procedures/escalation.md", "Use it when", f"**Word {number}**. Use it when")


def shown_elsewhere(root: Path, number: int) -> None:
    edit(root, "content/newsletters/2015-spring/lead.md", "title: ", f"title: {number} ")


def new_and_linked(root: Path, number: int) -> None:
    write(root, f"content/themes/made-{number}.md", record(f"id: t{number:07d}\ntitle: Made {number}", "[x](neglect.md)"))


def number_of_a_contact(root: Path, number: int) -> None:
    file = next((root / "content/contacts").glob("*.md"))
    edit(root, file.relative_to(root).as_posix(), "title: ", f"title: {number} ")


def template(root: Path, number: int) -> None:
    edit(root, "theme/404.html", "{% block main %}", f"{{% block main %}}{number}")


def style(root: Path, number: int) -> None:
    write(root, "theme/styles/pages/home.css", f".made-{number} {{ margin: {number}px; }}\n")


def configuration(root: Path, number: int) -> None:
    edit(root, "mkdocs.yml", "  - Procedures: ", f"  - Procedures {number}: ")


def another_day(_: Path, number: int) -> dict[str, str]:
    return {"LSCB_AS_OF": f"2015-{1 + number % 9:02d}-28"}


def renamed(root: Path, number: int) -> None:
    file = sorted((root / "content/documents").glob("*.md"))[0]
    file.rename(file.with_name(f"renamed-{number}.md"))


def deleted(root: Path, _: int) -> None:
    sorted((root / "content/events").glob("*.md"))[-1].unlink(missing_ok=True)


def another_library(root: Path, number: int) -> dict[str, str]:
    (root / f".libraries-{number}" / f"made-{number}.dist-info").mkdir(parents=True)
    return {"PYTHONPATH": str(root / f".libraries-{number}")}


def nothing(_: Path, __: int) -> None:
    return None


CHANGES: list[Change] = [
    body, shown_elsewhere, new_and_linked, number_of_a_contact, template, style, configuration, another_day, nothing,
    renamed, deleted, another_library,
]  # fmt: skip


@pytest.mark.parametrize("seed", [1, 2])
def test_a_kept_build_and_a_clean_one_are_the_same(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    root = copy_small(tmp_path / "project")
    own_theme(root)
    built(root)
    for number in range(3):
        env = None
        for change in chance.sample(CHANGES, 2):
            env = change(root, number) or env
        shutil.rmtree(tmp_path / "clean", ignore_errors=True)
        shutil.copytree(root, tmp_path / "clean", symlinks=True, ignore=shutil.ignore_patterns(".cache", "site"))
        for folder in ("pictures", "scenes", "cards"):  # whose files are made from what their names say
            if (root / ".cache" / folder).exists():
                shutil.copytree(root / ".cache" / folder, tmp_path / "clean" / ".cache" / folder)
        kept, clean = build(root, env=env), build(tmp_path / "clean", env=env)
        assert (kept.code, kept.err) == (clean.code, clean.err)
        if clean.code == 0:
            assert tree(root / "site") == tree(tmp_path / "clean" / "site")


def test_a_file_that_stays_the_same_keeps_its_time(small: Path) -> None:
    site = built(small).site
    before = {file: file.stat().st_mtime_ns for file in site.rglob("*") if file.is_file()}
    edit(small, "content/procedures/escalation.md", "Use it when", "Use it as soon as")
    built(small)
    changed = {
        file.relative_to(site).as_posix() for file, time in before.items() if file.exists() and file.stat().st_mtime_ns != time
    }
    assert "procedures/escalation/index.html" in changed
    assert not {name for name in changed if name.endswith((".ics", ".png", ".css")) or name == "index.html"}
    shutil.rmtree(small / PLACE)
    built(small)
    after = {file for file, time in before.items() if file.exists() and file.stat().st_mtime_ns != time}
    assert {file.relative_to(site).as_posix() for file in after} == changed


def test_what_was_compiled_of_templates_holds_wherever_the_project_stands(small: Path, tmp_path: Path) -> None:
    built(small)
    moved = shutil.copytree(small, tmp_path / "elsewhere", symlinks=True, ignore=shutil.ignore_patterns("site"))
    before = (moved / PLACE / "templates").read_bytes()
    built(moved)
    assert (moved / PLACE / "templates").read_bytes() == before


def test_problems_are_told_by_every_build(small: Path) -> None:
    built(small)
    edit(small, "content/themes/neglect.md", "title: Neglect", "titel: Neglect")
    edit(small, "docs/about.md", "/groups/", "/nowhere/")
    first, second = build(small), build(small)
    assert first.err == second.err
    assert "titel: is not a field" in second.err
    assert "/nowhere/" in second.err


def test_nothing_to_do_is_said_and_leaves_all_as_it_is(small: Path) -> None:
    site = built(small).site
    before = site.stat().st_ino
    again = build(small)
    assert "nothing has changed" in again.out
    assert site.stat().st_ino == before
    (site / "index.html").write_text("changed by hand")
    assert "nothing has changed" not in build(small).out
    assert "changed by hand" not in (site / "index.html").read_text()


def test_a_store_that_is_broken_costs_time_and_nothing_else(small: Path) -> None:
    before = tree(built(small).site)
    for file in (small / PLACE).iterdir():
        file.write_bytes(file.read_bytes()[:100])
    again = build(small)
    assert again.code == 0
    assert "the cache was damaged" in again.err
    assert tree(small / "site") == before
