"""What CONTRIBUTING.md shows is true: its examples are put into a copy of the site, and the site is built."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import feedparser
import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
INDEX = "lscb/types/__init__.py"


def examples() -> dict[str, str]:
    """Each whole file that CONTRIBUTING.md shows, by its path."""
    text = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")
    whole = ("---\n", '"""', "{%")
    found = re.finditer(r"`((?:content|hooks|theme)/[^`\n]+\.\w+)`(?:(?!\n\n).)*\n\n```\w+\n(.*?)```", text, re.DOTALL)
    return {match[1]: match[2] for match in found if match[2].startswith(whole)}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the whole site with every example in its place, and the new type in the index."""
    to = tmp_path_factory.mktemp("contributing") / "project"
    for part in ("content", "docs", "hooks", "theme"):
        shutil.copytree(REPOSITORY / part, to / part, ignore=shutil.ignore_patterns("__pycache__", "ledger.json"))
    shutil.copy(REPOSITORY / "mkdocs.yml", to)
    for path, text in examples().items():
        (to / path).parent.mkdir(parents=True, exist_ok=True)
        (to / path).write_text(text, encoding="utf-8")
    index = to / "hooks" / INDEX
    told = index.read_text(encoding="utf-8").replace("    procedure,\n", "    poster,\n    procedure,\n", 1)
    index.write_text(told.replace("    theme.TYPE,\n", "    theme.TYPE,\n    poster.TYPE,\n", 1), encoding="utf-8")
    return to


def run(project: Path, *command: str) -> str:
    env = os.environ | {"PYTHONPATH": str(project / "hooks")}
    done = subprocess.run([sys.executable, *command], cwd=project, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_there_is_an_example_of_each_promised_thing() -> None:
    kinds = {path.split("/")[1] for path in examples() if path.startswith("content/")}
    assert kinds == {"newsletters", "events", "campaigns", "posters"}
    assert {"hooks/lscb/types/poster.py", "theme/posters/poster.html"} < set(examples())


def test_the_examples_are_sound_content(project: Path) -> None:
    assert "no problems" in run(project, "-c", "from lscb.cli import main; main()", "check")


def test_a_new_type_is_one_module_and_one_template(project: Path) -> None:
    run(project, "-m", "mkdocs", "build", "--strict")
    site = project / "site"
    assert "Four telephone numbers" in (site / "posters/who-to-call/index.html").read_text(encoding="utf-8")
    assert 'href="/posters/who-to-call/"' in (site / "posters/index.html").read_text(encoding="utf-8")
    for feed in ("posters/feed.xml", "posters/atom.xml", "campaigns/child-safety-week/feed.xml"):
        entries = feedparser.parse(str(site / feed)).entries
        assert "https://www.southamptonlscb.co.uk/posters/who-to-call/" in [entry.link for entry in entries]
