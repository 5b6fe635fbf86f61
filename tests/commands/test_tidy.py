"""What was pasted from Word or a web page becomes clean Markdown, and no word of it changes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lscb.desk.tidy import INVISIBLE, tidy
from lscb.prepared import prepare
from lscb.types import CONTENT_TYPES
from tests.support.building import REPOSITORY, edit, lscb

FILE = "content/themes/neglect.md"
PASTED = "Who to tell:\n•\tYour teacher\u00a0first\n•\tA neigh\u00adbour\n\n**Where it is**\n\nDay\tPlace\nMonday\tHall|A\n"
TIDIED = (
    "Who to tell:\n\n- Your teacher first\n- A neighbour\n\n## Where it is\n\n"
    "| Day | Place |\n| --- | --- |\n| Monday | Hall\\|A |\n"
)


@pytest.mark.parametrize(
    ("pasted", "tidied"),
    [
        (PASTED, TIDIED),
        ("· One\n· Two", "- One\n- Two"),
        ("\uf0b7\tOne", "- One"),
        ("o\tOne\n§\tTwo", "- One\n- Two"),
        ("– One\n– Two", "- One\n- Two"),
        ("– said once", "– said once"),
        ("1)\tOne\n2)\tTwo", "1. One\n2. Two"),
        ("12.\tTwelve", "12. Twelve"),
        ("2) Two", "2. Two"),
        ("2015) was", "2015) was"),
        ("Text:\n- One", "Text:\n\n- One"),
        ("- One\n  more of it\n- Two", "- One\n  more of it\n- Two"),
        ("## Real\n\n**Below it**\n\nText", "## Real\n\n### Below it\n\nText"),
        ("**A whole sentence stands out.**", "**A whole sentence stands out.**"),
        ("**Bold** in a line", "**Bold** in a line"),
        ("Text\n**Not alone**\nText", "Text\n**Not alone**\nText"),
        ("```\n•\tcode\u00a0\n```",) * 2,
        ("~~~\n```\n•\tcode\n~~~\n•\ttext", "~~~\n```\n•\tcode\n~~~\n- text"),
        ("A line wrapped\nby hand.", "A line wrapped\nby hand."),
        ("One\n\n\n\nTwo", "One\n\nTwo"),
        ("A line with a break  \nand the next", "A line with a break  \nand the next"),
        ("One\ttab is no table", "One\ttab is no table"),
        ("", ""),
    ],
)
def test_pasted_text_becomes_markdown(pasted: str, tidied: str) -> None:
    assert tidy(pasted) == tidied


def words(text: str) -> list[str]:
    """The letters and numbers of a text in order, without the numbers and signs that only mark lists."""
    return re.findall(r"\w+", INVISIBLE.sub("", re.sub(r"(?m)^[ \t]*(?:o|\d+[.)])[ \t]", "", text)).replace("_", " "))


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", "•\t", "- ", "o\t", "1)\t", "## ", "– ", "\t", "   •  ", "```\n"]),
            st.text("abcXYZ 019.,:|*\t\u00a0\u00ad<>[]()@/`", max_size=30),
        ),
        max_size=12,
    )
)
def test_no_word_is_changed_and_what_is_tidy_stays(lines: list[tuple[str, str]]) -> None:
    text = "\n".join(mark + line for mark, line in lines)
    assert words(tidy(text)) == words(text)
    assert tidy(tidy(tidy(text))) == tidy(tidy(text))


def test_the_real_content_is_tidy_or_means_the_same() -> None:
    content = prepare(REPOSITORY, CONTENT_TYPES, None).content
    changed = [one.origin.path for one in content.every() if one.body and tidy(one.body).strip() != one.body.strip()]
    assert changed == []


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_the_command_shows_first_and_writes_when_told(small: Path, ending: str) -> None:
    file = edit(small, FILE, "See [escalation]", "• See [escalation]")
    file.write_bytes(file.read_bytes().replace(b"\n", ending.encode()))
    before = file.read_bytes()
    done = lscb(small, "tidy", FILE)
    assert (done.code, "+- See [escalation]" in done.out, file.read_bytes()) == (0, True, before)
    done = lscb(small, "tidy", FILE, "--write")
    assert (done.code, file.read_bytes()) == (0, before.replace("• See".encode(), b"- See"))
    assert "is tidy" in lscb(small, "tidy", FILE).out


@pytest.mark.parametrize("path", ["content/none.md", "content/board.yml", "content"])
def test_what_is_no_item_is_told(small: Path, path: str) -> None:
    done = lscb(small, "tidy", path)
    assert (done.code, "Traceback" in done.said) == (1, False)
    assert path in done.said or "front matter" in done.said
