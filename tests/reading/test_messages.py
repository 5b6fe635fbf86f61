"""What an editor is told: each file in messages/ holds content that goes over the small site's, and the messages it must give.

A case is a title, then sections `=== path` with what the file holds, then `=== told`. A remark in brackets after a path
changes how the file is made: see MAKERS. `LSCB_UPDATE_MESSAGES=1 pytest tests/reading/test_messages.py` writes the messages anew: read
the difference before you commit it.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from lscb.prepared import prepare
from lscb.problems import ContentError, report, report_drafts
from lscb.types import CONTENT_TYPES
from tests.support.building import SMALL, build, copy_small, lscb

FOLDER = Path(__file__).parent / "messages"
CASES = sorted(FOLDER.glob("*.txt"))
UPDATE = os.environ.get("LSCB_UPDATE_MESSAGES") == "1"
NOTHING = "nothing"
COUNT = re.compile(r"\d+ (?:problems? in the content|to mend in drafts, which hold up nothing)")


def as_written(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8", newline="")


def removed(file: Path, text: str) -> None:
    shutil.rmtree(file) if file.is_dir() else file.unlink()


def in_latin_1(file: Path, text: str) -> None:
    file.write_bytes(text.encode("latin-1"))


def of_50_megabytes(file: Path, text: str) -> None:
    with file.open("wb") as opened:
        opened.write(text.encode())
        opened.truncate(50_000_000)


def linked(file: Path, text: str) -> None:
    file.symlink_to(text.strip())


def with_arrows_as_tabs(file: Path, text: str) -> None:
    as_written(file, text.replace("→", "\t"))


def with_codes(file: Path, text: str) -> None:
    as_written(file, re.sub(r"<U\+([0-9A-F]+)>", lambda match: chr(int(match[1], 16)), text))


def with_windows_lines(file: Path, text: str) -> None:
    as_written(file, "\ufeff" + text.replace("\n", "\r\n"))


MAKERS: dict[str, Callable[[Path, str], None]] = {
    "": as_written,
    "removed": removed,
    "in Latin-1": in_latin_1,
    "padded to 50 MB": of_50_megabytes,
    "a link to": linked,
    "→ is a tab": with_arrows_as_tabs,
    "<U+0007> is that sign": with_codes,
    "saved by Notepad": with_windows_lines,
}


@dataclass(frozen=True)
class Case:
    """A case as it stands in its file."""

    before: str
    files: tuple[tuple[str, str, str], ...]
    told: str


def read_case(file: Path) -> Case:
    text = file.read_text(encoding="utf-8")
    before, _, told = text.partition("=== told\n")
    parts = re.split(r"^=== (\S+)(?: \((.*)\))?\n", before, flags=re.MULTILINE)
    files = tuple(zip(parts[1::3], (remark or "" for remark in parts[2::3]), parts[3::3], strict=True))
    return Case(before, files, told.strip("\n"))


def lay(root: Path, case: Case) -> None:
    for path, remark, text in case.files:
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        MAKERS[remark](file, text)


def what_is_told(root: Path) -> str:
    """The very steps of `lscb check`."""
    try:
        prepared = prepare(root, CONTENT_TYPES, None)
        problems = sorted(set(prepared.check()))
    except ContentError as error:
        return str(error)
    unfinished = sorted(set(prepared.content.unfinished))
    told = [*([report_drafts(unfinished)] if unfinished else []), *([report(problems)] if problems else [])]
    return "\n".join(told) or NOTHING


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_the_editor_is_told(file: Path, tmp_path: Path) -> None:
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    case = read_case(file)
    lay(tmp_path, case)
    told = what_is_told(tmp_path)
    if UPDATE:
        file.write_text(f"{case.before}=== told\n{told}\n", encoding="utf-8")
    assert told == (told if UPDATE else case.told)


def test_there_is_a_case_for_every_type() -> None:
    awful = {file.stem.removeprefix("awful-") for file in CASES if file.stem.startswith("awful-")}
    assert awful == {kind.singular.replace(" ", "-") for kind in CONTENT_TYPES}


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_every_message_names_its_place_and_a_way_out(file: Path) -> None:
    lines = read_case(file).told.split("\n")
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if not line.startswith("    hint: ") and line != NOTHING and not COUNT.fullmatch(line):
            assert re.match(r"(content|docs)/[^:]+:[1-9]\d*:[1-9]\d*: \S", line), line
            assert following.startswith("    hint: ") or "is not a field" in line or "there is no" in line, line


def test_the_command_and_the_build_tell_the_same(small: Path) -> None:
    case = read_case(FOLDER / "awful-event.txt")
    lay(small, case)
    checked, made = lscb(small, "check"), build(small)
    assert (checked.code, checked.out, checked.err.strip()) == (1, "", case.told)
    assert made.code == 1
    assert case.told in made.err
    assert "Traceback" not in checked.err + made.err


def test_sound_content_is_counted(small: Path) -> None:
    checked = lscb(small, "check")
    assert (checked.code, checked.err) == (0, "")
    assert re.fullmatch(r"\d+ records, no problems \(\d\.\d\d s\)\n", checked.out)


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_a_preview_leaves_out_what_is_wrong_and_goes_on(file: Path, tmp_path: Path) -> None:
    root = copy_small(tmp_path / "project")
    lay(root, read_case(file))
    if (root / "content/board.yml").exists():
        prepared = prepare(root, CONTENT_TYPES, None, lenient=True)
        assert "/" in prepared.plan.pages
        list(prepared.check())
