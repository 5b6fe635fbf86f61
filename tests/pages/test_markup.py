"""Markdown as its writers mean it: habits of word processors and of other Markdowns are taken as meant, or told."""

from __future__ import annotations

import re

import lxml.html
import pytest

from lscb.pages.markdown import render


def html(body: str) -> str:
    rendered = render(body)
    assert rendered.faults == ()
    return re.sub(r">\s+<", "><", rendered.html).replace("\n", " ")


@pytest.mark.parametrize(
    ("body", "meant"),
    [
        ("You need:\n- one\n- two", "<p>You need:</p><ul><li>one</li><li>two</li></ul>"),
        ("You need:\n1. one\n2. two", "<p>You need:</p><ol><li>one</li><li>two</li></ol>"),
        ("You need:\n1) one\n2) two", "<p>You need:</p><ol><li>one</li><li>two</li></ol>"),
        ("- one\n  - two\n    - three", "<ul><li>one <ul><li>two <ul><li>three</li></ul></li></ul></li></ul>"),
        ("- one\n    - two", "<ul><li>one <ul><li>two</li></ul></li></ul>"),
        ("1. one\n  - two\n  - three\n2. four", "<ol><li>one <ul><li>two</li><li>three</li></ul></li><li>four</li></ol>"),
        ("•\tone\n•\ttwo", "<ul><li>one</li><li>two</li></ul>"),
        ("• one\n•two", "<ul><li>one</li><li>two</li></ul>"),
        ("·\tone\no\ttwo\n▪\tthree", "<ul><li>one <ul><li>two <ul><li>three</li></ul></li></ul></li></ul>"),
        ("\uf0b7\tone\n\uf0a7\ttwo", "<ul><li>one <ul><li>two</li></ul></li></ul>"),
        ("-\u00a0one\n-\u00a0two", "<ul><li>one</li><li>two</li></ul>"),
        ("–\tone\n–\ttwo", "<ul><li>one</li><li>two</li></ul>"),
        ("1.\u00a0one\n2.\u00a0two", "<ol><li>one</li><li>two</li></ol>"),
        ("\u00a0\u00a0- one\n\u00a0\u00a0- two", "<ul><li>one</li><li>two</li></ul>"),
        ("Text:\n| a | b |\n|---|---|\n| 1 | 2 |", "<p>Text:</p>"),
        ("\tA paragraph of Word.", "<p>A paragraph of Word.</p>"),
        ("One\n\n\tTwo\n\n    Three", "<p>One</p><p>Two</p><p>Three</p>"),
        ("<details><summary>More</summary>\n\n**Bold**\n\n</details>", "<details><summary>More</summary><p><strong>Bold</strong></p></details>"),
        ("See www.nspcc.example/a.", '<p>See <a href="https://www.nspcc.example/a" rel="noopener noreferrer" class="external">www.nspcc.example/a</a>.</p>'),
        ("See https://a.example/b?c=d_e.", '<p>See <a href="https://a.example/b?c=d_e" rel="noopener noreferrer" class="external">https://a.example/b?c=d_e</a>.</p>'),
        ("Write to a.b@example.org!", '<p>Write to <a href="mailto:a.b@example.org">a.b@example.org</a>!</p>'),
        ("GOV.UK, report.pdf and 3.5", "<p>GOV.UK, report.pdf and 3.5</p>"),
        ("`www.a.example`", "<p><code>www.a.example</code></p>"),
        ("~~old~~ new", "<p><s>old</s> new</p>"),
        ("He was born in\n1986. She was not.", "<p>He was born in 1986. She was not.</p>"),
        ("A – b\n– c", "<p>A – b – c</p>"),
        ("-5 degrees, 2*3*4, #BeSafe", "<p>-5 degrees, 2<em>3</em>4, #BeSafe</p>"),
        ("- one\n\n  more\n- two", "<ul><li><p>one</p><p>more</p></li><li><p>two</p></li></ul>"),
        ("- one\ngoes on\n- two", "<ul><li>one goes on</li><li>two</li></ul>"),
        ("- one\n  ```\n  x\n    y\n  ```\n- two", '<ul><li><p>one</p><pre tabindex="0"><code>x   y </code></pre></li><li><p>two</p></li></ul>'),
        ("1. one\n\n   | a |\n   |---|\n   | 1 |\n2. two", '<ol><li><p>one</p><div class="table"'),
        ("> one\n> - two\n> - three", "<blockquote><p>one</p><ul><li>two</li><li>three</li></ul></blockquote>"),
        ("> one\ngoes on\n\n> two", "<blockquote><p>one goes on</p></blockquote><blockquote><p>two</p></blockquote>"),
        ("- > one\n  > two", "<ul><li><blockquote><p>one two</p></blockquote></li></ul>"),
        ("1. one\n- two", "<ol><li>one</li></ol><ul><li>two</li></ul>"),
        ("Text\n## Head\nmore", '<p>Text</p><h2 id="head">Head</h2><p>more</p>'),
        ("Text\n> said\n\nmore", "<p>Text</p><blockquote><p>said</p></blockquote><p>more</p>"),
        ("A\n:   one\n:   two\nB\n:   three", "<dl><dt>A</dt><dd>one</dd><dd>two</dd><dt>B</dt><dd>three</dd></dl>"),
        ("A\n:   one\n    - two", "<dl><dt>A</dt><dd><p>one</p><ul><li>two</li></ul></dd></dl>"),
        ("Text\n<div>raw</div>\n\nmore", "<p>Text</p><div>raw</div><p>more</p>"),
        ("(see https://a.example/b_(c), or www.b.example)", '<p>(see <a href="https://a.example/b_(c)" rel="noopener noreferrer" class="external">https://a.example/b_(c)</a>, or <a'),
        ("<a href='/x/'>www.a.example</a>", '<p><a href="/x/">www.a.example</a></p>'),
        ("*see https://a.example/x_y_z*", '<p><em>see <a href="https://a.example/x_y_z"'),
        ("```\n•\tas it is\n```", '<pre tabindex="0"><code>• as it is </code></pre>'),
    ],
)  # fmt: skip
def test_what_was_meant_is_made(body: str, meant: str) -> None:
    assert html(body).replace("\t", " ").startswith(meant)


def test_a_name_with_spaces_is_a_name() -> None:
    assert [link.href for link in render("![A desk](Our desk 2.jpg) and [it](the leaflet.pdf)").links] == [
        "Our desk 2.jpg",
        "the leaflet.pdf",
    ]


@pytest.mark.parametrize(
    ("body", "line", "message"),
    [
        ("A\n\n[words] (/address/)", 3, "`[words] (/address/)` did not become a link"),
        ("[words](/an address/)", 1, "`[words](/an address/)` did not become a link"),
        ("A[^1]", 1, "the note `[^1]` has no text"),
        ("A ** bold**", 1, "`A **` did not become bold"),
        ("A\n\n**bold **", 3, "`**bold` did not become bold"),
        ("<div>\n**bold**\n</div>", 2, "`**bold` did not become bold"),
        ("<div>\n- a\n- b\n</div>", 2, "`- a` did not become a list"),
        ("So it was\n3) third\n4) fourth", 2, "`3) third` did not become a list"),
        ("a. one\nb. two", 1, "`a. one` did not become a list"),
        ("So:\n(1) one\n(2) two", 2, "`(1) one` did not become a list"),
        ("ii) one\niii) two", 1, "`ii) one` did not become a list"),
        ("1.1 One\n1.2 Two", 1, "`1.1 One` did not become a list"),
        ("So:\n— one\n— two", 2, "`— one` did not become a list"),
        ("-- one\n-- two", 1, "`-- one` did not become a list"),
        ("o one\no two", 1, "`o one` did not become a list"),
        ("A\n\n- [ ] one", 3, "`[ ] one` did not become a box to tick"),
        ("A\n\nsign \uf0e0 here", 3, "`\uf0e0` is a sign that only the font of a word processor has"),
        ("1.One\n2.Two", 1, "`1.One` did not become a list"),
        ("A\n\n-one\n-two", 3, "`-one` did not become a list"),
        ("See [words][nothing].", 1, "`[words][nothing]` did not become a link"),
        ("##Heading", 1, "`##Heading` did not become a heading"),
        ("A\n\n| a | b |\n| 1 | 2 |", 3, "`| a | b |` did not become a table"),
        ("| a | b |\n|---|\n| 1 | 2 |", 1, "`| a | b |` did not become a table"),
        ("Text {: style='x' }", 1, "`{: style='x' }` named nothing"),
        ("Text <o:p></o:p>", 1, "`<o:p>` was left by a word processor"),
    ],
)
def test_markup_that_did_not_take_is_told_at_its_line(body: str, line: int, message: str) -> None:
    faults = [(fault.at.line, fault.message) for fault in render(body).faults]
    assert faults[0] == (line, message)


@pytest.mark.parametrize(
    "body",
    [
        "`[words] (/address/)`",
        "```\n- a\n**b\n```",
        "<code>**a</code>",
        "2 \\* 3",
        "[sic] (see below)",
        "**Note** - see",
        "- **Note** - see",
        "| a |\n|---|\n| - 5 |",
        "on page\n12. Then",
        "one\n— two",
        "He said\n(as he does)\n(and often)",
        "1.5 of 3\nwere seen",
        "a. m.",
        "born in\n86) too",
        "- **1.** x",
        "*a* 2. b",
    ],
)
def test_what_is_meant_as_text_is_text(body: str) -> None:
    assert render(body).faults == ()


def test_notes_are_numbered_in_the_order_of_their_marks_however_deep_these_stand() -> None:
    body = "- one[^b]\n  - two[^c]\n\n| x[^d] |\n|---|\n\nThree[^a], four[^b].\n\n" + "".join(
        f"[^{name}]: {name}{name}\n" for name in "abcd"
    )
    plain = " ".join(lxml.html.fragment_fromstring(html(body), create_parent="div").itertext()).replace(" [", "[")
    assert re.findall(r"\w+\[\d\]", plain) == ["one[1]", "two[2]", "x[3]", "Three[4]", "four[1]"]
    assert plain[plain.index("bb") :].split() == ["bb", "↩", "↩", "cc", "↩", "dd", "↩", "aa", "↩"]


def test_a_note_may_hold_a_list_and_the_mark_of_another() -> None:
    body = "A[^1]\n\n[^1]: Both:\n    - b\n    - c[^2]\n\n    [^2]: Deeper.\n"
    plain = " ".join(lxml.html.fragment_fromstring(html(body), create_parent="div").itertext()).replace(" [", "[")
    assert plain.split() == ["A[1]", "Both:", "b", "c[2]", "↩", "Deeper.", "↩"]
