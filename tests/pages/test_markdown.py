"""Markdown to safe HTML: hostile text is cleaned, paragraphs numbered, tables reachable, ids and links known."""

from __future__ import annotations

import re

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import HtmlElement

from lscb.pages.markdown import Heading, Link, Rendered, render
from lscb.pages.telephones import PhoneBook


def parsed(rendered: Rendered) -> HtmlElement:
    return lxml.html.fragment_fromstring(rendered.html, create_parent="div")


def unsafe(html: str) -> list[str]:
    """Whatever could run, or style, in a reader's browser."""
    root = lxml.html.fragment_fromstring(html, create_parent="div") if html else lxml.html.Element("div")
    found = []
    for element in root.iter():
        tag = str(element.tag)
        if tag in {
            "script",
            "style",
            "iframe",
            "object",
            "embed",
            "form",
            "input",
            "base",
            "meta",
            "link",
            "svg",
            "math",
            "template",
        }:
            found.append(tag)
        for name, value in element.attrib.items():
            scheme = re.sub(r"[\x00-\x20]", "", str(value)).lower()
            if str(name).startswith("on") or name in {"style", "srcdoc", "formaction", "background", "srcset", "action"}:
                found.append(f"{tag}[{name}]")
            elif scheme.startswith(("javascript:", "data:", "vbscript:")) and name in {"href", "src", "cite"}:
                found.append(f"{tag}[{name}={value}]")
    return found


HOSTILE = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<img src=x onerror=alert(1) alt=x>",
    "<img src=x alt='a' style='position:fixed'>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "![x](data:image/svg+xml;base64,PHN2Zz4=)",
    "<javascript:alert(1)>",
    "[x]: javascript:alert(1)\n[x]",
    "<iframe src=https://evil.example></iframe>",
    "<form action=https://evil.example><input name=q></form>",
    "<style>body{display:none}</style>",
    "<p style='display:none'>x</p>",
    "x {: style='color:red' onclick='alert(1)' }",
    "## x {: onmouseover=alert(1) }",
    "<div markdown='1' onclick='x'>*y*</div>",
    "<base href=https://evil.example>",
    "<meta http-equiv=refresh content=0>",
    "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "`<script>alert(1)</script>`",
    "<!-- <script> --><b onfocus=alert(1) autofocus>x</b>",
    "<details ontoggle=alert(1) open><summary>x</summary></details>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<object data=x></object><embed src=x>",
]


@pytest.mark.parametrize("body", HOSTILE)
@pytest.mark.parametrize("numbered", [False, True])
def test_hostile_html_is_cleaned(body: str, numbered: bool) -> None:
    assert unsafe(render(f"## A\n\nText {body}\n\n{body}\n", numbered=numbered).html) == []


def test_the_check_for_hostile_html_sees_it() -> None:
    assert unsafe('<script>x</script><a href=" java\nscript:x" onclick="y" style="z">a</a>') == [
        "script", "a[href= java\nscript:x]", "a[onclick]", "a[style]",
    ]  # fmt: skip


PIECES = [
    *HOSTILE,
    "\n\n",
    "# ",
    "## ",
    "> ",
    "- ",
    "1. ",
    "| a | b |\n|--|--|\n| c | d |\n",
    "[^1]",
    "[^1]: n\n",
    "{: #x }",
    "\x00",
    "\x0b",
    "]]>",
]


@settings(max_examples=400)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=12), st.booleans())
def test_no_text_whatever_makes_anything_that_runs(pieces: list[str], numbered: bool) -> None:
    rendered = render("".join(pieces), numbered=numbered)
    assert unsafe(rendered.html) == []
    assert rendered.ids == {str(found) for found in parsed(rendered).xpath(".//@id")} if rendered.html else True


@settings(max_examples=400)
@given(st.text(max_size=80))
def test_any_text_at_all_renders_to_html_that_is_its_own_parse(body: str) -> None:
    html = render(body).html
    again = lxml.html.tostring(parsed(Rendered(html)), encoding="unicode") if html else "<div></div>"
    assert again == f"<div>{html}</div>"


@pytest.mark.parametrize(
    "href",
    ["https://a.example/b", "http://a.example", "HTTPS://a.example/b"],
)
def test_a_link_out_is_marked(href: str) -> None:
    [link] = parsed(render(f"[x]({href})")).iter("a")
    assert (link.get("rel"), link.get("class")) == ("noopener noreferrer", "external")


@pytest.mark.parametrize("href", ["/a/", "#a", "mailto:a@b.example", "tel:999", "../b.md"])
def test_a_link_within_is_not_marked(href: str) -> None:
    [link] = parsed(render(f"[x]({href})")).iter("a")
    assert dict(link.attrib) == {"href": href}


def test_paragraphs_of_a_procedure_are_numbered_by_section() -> None:
    rendered = render("Before.\n\n## One\n\nA.\n\nB.\n\n- C.\n\n## Two\n\nD.\n", numbered=True)
    numbers = [(element.get("href"), element.text) for element in parsed(rendered).xpath(".//*[@class='num']")]
    assert numbers == [(None, "1"), ("#p1-1", "1.1"), ("#p1-2", "1.2"), (None, "2"), ("#p2-1", "2.1")]
    assert {"p1-1", "p1-2", "p2-1", "one", "two"} == rendered.ids
    assert "Before." in rendered.html


def test_a_numbered_paragraph_keeps_the_id_its_editor_gave() -> None:
    rendered = render("## One\n\nA.\n{: #first }\n", numbered=True)
    assert rendered.ids == {"one", "first"}
    assert 'href="#first"' in rendered.html


def test_numbers_are_no_part_of_the_contents_list() -> None:
    assert render("## One\n\n### Inner\n\n## Two\n", numbered=True).toc == (
        Heading("one", "One", (Heading("inner", "Inner"),)),
        Heading("two", "Two"),
    )


def test_a_table_scrolls_in_a_region_that_the_keyboard_reaches() -> None:
    root = parsed(
        render("| a | b |\n|---|--:|\n| 1 | 2 |\n\n<table><caption>Told</caption><tr><td>x</td></tr></table>\n\nAfter.\n")
    )
    regions = root.xpath("./div[@class='table']")
    assert [(one.get("role"), one.get("tabindex"), one.get("aria-label")) for one in regions] == [
        ("region", "0", "Table 1"),
        ("region", "0", "Told"),
    ]
    assert regions[0].xpath(".//th/@scope") == ["col", "col"]
    assert regions[0].xpath(".//td/@class") == ["right"]
    assert not root.xpath(".//@align")
    assert "After." in root.text_content()


@pytest.mark.parametrize(
    ("body", "faults"),
    [
        ("# Title\n", [(1, 1, "a heading of one `#` stands in the text")]),
        ("A.\n\n<h1>Title</h1>\n", [(3, 5, "a heading of one `#` stands in the text")]),
        ("A.\n\nB ![](a.png)\n", [(3, 7, "a picture has no description")]),
        ("![  ](a.png)\n", [(1, 7, "a picture has no description")]),
        ("![\u200b\u3164](a.png)\n", [(1, 7, "a picture has no description")]),
        ("## A {: #x }\n\n## B {: #x }\n", [(1, 9, "the id “x” is used twice on this page")]),
        ("## A\n\n## A\n", []),
        ("![A desk](a.png)\n", []),
        ("A [](/x/)\n", [(1, 4, "the link to `/x/` has no words")]),
        ("A [\u200b](/x/)\n", [(1, 5, "the link to `/x/` has no words")]),
        ("[![A desk](a.png)](/x/)\n", []),
        (
            "A\n![A desk](data:image/png;base64,AAAA)\n",
            [(2, 11, "the picture `data:image/png;base64,AAAA` is not a file beside this one")],
        ),
        ("![A desk](C:/Users/ann/a.png)\n", [(1, 11, "the picture `C:/Users/ann/a.png` is not a file beside this one")]),
        ("![A desk](file:///home/a.png)\n", [(1, 11, "the picture `file:///home/a.png` is not a file beside this one")]),
        (
            "[x](/about/) [x](ftp://a)\n\n[x](sms:1)\n",
            [(1, 18, "the link `ftp://a` leads nowhere"), (3, 5, "the link `sms:1` leads nowhere")],
        ),
        ("![A desk](a.png)\n![](a.png)\n", [(2, 5, "a picture has no description")]),
        (
            "# Title\n\n# Title\n",
            [(1, 1, "a heading of one `#` stands in the text"), (3, 1, "a heading of one `#` stands in the text")],
        ),
        ("A [x](javascript:alert(1))\n", [(1, 7, "the link `javascript:alert(1` leads nowhere")]),
    ],
)
def test_what_is_wrong_with_the_form_is_found(body: str, faults: list[tuple[int, int, str]]) -> None:
    assert [(*at, message) for at, message, _ in render(body).faults] == faults


def test_an_id_that_numbering_would_use_twice_is_found() -> None:
    rendered = render("## One\n\nA.\n\n### B {: #p1-1 }\n", numbered=True)
    ids = parsed(rendered).xpath(".//@id")
    assert len(ids) == len(set(ids)) or rendered.faults


def test_links_are_found_as_they_were_written_and_counted() -> None:
    links = render("[a](x.md) [b](/y/) [c](x.md) ![d](x.md)").links
    assert links == (Link("x.md", 0), Link("/y/", 0), Link("x.md", 1), Link("x.md", 2, picture=True))


def test_a_link_to_a_file_becomes_its_address() -> None:
    rendered = render("[a](x.md#there) and [b](y.md)", {"x.md#there": "/x/#there"}.get)
    assert parsed(rendered).xpath(".//a/@href") == ["/x/#there", "y.md"]
    assert [link.href for link in rendered.links] == ["x.md#there", "y.md"]


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("", ""),
        (" \n", ""),
        ("One\n\nTwo", "<p>One</p>\n<p>Two</p>"),
        ("Term\n:   What it is", "<dl>\n<dt>Term</dt>\n<dd>What it is</dd>\n</dl>"),
        ("<details><summary>More</summary>Text</details>", "<details><summary>More</summary>Text</details>"),
        ("<section>\nText\n</section>", "<section>\nText\n</section>"),
        ("*a* **b** `c`", "<p><em>a</em> <strong>b</strong> <code>c</code></p>"),
    ],
)
def test_what_staff_write_comes_out_as_it_should(body: str, html: str) -> None:
    assert render(body).html == html


NUMBERS = PhoneBook(frozenset({"999", "101", "023 8083 3336", "0800 1111"}))


@pytest.mark.parametrize(
    ("body", "linked"),
    [
        ("Call 999.", ["tel:999"]),
        ("Call 023 8083 3336 or 02380833336.", ["tel:02380833336", "tel:02380833336"]),
        ("**0800 1111**", ["tel:08001111"]),
        ("[0800 1111](/contacts/)", ["/contacts/"]),
        ("`0800 1111`", []),
        ("£999, 999,000, 999%, 1.999 and 2999", []),
        ("in 1011 and 101st", []),
    ],
)
def test_numbers_that_contacts_hold_can_be_tapped(body: str, linked: list[str]) -> None:
    rendered = render(body, phones=NUMBERS)
    assert parsed(rendered).xpath(".//a/@href") == linked
    assert rendered.faults == ()


@pytest.mark.parametrize(
    "number", ["023 8083 3337", "01632 960 001", "07700 900123", "02380 833337", "(023) 8083 3337", "+44 23 8083 3337"]
)
def test_a_number_that_no_contact_holds_is_a_fault(number: str) -> None:
    [(at, message, _)] = render(f"Call\n{number} now.", phones=NUMBERS).faults
    assert at == (2, 1)
    assert message.startswith("no contact has the number ")


@pytest.mark.parametrize(
    "text", ["2014-15", "1,628.5", "£124,284", "2015-09-16", "SI 2006/90", "19542", "024", "0.45 and 0.5", "00:30"]
)
def test_other_figures_are_no_telephone_numbers(text: str) -> None:
    assert render(f"So {text} it is.", phones=NUMBERS).faults == ()
