"""A PDF as a screen reader goes through it: the structure tree, and the words that each of its leaves stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

PAIR = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")


def read_aloud(file: Path) -> list[tuple[str, str]]:
    """Each leaf of the structure tree in order: the tag nearest above that is no mere span, and the words."""
    with pikepdf.open(file) as pdf:
        places = {page.objgen: number for number, page in enumerate(pdf.pages)}
        words = [_words(pdf, page) for page in pdf.pages]
        return [(tag, words[page].get(mark, "")) for tag, page, mark in _leaves(pdf.Root.StructTreeRoot.K, "", 0, places)]


def _leaves(kids: Any, tag: str, page: int, places: dict[Any, int]) -> Iterator[tuple[str, int, int]]:
    if isinstance(kids, pikepdf.Array):
        for kid in kids:
            yield from _leaves(kid, tag, page, places)
    elif isinstance(kids, int):
        yield tag, page, kids
    elif "/K" in kids:
        page = places[kids.Pg.objgen] if "/Pg" in kids else page
        own = str(kids.S)[1:]
        yield from _leaves(kids.K, tag if own in {"Span", "Link", "Lbl"} and tag else own, page, places)


def _words(pdf: pikepdf.Pdf, page: Any) -> dict[int, str]:
    """The words of a page by the number of their mark."""
    fonts = {name: _letters(font) for name, font in page.Resources.get("/Font", {}).items()}
    found: dict[int, str] = {}
    marks: list[int | None] = []
    letters: dict[bytes, str] = {}
    for instruction in pikepdf.parse_content_stream(page):
        operands: Any = instruction.operands
        match str(instruction.operator):
            case "BDC":
                marks.append(
                    int(operands[1].MCID) if isinstance(operands[1], pikepdf.Dictionary) and "/MCID" in operands[1] else None
                )
            case "BMC":
                marks.append(None)
            case "EMC":
                marks.pop()
            case "Tf":
                letters = fonts[str(operands[0])]
            case "Tj" | "TJ" if marks and marks[-1] is not None:
                strings = operands[0] if isinstance(operands[0], pikepdf.Array) else [operands[0]]
                raw = b"".join(bytes(one) for one in strings if isinstance(one, pikepdf.String))
                said = "".join(letters.get(raw[at : at + 2], "") for at in range(0, len(raw), 2))
                found[marks[-1]] = found.get(marks[-1], "") + said
    return found


def _letters(font: Any) -> dict[bytes, str]:
    pairs = PAIR.findall(font.ToUnicode.read_bytes())
    return {
        bytes.fromhex(code.decode()): bytes.fromhex(said.decode()).decode("utf-16-be") for code, said in pairs if len(code) == 4
    }
