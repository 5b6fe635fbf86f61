"""What editors say to search in `content/search.yml`, and what it tells the page that searches."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lscb.pages.data_blocks import data_block
from lscb.prepared import Prepared
from tests.support.building import lscb, write


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("call_first:\n  - words: [hurt]\n    call: [emergncy]\n", "content/search.yml:3:12: call_first 1, call 1: there is no"),
        ("call_first:\n  - words: [hurt]\n", "content/search.yml:2:5: call_first 1, call: is missing"),
        ("call_first:\n  - words: []\n    call: [emergency]\n", "content/search.yml:2:5: call_first 1, words: is an empty list"),
        ("misspelt:\n  - {right: neglect}\n", "content/search.yml:2:5: misspelt 1, wrong: is missing"),
        ("best_bets:\n  - {words: [x], page: /nowhere/}\n", "content/search.yml:2:18: best_bets 1, page: /nowhere/ is no page"),
        ("expected_first:\n  - {asked: x, page: /abot/}\n", "content/search.yml:2:16: expected_first 1, page: /abot/ is no page"),
        ("same: [LADO]\n", "content/search.yml:1:8: same 1: should be a list"),
        ("urgent: []\n", "content/search.yml:1:1: urgent: is not a field of"),
        ("[", "content/search.yml:"),
    ],
)
def test_what_an_editor_is_told(small: Path, text: str, said: str) -> None:
    write(small, "content/search.yml", text)
    done = lscb(small, "check")
    assert done.code == 1
    assert said in done.err


def test_a_site_needs_no_such_file(small: Path) -> None:
    (small / "content" / "search.yml").unlink()
    assert lscb(small, "check").code == 0


def test_the_page_that_searches_is_told_in_small_letters(prepared: Prepared) -> None:
    told = prepared.plan.pages["/search/"].context["words"]
    assert ["lado", "designated officer"] in told["same"]
    assert told["misspelt"] == {"neglet": "neglect"}
    assert {"title": "Neglect", "address": "/themes/neglect/", "words": ["neglect"]} in told["subjects"]


def test_the_filters_offer_what_is_there(prepared: Prepared) -> None:
    choices = {name: [value for value, _ in values] for name, _, values in prepared.plan.pages["/search/"].context["choices"]}
    assert choices["theme"] == ["neglect"]
    assert "procedure" in choices["kind"]
    assert "articles" not in choices["kind"]
    assert choices["year"] == sorted(choices["year"], reverse=True)


@given(st.dictionaries(st.text(), st.text()))
def test_no_word_can_end_the_element_it_stands_in(data: dict[str, str]) -> None:
    block = str(data_block(data))
    assert json.loads(block) == data
    assert not set(block) & set("<>&\u2028\u2029")
