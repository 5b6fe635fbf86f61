"""No word and no figure of a body vanishes or changes without a sign: it is on the page, or told at its line."""

from __future__ import annotations

import re
from collections import Counter

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lscb.pages.markdown import render
from lscb.pages.places import WORD


def told(body: str) -> list[tuple[int, str]]:
    return [(fault.at.line, fault.message) for fault in render(body).faults]


def shown(body: str) -> str:
    html = render(body).html
    return lxml.html.fragment_fromstring(html, create_parent="div").text_content() if html else ""


@pytest.mark.parametrize(
    ("body", "faults"),
    [
        ("A\n\n| a | b |\n|---|---|\n| 1 | 2 | 37 |\n", [(5, "“37” would be lost")]),
        ("| a |\n|---|\n| 1 | call the police now |\n", [(3, "“call the police now” would be lost")]),
        ("A\n\n<iframe src='https://v.example/x'></iframe>\n", [(3, "“iframe src='https://v.example/x'></iframe” would be lost")]),
        ("<video controls>\nOld browser\n</video>\n", [(1, "“video controls” would be lost"), (3, "“video” would be lost")]),
        ("<style>p { color: red }</style>\n\nB", [(1, "“style>p { color: red }</style” would be lost")]),
        ("Text <script>alert(1)</script> more", [(1, "“script>alert(1)</script” would be lost")]),
        ("A <b of the child>x</b>", [(1, "“of the child” would be lost")]),
        ("A <time>", [(1, "`<time>` is opened here and never closed")]),
        ("A\n\nto <mark>, for <small>x</small>", [(3, "`<mark>` is opened here and never closed")]),
        ("A\n\n<!-- not ended\n\nCall 999.\n", [(3, "“not ended Call 999” would be lost")]),
        ("A.\n\n[^2]: A note of 5 children.\n", [(3, "“A note of 5 children” would be lost")]),
        ("A.\n\n[unused]: /a/ \"Title 12\"\n", [(3, "“a/ \"Title 12” would be lost")]),
        ("<p style='color:red'>Red</p>", [(1, "“style='color:red” would be lost")]),
        ("1 <!DOCTYPE html> 2", [(1, "“DOCTYPE html” would be lost")]),
        ("A <address>12 High Street</address>", [(1, "“address” would be lost")]),
        ("two\x07words", [(1, "a control character (U+0007) stands here")]),
        ("two\x00words", [(1, "a control character (U+0000) stands here")]),
        ("two&#2;words &#x0B;", [(1, "`&#2;` is a control character"), (1, "`&#x0B;` is a control character")]),
        ("so\n023 \u202e3333\u202c", [(2, "an invisible sign (U+202E) turns the way the text is read"), (2, "an invisible sign (U+202C) turns the way the text is read")]),
    ],
)  # fmt: skip
def test_what_the_page_would_lose_is_told_at_its_line(body: str, faults: list[tuple[int, str]]) -> None:
    assert [fault for fault in told(body) if "number" not in fault[1]] == faults


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("Dear <name of the child>,", "Dear <name of the child>,"),
        ("<Name of the child>\n\nAge: <age>", "<Name of the child>\nAge: <age>"),
        ("Call 999[^1] or 101[^1].\n\n[^1]: Free.", "Call 999[1] or 101[1].\n\n\nFree. ↩ ↩"),
        ("12[^x] deaths[^y]\n\n[^y]: Two\n[^x]: One", "12[1] deaths[2]\n\n\nOne ↩\nTwo ↩"),
        ("two\vwords and\u2028more", "two words and more"),
        ("AT&T &amp; caf&eacute; &lt;b&gt; &#49;2", "AT&T & café <b> 12"),
        ("`<b>` and `&amp;`", "<b> and &amp;"),
        ("a_b_c *d*e **f**g snake_case 3*4*5", "a_b_c de fg snake_case 345"),
        ("3. c\n7. d\n8. e", "c\nd\ne"),
        ("<!-- a note to myself -->\n\nA", "A"),
        ("```\n<!-- kept -->\n1. x | y\n```", "<!-- kept -->\n1. x | y\n"),
        ("<table><tr><td colspan=2>1</td></tr></table>", "1"),
        ("<div markdown='1'>\n\n*y*\n\n</div>", "\ny\n"),
        ("[a][b] and [c]\n\n[b]: /x/ 'T'\n[c]: /y/", "a and c"),
        ("A  \nB\\\nC", "A\nB\nC"),
        ("Title\n===\n\nB", "Title\nB"),
    ],
)
def test_what_can_be_kept_is_kept(body: str, text: str) -> None:
    assert [said for _, said in told(body) if "lost" in said] == []
    assert re.sub(r"\n+", "\n", shown(body)).strip() == re.sub(r"\n+", "\n", text).strip()


def test_numbers_of_a_list_are_those_that_were_written() -> None:
    assert 'start="3"' in render("3. c\n7. d\n8. e").html
    assert 'value="7"' in render("3. c\n7. d\n8. e").html
    assert "value" not in render("1. a\n1. b\n1. c").html


@pytest.mark.parametrize("depth", [120, 300, 3000])
@pytest.mark.parametrize("kind", ["> ", "- ", "1. > ", "<div>", "<b>"])
def test_what_stands_too_deep_is_told(kind: str, depth: int) -> None:
    body = f"Before.\n\n{kind * depth}Call 999.\n\nAfter.\n"
    assert "999" in shown(body) or any("lost" in said or "never closed" in said for _, said in told(body))
    assert told(body) or kind == "> "


def test_a_word_that_would_be_shown_twice_is_told() -> None:
    """A line of stars and code that Python-Markdown takes to pieces wrongly."""
    faults = told("A\n\nx *`y`a**a*_~~e, `x`_")
    assert {line for line, said in faults if "shown otherwise" in said} == {3}


def test_a_lost_word_is_told_where_it_is_lost_though_it_stands_elsewhere_too() -> None:
    body = "Of 999 now.\n\n| a |\n|---|\n| x | 999 |\n\nOf 999 now.\n"
    assert told(body) == [(5, "“999” would be lost")]


WORDS = st.sampled_from(["child", "999", "1,234", "Śląsk", "2014-15", "£5", "o'clock", "x_y", "a*b", "نعم", "12%"])
FORMS = st.sampled_from(
    ["{} {}", "**{}** *{}*", "- {}\n- {}", "| {} | {} |\n|---|---|\n", "> {}\n{}", "`{}` {}", "## {} {}", "[{}](/x/) {}", "{}\n:   {}"]  # noqa: RUF005 - three lines of forms read best
    + ["<b>{}</b>{}", "1. {}\n2. {}", "![{}](a.png) {}", "<details><summary>{}</summary>\n\n{}\n\n</details>", "~~{}~~ {}", "{}<br>{}"]
    + ["[{} {}", "<{} {}>", "<!-- {} {}", "<iframe>{} {}</iframe>", "| {} {} |", "\t{} {}", "{}[^1]{}\n\n[^1]: x", "[^2]: {} {}", "\v{}\v{}"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(FORMS, WORDS, WORDS), min_size=1, max_size=6))
def test_every_word_is_shown_or_something_is_told(parts: list[tuple[str, str, str]]) -> None:
    body = "\n\n".join(form.format(one, two) for form, one, two in parts)
    rendered = render(body)
    root = lxml.html.fragment_fromstring(rendered.html, create_parent="div")
    out = Counter(WORD.findall(" ".join([*root.itertext(), *map(str, root.xpath(".//@alt | .//@href"))])))
    given_words = Counter(word for _, one, two in parts for word in WORD.findall(f"{one} {two}"))
    assert rendered.faults or not given_words - out


@pytest.mark.parametrize("piece", ["[", "![", "[^", "[[]", "[a][", "]("])
def test_markup_that_costs_the_square_of_its_length_is_told_at_its_line(piece: str) -> None:
    body = f"One.\n\nTwo {piece * 12_000}\n"
    faults = told(body)
    assert [line for line, said in faults if "square brackets stand in one paragraph" in said] == [3] or piece == "]("


@pytest.mark.parametrize(
    "piece",
    [
        "# a\n\n",
        "023 8083 3337 ",
        "<b>",
        "<!-- a",
        "`a",
        "**a _b ",
        "[a](b",
        "www.a.b ",
        "| a ",
        "a[^1] ",
        "> ",
        "O23 ",
        "- a\n\n  b\n\n",
        "a@b.cc ",
    ],
)
def test_what_stands_four_thousand_times_is_read_or_told(piece: str) -> None:
    rendered = render(piece * 4_000)
    assert rendered.html or rendered.faults
    assert len(rendered.faults) < 4_000


def test_headings_of_the_same_words_have_ids_of_their_own() -> None:
    assert render("## A\n\n## A\n\n## A_1\n\n## A\n\n## نعم\n\n## A 1\n").ids == {"a", "a_1", "a_2", "a_3", "_1", "a-1"}
