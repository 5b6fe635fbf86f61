"""What the machine refuses: one sentence, status 1, the site and every file as they were, nothing left and no waiting for ever."""

from __future__ import annotations

import os
import shutil
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lscb.cli import main
from lscb.files import problem_with
from lscb.hosting.delivery import stage
from lscb.mint import mint
from tests.support.building import Built, build, copy_small, edit, leftovers, run, tree, write
from tests.support.machines import bound_by_rights, disk, fill, only_to_read

THEME = "content/themes/neglect.md"
Command = Callable[..., str]
Spoil = Callable[[Path], object]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Command:
    """Run an `lscb` command that ends with status 1, and give back all that it says of what is wrong."""

    def run_here(root: Path, *arguments: str) -> str:
        monkeypatch.chdir(root)
        monkeypatch.setattr(sys, "argv", ["lscb", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        if isinstance(ended.value.code, str):  # Python's own end writes it, with status 1
            return ended.value.code
        assert ended.value.code == 1
        return capfd.readouterr().err

    return run_here


@pytest.fixture
def project(tmp_path: Path, small_site: Built) -> Iterator[Path]:
    """A project with a good site and a file without its id, on a disk of its own."""
    with disk(tmp_path / "disk", 12_000) as mounted:
        root = copy_small(mounted / "project")
        shutil.copytree(small_site.site, root / "site")
        edit(root, THEME, "id: aaaaaaac\n", "")
        yield root


def everything(root: Path) -> dict[str, bytes]:
    """All files of a project but those of the repository and what only makes the next build quicker."""
    return {name: raw for name, raw in tree(root).items() if not name.startswith(("hooks/", "theme/", ".filler", ".cache/"))}


WRITES = pytest.mark.parametrize(
    ("command", "file"),
    [
        (("mint", THEME), THEME),
        (("new", "theme", "A theme"), "content/themes/a-theme.md"),
        (("servers",), "deploy"),
        (("ledger", "--record"), "content/ledger.json"),
    ],
    ids=lambda said: said[0] if isinstance(said, tuple) else "",
)


@WRITES
def test_a_full_disk_is_told_and_nothing_has_changed(project: Path, told: Command, command: tuple[str, ...], file: str) -> None:
    if command[0] == "ledger":
        edit(project, THEME, "title: Neglect", "id: aaaaaaac\ntitle: Neglect")
    before = everything(project)
    fill(project)
    said = told(project, *command)
    assert said.startswith(file)
    assert said.endswith(": cannot be written: the disk is full\n    hint: make room, then give the same command again")
    assert everything(project) == before


@WRITES
def test_a_disk_that_may_only_be_read_is_told(project: Path, told: Command, command: tuple[str, ...], file: str) -> None:
    if command[0] == "ledger":
        edit(project, THEME, "title: Neglect", "id: aaaaaaac\ntitle: Neglect")
    only_to_read(project.parent)
    said = told(project, *command)
    assert said.startswith(f"{file}: cannot be written: the disk may only be read\n    hint: ")


@pytest.mark.parametrize("kilobytes", [0, 400])
def test_a_disk_that_runs_full_during_a_build_leaves_the_last_good_site(project: Path, kilobytes: int) -> None:
    edit(project, THEME, "title: Neglect", "id: aaaaaaac\ntitle: Neglect")
    edit(project, "content/board.yml", "name: Testford", "name: Old Testford")
    before = everything(project)
    fill(project, leave=kilobytes)
    done = build(project)
    assert done.code == 1
    assert done.err.endswith(": cannot be written: the disk is full\n    hint: make room, then give the same command again\n")
    assert "Traceback" not in done.said
    assert everything(project) == before
    assert list(leftovers(project)) == []
    assert list(project.rglob("*.aside")) == []


def test_a_project_that_may_only_be_read_is_not_built(project: Path) -> None:
    edit(project, THEME, "title: Neglect", "id: aaaaaaac\ntitle: Neglect")
    only_to_read(project.parent)
    done = build(project)
    assert done.code == 1
    assert "the disk may only be read\n    hint: " in done.err
    assert "Traceback" not in done.said


def unreadable(path: str) -> Spoil:
    return lambda root: (root / path).chmod(0)


def holding(path: str, text: str) -> Spoil:
    return lambda root: write(root, path, text)


def only_for_reading(path: str) -> Spoil:
    return lambda root: (root / path).chmod(0o500)


def waiting(path: str) -> Spoil:
    return lambda root: os.mkfifo(root / path)


def a_device(path: str) -> Spoil:
    return lambda root: os.mknod(root / path, 0o020644, os.makedev(1, 5))


def a_socket(path: str) -> Spoil:
    def spoil(root: Path) -> None:
        folder = os.open((root / path).parent, os.O_RDONLY)  # an address has at most 107 signs
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(f"/proc/self/fd/{folder}/{Path(path).name}")
        os.close(folder)

    return spoil


def missing(path: str) -> Spoil:
    return lambda root: shutil.rmtree(root / path)


CHECK, RECORD, NEW, MINT = ("check",), ("ledger", "--record"), ("new", "theme", "A"), ("mint", THEME)
NO_FILE = ":1:1: cannot be read: it is not a file"
NO_RIGHT = ": may not be read or written"
CASES: list[tuple[Spoil, tuple[str, ...], str]] = [
    (unreadable(THEME), CHECK, f"{THEME}:1:1: cannot be read: Permission denied"),
    (unreadable("content/board.yml"), CHECK, "content/board.yml:1:1: cannot be read: Permission denied"),
    (unreadable("content/themes"), CHECK, f"content/themes{NO_RIGHT}"),
    (unreadable("content/themes"), NEW, "content/themes"),
    (unreadable("content"), CHECK, f"content{NO_RIGHT}"),
    (unreadable("docs"), CHECK, f"docs{NO_RIGHT}"),
    (missing("content"), CHECK, "content: is not there"),
    (only_for_reading("content/themes"), NEW, f"content/themes/a.md{NO_RIGHT}"),
    (only_for_reading("content/themes"), MINT, f"{THEME}{NO_RIGHT}"),
    (only_for_reading("content"), RECORD, f"content/ledger.json{NO_RIGHT}"),
    (holding("deploy", ""), ("servers",), "deploy"),
    (holding("content/ledger.json", ""), CHECK, "content/ledger.json:1:1: is empty"),
    (holding("content/ledger.json", "<<<<<<< HEAD"), RECORD, "content/ledger.json:1:1: is not JSON"),
    (holding("content/ledger.json", "[" * 100_000), RECORD, "content/ledger.json: is not a ledger"),
    (holding("content/ledger.json", '{"addresses": {"/": 5}, "ids": []}'), CHECK, "content/ledger.json: is not a ledger"),
    (lambda root: (root / "content/ledger.json").mkdir(), CHECK, f"content/ledger.json{NO_FILE}"),
    (waiting("content/ledger.json"), CHECK, f"content/ledger.json{NO_FILE}"),
    (waiting("content/redirects.yml"), CHECK, f"content/redirects.yml{NO_FILE}"),
    (waiting("content/themes/a.md"), CHECK, f"content/themes/a.md{NO_FILE}"),
    (waiting("content/themes/a.md"), ("mint", "content/themes/a.md"), f"content/themes/a.md{NO_FILE}"),
    (waiting("content/themes/a.pdf"), CHECK, f"content/themes/a.pdf{NO_FILE}"),
    (waiting("docs/a.md"), CHECK, f"docs/a.md{NO_FILE}"),
    (a_device("content/themes/a.jpg"), CHECK, f"content/themes/a.jpg{NO_FILE}"),
    (a_socket("content/themes/a.md"), CHECK, f"content/themes/a.md{NO_FILE}"),
]


@pytest.mark.parametrize(("spoil", "command", "said"), CASES, ids=[f"{case[1][0]}-{case[2]}" for case in CASES])
def test_what_cannot_be_used_is_told(small: Path, told: Command, spoil: Spoil, command: tuple[str, ...], said: str) -> None:
    if command[0] == "mint":
        edit(small, THEME, "id: aaaaaaac\n", "")
    spoil(small)
    with bound_by_rights():
        words = told(small, *command)
    assert words.startswith(said)
    assert words.count("    hint: ") == 1


@pytest.mark.parametrize("spoil", [holding("site", ""), waiting("site"), lambda root: (root / "site").symlink_to("site")])
def test_what_stands_where_the_site_should_be_is_told_before_a_build_begins(small: Path, spoil: Spoil) -> None:
    spoil(small)
    with pytest.raises(OSError, match=r".") as refused:
        stage(small / "site")
    assert (
        str(problem_with(refused.value))
        .splitlines()[0]
        .endswith(("site: is a file, and should be a folder", "site: is a link to itself"))
    )
    assert list(leftovers(small)) == []


def test_a_build_tells_what_it_cannot_use(small: Path) -> None:
    shutil.rmtree(small / ".cache", ignore_errors=True)
    write(small, ".cache", "")
    done = build(small)
    assert (done.code, "Traceback" in done.said) == (1, False)
    assert ".cache/cards: is a file, and should be a folder\n    hint: " in done.err
    assert list(leftovers(small)) == []


def test_what_a_killed_run_was_writing_is_gone_after_the_next(small: Path) -> None:
    edit(small, THEME, "id: aaaaaaac\n", "")
    left = write(small, "content/themes/.neglect.md.999999999.aside", "half")
    old = write(small, "content/themes/.neglect.md.1.aside", "half, and another program has its number now")
    os.utime(old, (0, 0))
    mint(small / THEME)
    assert not left.exists()
    assert not old.exists()


def test_an_address_that_another_program_has_is_told(small: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        done = run(small, sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address)
    assert done.code == 1
    assert "another program has this address" in done.err
    assert "Traceback" not in done.err
