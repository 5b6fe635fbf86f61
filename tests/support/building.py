"""The real `mkdocs build`, run in a process of its own on a copy of the small site or on the repository's content."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import lxml.html
from lxml.html import HtmlElement
from mkdocs.__main__ import cli

from lscb.cli import main as lscb_command
from tests.support.forked import run_forked

REPOSITORY = Path(__file__).resolve().parents[2]
SMALL = REPOSITORY / "tests" / "small"
THEME = REPOSITORY / "theme"
KEPT = ("build", "cards")  # of `.cache/`; what is in it is right for any copy of the small site, or is not used
PATIENCE = 600  # seconds, against waiting for ever and nothing else: a machine may be busy with other things
_folder = tempfile.TemporaryDirectory(prefix="lscb-tests-")
_shared = Path(_folder.name)


@dataclass(frozen=True)
class Run:
    """What a command left behind: its exit status and what it said."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        return self.out + self.err


def copy_small(to: Path) -> Path:
    """The small site as a project of its own, with the repository's configuration, hooks and theme."""
    shutil.copytree(SMALL, to)
    shutil.copy(REPOSITORY / "mkdocs.yml", to)
    for name, target in (("hooks", REPOSITORY / "hooks"), ("theme", THEME)):
        (to / name).symlink_to(target)
    for name in KEPT:
        if (_shared / name).exists():
            shutil.copytree(_shared / name, to / ".cache" / name)
    return to


def page_templates() -> set[str]:
    """The name of every template that makes whole pages; what stands beside them are parts of pages, mail, and the preview's page of pieces."""
    names = {file.relative_to(THEME).as_posix() for file in THEME.rglob("*.html")}
    return {name for name in names if name != "base.html" and not name.startswith(("partials/", "email/"))} - {"pieces.html"}


def own_theme(root: Path) -> Path:
    """Give a copied site a theme that a test may change."""
    (root / "theme").unlink()
    return shutil.copytree(THEME, root / "theme")


def environment(**more: str) -> dict[str, str]:
    """This process's environment without what would change a build, and with what the test wants."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LSCB_", "NO_MKDOCS", "SOURCE_DATE"))}
    return {**kept, **more}


def run(root: Path, *command: str, env: Mapping[str, str] | None = None, stdin: str = "") -> Run:
    """Run any command in `root` to its end."""
    done = subprocess.run(
        command,
        cwd=root,
        env=environment(**(env or {})),
        input=stdin,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    return Run(done.returncode, done.stdout, done.stderr)


def mkdocs() -> None:
    """The `mkdocs` command."""
    cli()


def build(root: Path, *args: str, env: Mapping[str, str] | None = None) -> Run:
    """`mkdocs build` as staff run it."""
    return Run(*run_forked(mkdocs, root, ("mkdocs", "build", *args), environment(**(env or {})), "", PATIENCE))


def lscb(root: Path, *args: str, env: Mapping[str, str] | None = None, stdin: str = "") -> Run:
    """The `lscb` command, with what is typed when it asks."""
    return Run(*run_forked(lscb_command, root, ("lscb", *args), environment(**(env or {})), stdin, PATIENCE))


def write(root: Path, path: str, text: str) -> Path:
    """Write a file of a site, with the folders it needs."""
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def edit(root: Path, path: str, old: str, new: str) -> Path:
    """Change a file of a site, as an editor would; what is to be changed must stand there."""
    file = root / path
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{path} holds no {old!r}"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return file


def record(fields: str, body: str = "") -> str:
    """A content file from the fields beyond those that every record needs."""
    common = "summary: A summary.\npublished: 2015-09-01\n"
    return f"---\n{common}{fields.strip()}\n---\n{body}\n"


@dataclass(frozen=True)
class Built:
    """A finished site: where its source is, where it stands, and what the build said."""

    root: Path
    site: Path
    run: Run

    @cached_property
    def pages(self) -> dict[str, HtmlElement]:
        """Every HTML page, parsed, by its address."""
        files = (file for file in sorted(self.site.rglob("*.html")) if file.name != "email.html")
        return {self.address(file): parse(file) for file in files}

    def address(self, file: Path) -> str:
        return "/" + file.relative_to(self.site).as_posix().removesuffix("index.html")

    def page(self, address: str) -> HtmlElement:
        return self.pages[address]

    def text(self, address: str) -> str:
        """What a reader sees of a page's main part, spaces folded."""
        return shown(self.page(address).xpath("//main")[0])

    @cached_property
    def files(self) -> dict[str, bytes]:
        return tree(self.site)


def parse(file: Path) -> HtmlElement:
    return lxml.html.document_fromstring(file.read_bytes())


def shown(element: HtmlElement) -> str:
    return re.sub(r"\s+", " ", element.text_content()).strip()


def tree(folder: Path) -> dict[str, bytes]:
    """Every file under a folder with its bytes."""
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def built(root: Path, *args: str, env: Mapping[str, str] | None = None) -> Built:
    """A site built without fault, or a test that fails with what the build said."""
    done = build(root, *args, env=env)
    assert done.code == 0, (done.code, done.said[-3000:])
    keep_of(root)
    return Built(root, root / "site", done)


def keep_of(root: Path) -> None:
    """What a build has compiled, rendered and drawn, no later one of these tests need do again."""
    for name in KEPT:
        if root != REPOSITORY and not (_shared / name).exists() and (root / ".cache" / name).exists():
            shutil.copytree(root / ".cache" / name, _shared / name)


def leftovers(root: Path) -> Iterator[Path]:
    """What an unfinished build left beside the site."""
    return root.glob(".site-*")
