"""What HTML says by position alone, put into words before it becomes text: notes and their marks, and lists of definitions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag

NOTE = re.compile(r"#fn:")
BACK = re.compile(r"#fnref\d*:")
BLOCKS = ["blockquote", "dl", "ol", "p", "pre", "table", "ul", "figure"]


def in_words(html: str) -> BeautifulSoup:
    """A document in which a note's mark is “(note 3)”, its note begins “Note 3:”, and a term stands before what it means.

    Notes are numbered through the whole document. A mark beside a number must never look like its next digit: “999¹” is
    no “9991”.
    """
    soup = BeautifulSoup(html, "html.parser")
    numbers = _marks(soup)
    _notes(soup, numbers)
    for said in soup.find_all("rt"):
        said.replace_with(f" ({said.get_text()}) ")
    for bracket in soup.find_all("rp"):
        bracket.decompose()
    for found in soup.find_all("dl"):
        _definitions(soup, found)
    soup.smooth()
    return soup


def _marks(soup: BeautifulSoup) -> dict[str, int]:
    """Put each mark into words, and return the number of each note by its address."""
    numbers: dict[str, int] = {}
    for link in soup.find_all("a", href=NOTE):
        number = numbers.setdefault(str(link["href"]), len(numbers) + 1)
        mark = link.find_parent("sup") or link
        after = str(mark.next_sibling or "")
        mark.replace_with(f" (note {number}){' ' if after[:1].isalnum() or after[:1] == '<' else ''}")
    return numbers


def _notes(soup: BeautifulSoup, numbers: dict[str, int]) -> None:
    for back in soup.find_all("a", href=BACK):
        item = back.find_parent("li")
        number = numbers.get(BACK.sub("#fn:", str(back["href"])))
        back.decompose()
        if item is None or number is None or item.name != "li":
            continue
        first = next((child for child in item.find_all(True, recursive=False) if child.name == "p"), item)
        first.insert(0, f"Note {number}: ")
        _as_paragraphs(item)


def _as_paragraphs(item: Tag) -> None:
    """An item of the list of notes, and the list itself, without numbers of their own or the line above."""
    item.name = "div"
    if (notes := item.parent) and notes.name == "ol":
        if (line := notes.find_previous_sibling()) and line.name == "hr":
            line.decompose()
        notes.name = "div"


def _definitions(soup: BeautifulSoup, found: Tag) -> None:
    """“Term: what it means.” A meaning of several paragraphs stands under its term."""
    terms: list[str] = []
    for part in list(_parts(found)):
        if part.name == "dt":
            terms.append(" ".join(part.get_text().split()))
            part.decompose()
            continue
        blocks = part.find_all(BLOCKS)
        if len(blocks) == 1 and blocks[0].name == "p":
            blocks.pop().unwrap()
        part.name = "div" if blocks else "p"
        if terms and part.name == "p":
            part.insert(0, f"{', '.join(terms)}: ")
        elif terms:
            term = soup.new_tag("p")
            term.string = f"{', '.join(terms)}:"
            part.insert(0, term)
        terms = []
    for left in terms:
        found.append(f"{left} ")
    found.name = "div"


def _parts(found: Tag) -> Iterator[Tag]:
    yield from (part for part in found.find_all(["dt", "dd"]) if part.find_parent("dl") is found)
