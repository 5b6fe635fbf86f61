"""What CONTRIBUTING.md shows is true: its examples are put into a copy of the site, and the site is built."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import feedparser
import pytest
from PIL import Image

from lscb.cli import main
from lscb.mint import mint
from lscb.prepared import prepare
from lscb.types import CONTENT_TYPES
from tests.support.building import copy_small, edit

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
    edit(to, "content/board.yml", "published: yes", "published: no")
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


def fragments() -> dict[str, str]:
    """Each example of some lines of a file, by its first field."""
    text = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")
    found = (match[1] for match in re.finditer(r"^```yaml\n(.*?)^```", text, re.DOTALL | re.MULTILINE))
    return {one.split(":")[0]: one for one in found if not one.startswith("---\n")}


WORKSHOP, CAMPAIGN = "content/events/2015-16/neglect-workshop.md", "content/campaigns/road-safety-week.md"
SUMMER, REVIEW = "content/newsletters/2015-summer", "content/case-reviews/handbook.md"
FIGURES = "content/accountability/indicators/child-protection.yml"
ONE_DATE = "starts: 2015-10-07 10:00\nends: 2015-10-07 12:30\n"
REVIEW_TEXT = """---
title: Handbook
summary: A review.
kind: learning review
learning:
  - text: What the inquiry into the death of Victoria Climbié found was found again.
published: 2015-09-10
---
"""


def put(root: Path, path: str, fields: str, instead_of: str = "published:") -> None:
    """Write an example's lines into a file, in the place of others or above `published`."""
    file = root / path
    text = file.read_text(encoding="utf-8")
    assert instead_of in text
    file.write_text(text.replace(instead_of, fields + ("published:" if instead_of == "published:" else ""), 1), encoding="utf-8")


@pytest.fixture(scope="module")
def handbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole content with each example of CONTRIBUTING.md in it, in the files that its text speaks of."""
    to, said = tmp_path_factory.mktemp("handbook") / "project", fragments()
    for part in ("content", "docs"):
        shutil.copytree(REPOSITORY / part, to / part, ignore=shutil.ignore_patterns("ledger.json"))
    edit(to, "content/board.yml", "published: yes", "published: no")
    for path, text in examples().items():
        if path.startswith("content/") and "/posters/" not in path:
            (to / path).parent.mkdir(parents=True, exist_ok=True)
            (to / path).write_text(text, encoding="utf-8")
    series = to / WORKSHOP.replace("workshop", "series")
    series.write_text(re.sub(r"^id: .*\n", "", (to / WORKSHOP).read_text(encoding="utf-8"), flags=re.MULTILINE), encoding="utf-8")
    put(to, series.relative_to(to).as_posix(), said.pop("starts"), ONE_DATE)
    put(to, WORKSHOP, said.pop("occurrences") + said.pop("changes"), ONE_DATE)
    put(to, f"{SUMMER}/safe-by-the-water.md", said.pop("image"))
    Image.new("RGB", (40, 30)).save(to / SUMMER / "beach.jpg")
    put(to, f"{SUMMER}/issue.md", said.pop("corrections"))
    put(to, CAMPAIGN, said.pop("scene") + said.pop("materials"))
    put(to, "content/procedures/escalation.md", said.pop("updated"))
    children = to / FIGURES
    children.write_text(
        re.sub(r"^headline:\n(  .*\n)+", said.pop("headline"), children.read_text(encoding="utf-8"), flags=re.MULTILINE), "utf-8"
    )
    (to / "docs/worried-about-a-child.pl.md").write_text(f"---\n{said.pop('title')}---\nTekst.\n", encoding="utf-8")
    (to / REVIEW).write_text(REVIEW_TEXT, encoding="utf-8")
    put(to, REVIEW, said.pop("disclosures"))
    (to / WORKSHOP).rename(to / "content/events/2015-16/recognising-neglect.md")
    with (to / "content/redirects.yml").open("a", encoding="utf-8") as redirects:
        redirects.write(f"\n{said.pop('- old')}")
    assert said == {}, "CONTRIBUTING.md shows lines that no file of this test holds"
    for file in (
        *(to / "content/events/2015-16").glob("*.md"),
        to / SUMMER / "issue.md",
        to / "content/procedures/escalation.md",
        to / REVIEW,
        to / "docs/worried-about-a-child.pl.md",
    ):
        mint(file)
    return to


def test_every_example_of_some_lines_is_sound_content(handbook: Path) -> None:
    assert [str(problem) for problem in prepare(handbook, CONTENT_TYPES, None).check()] == []


def test_every_command_that_starts_a_file_works_as_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(copy_small(tmp_path / "project"))
    text = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")
    commands = re.findall(r"^lscb new .*$", text, re.MULTILINE)
    assert len(commands) > 3
    for command in commands:
        monkeypatch.setattr(sys, "argv", shlex.split(command))
        with pytest.raises(SystemExit) as ended:
            main()
        assert ended.value.code in {0, None}, command
    assert [str(problem) for problem in prepare(Path.cwd(), CONTENT_TYPES, None).check()] == []


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
