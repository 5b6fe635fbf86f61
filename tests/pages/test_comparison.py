"""Two versions of a text, compared."""

from __future__ import annotations

from lscb.pages.comparison import Row, changed_html, compare, folded

OLDER = """<h2 id="when"><span class="num">1</span> When</h2>
<p id="p1-1"><a class="num" href="#p1-1">1.1</a> Ring the council within two working days of the concern.</p>
<p id="p1-2">Write down what was said, by whom and when.</p>
<p id="p1-3">Tell your manager on the same day.</p>
<ul><li>Keep the child safe.<ul><li>Ring 999 in danger.</li></ul></li></ul>
<p>Ask for advice before you speak to the parents.</p>"""


def rows(newer: str, older: str = OLDER) -> list[Row]:
    return [row for row in compare(older, newer) if row.kind != "same"]


def test_the_same_words_have_no_change() -> None:
    assert rows(OLDER) == []


def test_a_change_is_told_word_by_word_and_a_paragraphs_number_is_none() -> None:
    [row] = rows(OLDER.replace("1.1", "1.2").replace("two working days", "one working day"))
    assert row.pieces == (
        ("same", "Ring the council within"),
        ("removed", "two"),
        ("added", "one"),
        ("same", "working"),
        ("removed", "days"),
        ("added", "day"),
        ("same", "of the concern."),
    )


def test_a_paragraph_that_moved_is_neither_taken_out_nor_new() -> None:
    lines = OLDER.split("\n")
    lines[1], lines[3] = lines[3], lines[1]
    assert {row.kind for row in rows("\n".join(lines))} == {"moved"}


def test_what_is_new_and_what_is_taken_out_stand_in_their_places() -> None:
    newer = OLDER.replace('<p id="p1-3">Tell your manager on the same day.</p>', "<p>Photographs are never taken.</p>")
    assert [(row.kind, row.pieces[0][1]) for row in rows(newer)] == [
        ("gone", "Tell your manager on the same day."),
        ("new", "Photographs are never taken."),
    ]
    kinds = [row.kind for row in compare(OLDER, newer)]
    assert kinds.index("gone") == 3


def test_an_item_within_an_item_is_a_block_of_its_own() -> None:
    [row] = rows(OLDER.replace("999 in danger", "999 at once"))
    assert row.pieces[0] == ("same", "Ring 999")


def test_what_is_far_from_any_change_is_folded() -> None:
    stretches = list(folded(compare(OLDER, OLDER.replace("to the parents", "to anybody"))))
    assert [(fold, len(found)) for fold, found in stretches] == [(True, 5), (False, 2)]


def test_words_that_look_like_markup_are_words() -> None:
    html = changed_html("<p>Use &lt;b&gt; now please.</p>", "<p>Use &lt;script&gt; now please.</p>")
    assert html == "<p>Use <del>&lt;b&gt;</del> <ins>&lt;script&gt;</ins> now please.</p>"
