"""Style sheets: every source is in one, in one form, and a fault is told where it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lscb.styles import style_sheets
from tests.support.building import THEME

SOURCES = [*sorted((THEME / "styles").rglob("*.css")), THEME / "email" / "style.css"]
IMPORT = re.compile(r'@import "([^"]+)"')
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


@pytest.fixture
def theme(tmp_path: Path) -> Path:
    """A theme of a sheet and two pieces, to be spoilt."""
    styles = tmp_path / "theme" / "styles"
    (styles / "pieces").mkdir(parents=True)
    (styles / "site.css").write_text('@import "pieces/box.css";\n@import "pieces/card.css" print;\n')
    (styles / "pieces" / "box.css").write_text("/* Boxes. */\n\n.box {\n  margin: 0;\n}\n")
    (styles / "pieces" / "card.css").write_text(".card {\n  color: red;\n}\n")
    return tmp_path / "theme"


def test_a_sheet_is_all_that_it_imports_packed(theme: Path) -> None:
    assert style_sheets(theme) == ({"site.css": ".box{margin:0}@media print{.card{color:red}}"}, [])


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("pieces/box.css", ".box {\n  margin 0;\n}\n", "theme/styles/pieces/box.css:2:9: Unexpected token"),
        ("pieces/card.css", ".card {\n}\n}\n", "theme/styles/pieces/card.css:4:1: Unexpected end"),
        ("pieces/card.css", "\n.card >> p {\n}\n", "theme/styles/pieces/card.css:2:8: Invalid dangling combinator"),
        ("site.css", '/* One */\n@import "pieces/none.css";\n', "theme/styles/site.css:2:1: No such file"),
        ("site.css", '.a {\n}\n\n@import "pieces/box.css";\n', "theme/styles/site.css:4:"),
    ],
)
def test_a_fault_is_told_with_its_file_and_line(theme: Path, file: str, text: str, said: str) -> None:
    (theme / "styles" / file).write_text(text)
    sheets, [problem] = style_sheets(theme)
    assert str(problem).startswith(said)
    assert sheets == {"site.css": ""}


def test_faults_of_all_sheets_are_told_at_once(theme: Path) -> None:
    for name in ("site.css", "events.css"):
        (theme / "styles" / name).write_text("a { b }\n")
    assert [problem.path for problem in style_sheets(theme)[1]] == ["theme/styles/events.css", "theme/styles/site.css"]


def test_old_browsers_get_media_they_understand(theme: Path) -> None:
    (theme / "styles" / "site.css").write_text("@media (width >= 40rem) {\n  a {\n    margin: 0;\n  }\n}\n")
    assert style_sheets(theme)[0] == {"site.css": "@media (min-width:40rem){a{margin:0}}"}


def test_every_source_is_in_just_one_sheet() -> None:
    folder = THEME / "styles"
    imported = [name for sheet in folder.glob("*.css") for name in IMPORT.findall(sheet.read_text(encoding="utf-8"))]
    assert sorted(imported) == sorted(file.relative_to(folder).as_posix() for file in folder.glob("*/**/*.css"))


def test_our_own_sheets_are_sound_and_packed() -> None:
    sheets, problems = style_sheets(THEME)
    assert problems == []
    assert set(sheets) == {"site.css", "events.css", "thresholds.css"}
    for text in sheets.values():
        assert not re.search(r"@import|/\*|\n|\{\}", text)


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: file.relative_to(THEME).as_posix())
def test_a_source_has_one_declaration_a_line_and_closes_what_it_opens(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.startswith("/* "), "a source begins with what it is for"
    depth = 0
    lines = COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text).splitlines()
    for number, line in ((number, line) for number, line in enumerate(lines, 1) if line.strip()):
        place = f"{file}:{number}: {line}"
        opens, closes, indent = line.endswith(" {"), line.strip() == "}", len(line) - len(line.lstrip())
        assert (line.count("{"), line.count("}"), line.count(";")) == (opens, closes, line.endswith(";")), place
        depth -= closes
        goes_on = indent == 2 * depth + 2 and not opens and not closes  # a declaration of several parts
        assert indent == 2 * depth or goes_on, place
        depth += opens
    assert depth == 0, f"{file}: a block is not closed"
