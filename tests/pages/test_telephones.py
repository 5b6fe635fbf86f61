"""Telephone numbers wherever they stand: right ones can be tapped, others are told, however they are written."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lscb.ledger import ledger_of, write_ledger
from lscb.pages.markdown import render
from lscb.pages.telephones import Former, PhoneBook, digits
from lscb.prepared import prepare
from lscb.types import CONTENT_TYPES
from tests.support.building import copy_small, edit

BOOK = PhoneBook({"999", "101", "116 000", "023 8083 3336", "0800 1111"}, {"02380833000": (Former("MASH", "023 8083 3336"),)})
WRONG = "023 8083 3337"


def told(body: str) -> list[tuple[int, str]]:
    return [(fault.at.line, fault.message) for fault in render(body, phones=BOOK).faults]


@pytest.mark.parametrize(
    "form",
    [
        "Call {}",
        "[{}](/contacts/)",
        "[call](tel:{})",
        "`{}`",
        "```\n{}\n```",
        "![Call {}](a.png)",
        "![A desk](a.png 'Call {}')",
        "| a |\n|---|\n| {} |",
        "## Call {}",
        "<p>{}</p>",
        "<table><tr><td>{}</td></tr></table>",
        "A[^1]\n\n[^1]: {}",
        "**{}**",
        "<abbr title='{}'>x</abbr>",
        "[x][y]\n\n[y]: /a/ '{}'",
    ],
)
def test_a_wrong_number_is_told_wherever_it_stands(form: str) -> None:
    spaced = WRONG if "tel:" not in form else digits(WRONG)
    assert any(message == f"no contact has the number {spaced}" for _, message in told(f"One.\n\n{form.format(spaced)}"))
    right = "023 8083 3336" if "tel:" not in form else "02380833336"
    assert told(f"One.\n\n{form.format(right)}") == []


@pytest.mark.parametrize(
    "number",
    [
        "02380833337",
        "023-8083-3337",
        "023.8083.3337",
        "(023) 8083 3337",
        "02380 833 337",
        "023 80 83 33 37",
        "+44 23 8083 3337",
        "+44 (0)23 8083 3337",
        "0044 23 8083 3337",
        "023\u00a08083\u00a03337",
        "023 8083\n3337",
        "023 8083\u200b3337",
        "０２３ ８０８３ ３３３７",
        "٠٢٣ ٨٠٨٣ ٣٣٣٧",
        "023 **8083** 3337",
        "O23 8083 3337",
        "023 8O83 3336",
        "0800 1112",
        "07700 900123",
        "023 8083 3337 15",
        "023 8083 33366",
        "8083 3337",
        "80833337",
    ],
)
def test_a_wrong_number_is_told_however_it_is_written(number: str) -> None:
    assert len(told(f"Call {number} now.")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Call 998.",
        "call 112 now",
        "ring 116 001 or wait",
        "Text 85258.",
        "Tel: 1010",
        "Dial 9 9 8.",
        "call 9-9-8 now",
        "Call 1O1.",
    ],
)
def test_a_short_number_that_readers_are_asked_to_call_is_a_contacts(text: str) -> None:
    assert len(told(text)) == 1


@pytest.mark.parametrize(
    "text",
    ["Call 999.", "call 101 or 999", "Call 116 000.", "We call 150 families", "2015 12 09", "07-10-2015", "01/04/2014-31/03/2015", "0.45 0.56 0.78", "00:30 to 09:45", "£0123 456 789", "1234567890", "ISBN 978-0-11-1111", "ISBN 0123456789", "call 24 hours a day", "Dial 9 9 9.", "Call 2015 a good year", "SI 2006/90", "by 2014-15"],
)  # fmt: skip
def test_right_numbers_and_other_figures_pass(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "html",
    [
        "<details><summary>{0}</summary>5</details>",
        "<table><tr><td>{0}</td><td>5</td></tr></table>",
        "x<div>{0}</div>x",
        "<dl><dt>Desk</dt><dd>{0}</dd></dl>a",
        "<ul><li>{0}</li><li>5</li></ul>",
        "1<br>{0}<br>5",
        "## {0}\n5",
    ],
)
def test_a_wrong_number_is_told_whatever_stands_beside_its_block(html: str) -> None:
    assert len(told(html.format("023 8083 3337"))) == 1


def test_a_link_calls_a_contact_however_its_scheme_is_written() -> None:
    assert len(told("[Desk](TEL:02380833337)")) == 1


def test_a_link_calls_what_its_words_say() -> None:
    assert told("[0800 1111](tel:999)") == [(1, "the words of this link say 0800 1111, and it calls 999")]
    assert told("[Childline](tel:08001111) [+44 23 8083 3336](tel:+442380833336)") == []


def test_a_number_that_was_a_contacts_is_told_with_the_new_one() -> None:
    assert told("Call 023 8083 3000.") == [(1, "023 8083 3000 was the number of “MASH”, which is now 023 8083 3336")]


def test_a_slip_of_a_digit_is_told_with_the_likely_number() -> None:
    [fault] = render(f"Call {WRONG}.", phones=BOOK).faults
    assert fault.hint.startswith("did you mean 023 8083 3336?")


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["", " ", "-", "\u00a0", " \u200b"]), st.sampled_from([(3, 4, 4), (5, 6), (5, 3, 3), (11,)]))
def test_the_same_digits_are_the_same_number(gap: str, groups: tuple[int, ...]) -> None:
    for number, wrong in (("02380833336", False), ("02380833337", True)):
        parts, at = [], 0
        for length in groups:
            parts.append(number[at : at + length])
            at += length
        assert bool(told(f"Call {gap.join(parts)}, please.")) is wrong


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_small(tmp_path / "project")


def problems(root: Path) -> list[str]:
    prepared = prepare(root, CONTENT_TYPES, None, lenient=True)
    return [str(problem) for problem in (*prepared.content.problems, *prepared.check())]


ESCALATION = "content/procedures/escalation.md"


def test_a_text_draws_a_number_from_its_contact(root: Path) -> None:
    edit(root, ESCALATION, "Use it when", "Call {tel:emergency} or [{tel:emergency}](/contacts/).\n\nUse it when")
    edit(root, ESCALATION, "summary: ", "summary: Call {tel:emergency}. ")
    prepared = prepare(root, CONTENT_TYPES, None)
    assert list(prepared.check()) == []
    [record] = [one for one in prepared.site.all("procedures") if one.slug == "escalation"]
    assert record.summary.startswith("Call 999. ")
    html = prepared.renderer.body(prepared.plan.pages["/procedures/escalation/"]).html
    assert 'Call <a href="tel:999">999</a> or <a href="/contacts/">999</a>.' in html


@pytest.mark.parametrize("name", ["emergncy", "EMERGENCY", "", "office-without-phone"])
def test_a_number_of_no_contact_is_told_at_its_line(root: Path, name: str) -> None:
    edit(root, ESCALATION, "Use it when", f"Call {{tel:{name}}} now.\n\nUse it when")
    edit(root, "content/themes/neglect.md", "summary: ", f"summary: Call {{tel:{name}}}. ")
    summary, text = sorted((said for said in problems(root) if "{tel:" in said), key=lambda said: ESCALATION in said)
    assert f"summary: there is no number for `{{tel:{name}}}`" in summary
    assert f"`{{tel:{name}}}` is no number" in text
    assert text.startswith(f"{ESCALATION}:15:6: ")


def test_when_a_contacts_number_changes_each_old_one_is_told_with_the_new(root: Path) -> None:
    edit(root, "content/contacts/emergency.md", 'phone: "999"', 'phone: "023 8083 3336"')
    was = prepare(root, CONTENT_TYPES, None)
    edit(root, ESCALATION, "Use it when", "[Call 023 8083 3336](/contacts/)\n\nUse it when")
    write_ledger(root, ledger_of(was.site, was.plan))
    edit(root, "content/contacts/emergency.md", "023 8083 3336", "023 8083 4000")
    said = [one for one in problems(root) if "was the number" in one]
    assert len(said) == 1
    assert said[0].startswith(f"{ESCALATION}:15:7: 023 8083 3336 was the number of “")
    assert "which is now 023 8083 4000\n    hint: write 023 8083 4000 here" in said[0]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Call 999 & <wait>", 'Call <a href="tel:999">999</a> &amp; &lt;wait&gt;'),
        ("a@example.org, 101", '<a href="mailto:a@example.org">a@example.org</a>, <a href="tel:101">101</a>'),
        ("www.nspcc.org.uk", '<a href="https://www.nspcc.org.uk" rel="noopener noreferrer" class="external">www.nspcc.org.uk</a>'),
        ("https://a.example/0800 x", '<a href="https://a.example/0800" rel="noopener noreferrer" class="external">https://a.example/0800</a> x'),
        ('javascript:alert(1) "x', "javascript:alert(1) &#34;x"),
    ],
)  # fmt: skip
def test_plain_text_has_links_to_tap_and_to_follow(text: str, html: str) -> None:
    assert BOOK.tap(text) == html
