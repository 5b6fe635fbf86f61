"""The code and the theme are any partnership's: nothing in them is of the Board whose content lies beside them."""

from __future__ import annotations

import re
from pathlib import Path

from tests.support.building import REPOSITORY, edit, lscb

OF_ONE_BOARD = re.compile(r"southampton|hampshire|portsmouth|isle of wight|\bsolent\b|4LSCB|023 8|\bSO\d\d", re.IGNORECASE)
WORDS = "hooks/lscb/disclosure/words"  # names and postcodes of the whole country


def test_nothing_of_one_board_is_left_in_code_or_theme() -> None:
    files = [file for folder in ("hooks", "theme") for file in (REPOSITORY / folder).rglob("*") if file.is_file()]
    kept = [file for file in files if file.suffix not in {".pyc", ".png", ".otf"} and WORDS not in file.as_posix()]
    found = {file.relative_to(REPOSITORY).as_posix(): OF_ONE_BOARD.findall(file.read_text(encoding="utf-8")) for file in kept}
    assert {path: said for path, said in found.items() if said} == {}


def test_a_list_of_names_in_a_folder_named_after_one_board_is_still_used(small: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    first = home / ".config" / "testfordlscb"
    assert lscb(small, "never-name", env={"LSCB_NEVER_NAMED": str(first)}, stdin="Zebedee Quill\n").code == 0
    edit(small, "content/procedures/escalation.md", "summary: ", "summary: Zebedee Quill. ")
    done = lscb(small, "check", env={"HOME": str(home)})
    assert done.code == 1
    assert "content/procedures/escalation.md" in done.err
    assert "must never appear" in done.err
    assert lscb(small, "never-name", env={"HOME": str(home)}, stdin="Orla Pomfrey\n").code == 0
    assert [folder.name for folder in first.parent.iterdir()] == ["testfordlscb"]
