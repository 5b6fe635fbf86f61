"""The code and the theme are any partnership's: nothing in them is of the Board whose content lies beside them."""

from __future__ import annotations

import re

from tests.support.building import REPOSITORY

OF_ONE_BOARD = re.compile(r"southampton|hampshire|portsmouth|isle of wight|\bsolent\b|4LSCB|023 8|\bSO\d\d", re.IGNORECASE)
WORDS = "hooks/lscb/disclosure/words"  # names and postcodes of the whole country


def test_nothing_of_one_board_is_left_in_code_or_theme() -> None:
    files = [file for folder in ("hooks", "theme") for file in (REPOSITORY / folder).rglob("*") if file.is_file()]
    kept = [file for file in files if file.suffix not in {".pyc", ".png", ".otf"} and WORDS not in file.as_posix()]
    found = {file.relative_to(REPOSITORY).as_posix(): OF_ONE_BOARD.findall(file.read_text(encoding="utf-8")) for file in kept}
    assert {path: said for path, said in found.items() if said} == {}
