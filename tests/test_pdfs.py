"""The manual on one page, and pages as PDFs: what a screen reader reads, where links lead, and that a checker finds no fault."""

from __future__ import annotations

import io
import re
import sys
from datetime import date
from pathlib import Path
from typing import Any

import lxml.html
import pikepdf
import pypdf
import pytest
from pdfua import Severity, validate
from PIL import Image, ImageFile

from lscb import cli, printed
from lscb.prepared import Prepared
from lscb.problems import FieldError
from tests.support.building import THEME, Built, copy_small, edit, lscb, shown, write
from tests.support.once import made_once
from tests.support.pdf_reading import read_aloud

MANUAL = "procedures/manual/manual.pdf"
WORDS = re.compile(r"\w+")
DAY = date(2015, 9, 16)
HOSTILE = "</script><script>alert(1)</script> & “O’Brien”"


@pytest.fixture(scope="session")
def with_pdfs(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The small site with its PDFs, and with words that try to do harm; no test changes it."""
    return made_once(tmp_path_factory, "pdfs", built_with_pdfs)


def built_with_pdfs(to: Path) -> Built:
    root = copy_small(to / "project")
    edit(root, "content/procedures/escalation.md", "Do not wait.", "`<script>alert(3)</script>` Do not wait.")
    edit(root, "content/procedures/escalation.md", "  - Speak up.", f"  - '{HOSTILE}'")
    old = "id: aaaaaap9\ntitle: An older one\nsummary: S.\nnumber: '4.9'\nscope: 4LSCB\nstatus: superseded\nsuperseded_by: escalation\n"
    write(root, "content/procedures/older.md", f"---\n{old}published: 2015-03-01\n---\n## One\n\nGone words.\n")
    done = lscb(root, "pdf")
    assert done.code == 0, done.said
    return Built(root, root / "site", done)


def files(site: Built) -> set[str]:
    return {name for name in site.files if name.endswith(".pdf") and "/media/" not in name}


def titles(outline: list[Any]) -> list[str]:
    return [title for one in outline for title in (titles(one) if isinstance(one, list) else [str(one.title)])]


def test_what_is_made(with_pdfs: Built) -> None:
    assert {
        MANUAL,
        "procedures/escalation/escalation.pdf",
        "thresholds/levels.pdf",
        "newsletters/2015-spring/whole/2015-spring.pdf",
    } <= files(with_pdfs)


def test_a_page_leads_to_its_pdf_only_where_there_is_one(with_pdfs: Built, small_site: Built) -> None:
    for name in files(with_pdfs):
        address = f"/{name.rpartition('/')[0]}/"
        assert with_pdfs.page(address).xpath("//main//a/@href[. = $it]", it=f"/{name}"), name
        assert not small_site.pages.keys() & {address} or not small_site.page(address).xpath("//a[contains(@href, '.pdf')]")


def test_a_checker_finds_no_fault(with_pdfs: Built) -> None:
    for name in files(with_pdfs):
        report = validate(str(with_pdfs.site / name))
        # WeasyPrint ties cells to their headers by /Headers and /ID, where this checker looks for /Scope
        assert [one for one in report.findings if one.severity is Severity.ERROR or one.rule_id != "UA-15-003"] == [], name


def test_every_word_is_read_in_the_order_of_the_page(with_pdfs: Built) -> None:
    for name in files(with_pdfs):
        page = (with_pdfs.site / name).with_name("index.html").read_text(encoding="utf-8")
        wanted = WORDS.findall(shown(lxml.html.fromstring(lxml.html.tostring(printed.for_paper(page, DAY).find("body")))))
        said = " ".join(words for tag, words in read_aloud(with_pdfs.site / name))
        assert "".join(WORDS.findall(said)).startswith("".join(wanted)[:40]), name
        rest = "".join(WORDS.findall(said))
        for word in wanted:
            at = rest.find(word)
            assert -1 < at < 60, (name, word, rest[:80])
            rest = rest[at + len(word) :]


def test_every_word_of_a_procedure_is_in_its_pdf(real_site: Built, real: Prepared) -> None:
    """Explained terms are buttons on screens, and words on paper."""
    for procedure in real.site.all("procedures"):
        spec = real.plan.pages[real.site.address(procedure)]
        body = lxml.html.fromstring(f"<div>{real.renderer.body(spec).html}</div>")
        paper = printed.for_paper((real_site.site / spec.address[1:] / "index.html").read_text(encoding="utf-8"), DAY)
        assert "".join(shown(body).split()) in "".join(paper.text_content().split()), spec.address


def test_a_pdf_says_where_it_is_from_and_of_which_day(with_pdfs: Built) -> None:
    for name in files(with_pdfs):
        address = f"/{name.rpartition('/')[0]}/"
        reader = pypdf.PdfReader(with_pdfs.site / name)
        for page in reader.pages:
            said = re.sub(r"\s+", " ", page.extract_text())
            assert address in said.replace(" ", "")
            assert "16 September 2015" in said
            assert f"of {len(reader.pages)}" in said
        assert reader.metadata is not None
        assert reader.metadata.title
        assert str(reader.root_object["/Lang"]) == "en-GB"


def test_headings_are_bookmarks(with_pdfs: Built) -> None:
    found = titles(pypdf.PdfReader(with_pdfs.site / MANUAL).outline)
    assert [title for title in found if title in {"Child protection conferences", "Escalation", "1 When to use it"}] == [
        "Child protection conferences",
        "Escalation",
        "1 When to use it",
    ]


def test_links_lead_within_the_pdf_or_to_the_site(with_pdfs: Built) -> None:
    for name in files(with_pdfs):
        with pikepdf.open(with_pdfs.site / name) as pdf:
            places = {str(place) for place in pdf.Root.Names.Dests.Names[::2]} if "/Names" in pdf.Root else set()
            for page in pdf.pages:
                for one in page.get("/Annots", []):
                    if "/Dest" in one:
                        assert str(one.Dest) in places, name
                    else:
                        assert str(one.A.URI).startswith(("https://", "http://", "tel:", "mailto:")), name


def test_the_same_page_makes_the_same_bytes(with_pdfs: Built) -> None:
    page = (with_pdfs.site / "procedures/manual/index.html").read_text(encoding="utf-8")
    sheet = (THEME / "pdf" / "document.css").read_text(encoding="utf-8")
    (address,) = with_pdfs.page("/procedures/manual/").xpath("//link[@rel='canonical']/@href")
    again = printed.document(page, address, DAY, sheet, lambda _: None)
    assert again == with_pdfs.files[MANUAL]


def test_the_manual_holds_each_procedure_in_force_once(with_pdfs: Built) -> None:
    page = with_pdfs.page("/procedures/manual/")
    assert page.xpath("//article/h2/@id") == ["conferences", "escalation"]
    assert page.xpath("//nav[@aria-labelledby='chapters']//a/@href") == ["#conferences", "#escalation"]
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in page.xpath("//main//a/@href") if link.startswith("#")} <= set(ids)
    assert "Gone words" not in with_pdfs.text("/procedures/manual/")
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]


def test_a_picture_is_said_in_words_and_nothing_is_fetched_from_elsewhere(tmp_path: Path) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(picture, "PNG")
    asked: list[str] = []

    def read(address: str) -> bytes | None:
        asked.append(address)
        return picture.getvalue() if address == "/media/the quay.png" else None

    page = (
        '<html lang="en-GB"><head><meta property="og:site_name" content="B"></head><body><main id="main"><h1>T</h1>'
        '<p><img src="/media/the%20quay.png" alt="The quay at low tide"></p>'
        "<details><summary>More</summary><p>Words.</p></details></main>"
        '<aside id="who-to-call"><p>999</p></aside><p class="for-print">From here.</p></body></html>'
    )
    file = tmp_path / "one.pdf"
    file.write_bytes(printed.document(page, "https://example.org/t/", DAY, "p { color: black }", read))
    assert asked == ["/media/the quay.png"]
    with pikepdf.open(file) as pdf:
        assert [str(one.Alt) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one] == [
            "The quay at low tide"
        ]
    assert [words for _, words in read_aloud(file)] == ["B", "T", "From here.", "", "More", "Words.", "999"]


def test_without_weasyprint_what_is_missing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    monkeypatch.delitem(sys.modules, "lscb.printed")
    with pytest.raises(FieldError, match="PDFs cannot be made here") as told:
        cli.pdf("")
    assert "requirements/pdf.txt" in told.value.hint


def test_pictures_that_are_cut_short_stay_faults_where_pdfs_are_made() -> None:
    """WeasyPrint, once it is imported, has Pillow take them in all of the program."""
    assert "weasyprint.images" in sys.modules
    assert not ImageFile.LOAD_TRUNCATED_IMAGES
