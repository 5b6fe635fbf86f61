"""What the plain forms of a mailing share: how HTML becomes text where there are no tables, pictures or bold words."""

from __future__ import annotations

from bs4 import Tag
from markdownify import MarkdownConverter

ORDINALS = frozenset({"st", "nd", "rd", "th"})
CELL = "\0"  # stands between the cells of a row until the row is put together; no text holds it


class PlainConverter(MarkdownConverter):
    """Tables become lists of their rows, each cell under the name of its column; pictures become their descriptions."""

    def __init__(self, bullet: str) -> None:
        self.bullet = bullet
        super().__init__(
            bullets=bullet,
            strong_em_symbol="",
            autolinks=False,
            wrap=True,  # lines of the source are joined
            wrap_width=None,
            escape_asterisks=False,
            escape_underscores=False,
            escape_misc=False,
        )

    def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """What it shows."""
        return f"[Picture: {el.get('alt', '')}]"

    def convert_code(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """The words alone."""
        return text

    convert_kbd = convert_samp = convert_code

    def convert_sup(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """“10^2”, “21st”: never as a digit more of the number before it."""
        return _set_apart(el, text, "^")

    def convert_sub(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """“CO_2”."""
        return _set_apart(el, text, "_")

    def convert_br(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A new line in a paragraph; a space elsewhere, where it would break a list."""
        return "\n" if "p" in parent_tags else " "

    def convert_table(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Its rows."""
        return f"\n\n{text.strip()}\n\n"

    def convert_td(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A cell, marked until its row is put together."""
        return f"{CELL}{' '.join(text.split())}"

    convert_th = convert_td

    def convert_tr(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """“- London; 2015: 5”; nothing for the row of column names."""
        cells = text.strip().split(CELL)[1:]
        if el is _head(el):
            return ""
        names = _columns(el)
        said = (f"{name}: {cell}" if name else cell for name, cell in zip(names + [""] * len(cells), cells, strict=False))
        return f"{self.bullet} {'; '.join(said)}\n"


def _set_apart(el: Tag, text: str, sign: str) -> str:
    words = " ".join(text.split())
    before, after = (str(one.get_text() if isinstance(one, Tag) else one or "") for one in (el.previous_sibling, el.next_sibling))
    if not words or (words in ORDINALS and before[-1:].isdigit() and not after[:1].isalnum()):
        return words
    if not before.strip():
        return f"({words}){' ' if after[:1].isalnum() else ''}"
    said = f"{sign}{words}" if words.isalnum() else f"{sign}({words})"
    runs_on = (words[-1].isdigit() and after[:1].isdigit()) or (words[-1].isalpha() and after[:1].isalpha())
    return f"{said} " if runs_on else said


def _head(row: Tag) -> Tag | None:
    """The row that names the columns of a row's table: the last of its head, or else a first one of such cells only."""
    table = row.find_parent("table")
    head = table.find("thead") if table else None
    if isinstance(head, Tag):
        return (head.find_all("tr") or [None])[-1]
    first = table.find("tr") if table else None
    return first if isinstance(first, Tag) and not first.find("td") else None


def _columns(row: Tag) -> list[str]:
    """The names of the columns of a row's table; none for the first, which names the row."""
    head = _head(row)
    found = head.find_all(["th", "td"]) if head else []
    return ["", *(" ".join(name.get_text().split()) for name in found[1:])]
