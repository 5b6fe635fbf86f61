"""No child can be named by accident: what is refused, what is advised, where, and how an exception is made."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from lscb.disclosure.control import DisclosureControl
from lscb.disclosure.never_named import KEY, LIST, NeverNamed, add_name, read_never_named
from lscb.problems import FieldError
from lscb.reading.load import read_content
from lscb.types import CONTENT_TYPES
from tests.disclosure.files import office, packed, pdf, pdf_with, photograph, sound, word
from tests.support.building import edit, lscb, write

REVIEW = "content/case-reviews/child-x.md"
CONSIDERED = 'disclosures: [{text: "Ms Victoria Climbié", why: "An inquiry bears her name", on: 2015-09-01}]\n'


def control(root: Path, never: NeverNamed | None = None) -> DisclosureControl:
    content = read_content(root, CONTENT_TYPES)
    assert content.problems == []
    return DisclosureControl(content, never or NeverNamed())


def refused(root: Path, never: NeverNamed | None = None) -> list[str]:
    return [str(problem) for problem in control(root, never).refused()]


def advised(root: Path) -> list[str]:
    return [str(problem) for problem in control(root).advice()]


def test_the_small_site_names_nobody(small: Path) -> None:
    assert refused(small) == advised(small) == []


def test_what_is_refused_is_told_with_its_line_why_it_matters_and_what_to_write_instead(small: Path) -> None:
    edit(small, REVIEW, "published: 2015-02-18\n---\n", "published: 2015-02-18\n---\nFirst.\n\nThen Kayden was seen.\n")
    assert refused(small) == [
        f"{REVIEW}:13:6: “Kayden” is a person's name: a child is known by it, or by a parent's or a worker's\n"
        "    hint: use the code name, or say what they are; if it must stand, say so under `disclosures:` with `text`, `why` and `on`"
    ]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("title: Child X", "title: Child X (Kayden)", 3),
        ("What was learned.", "What Kayden taught us.", 4),
        ("See each child.", "See Kayden.", 8),
        ("18\n---\n", "18\nnotes: [All of it is about Kayden.]\n---\n", 10),
        ("18\n---\n", "18\nsources: [{title: The Kayden report}]\n---\n", 10),
        ("18\n---\n", "18\n---\n![Kayden at the gate](gate.jpg)\n", 11),
        ("18\n---\n", '18\n---\n![A gate](gate.jpg "Where Kayden lived")\n', 11),
        ("18\n---\n", "18\n---\n[what Kayden said](https://example.org/a)\n", 11),
        ("18\n---\n", "18\n---\n<!-- Kayden -->\n", 11),
        ("18\n---\n", "18\n---\n| a | b |\n|---|---|\n| c | Kayden |\n", 13),
    ],
)
def test_wherever_it_stands_in_a_review(small: Path, old: str, new: str, line: int) -> None:
    photograph(small / "content/case-reviews/gate.jpg")
    edit(small, REVIEW, old, new)
    (found,) = refused(small)
    assert found.startswith(f"{REVIEW}:{line}:")
    assert "Kayden" in found


@pytest.mark.parametrize(
    "way",
    [
        "related: [case-reviews/child-x]\n---\n",
        "---\nSee [it](/case-reviews/child-x/). ",
        "---\nSee [it](../../case-reviews/child-x.md). ",
        "---\nSee Child X. ",
    ],
)
def test_whatever_refers_to_a_review_is_held_to_the_same(small: Path, way: str) -> None:
    lead = "content/newsletters/2015-spring/lead.md"
    edit(small, lead, "---\nThe story", "---\nKayden was there. The story")
    assert refused(small) == []
    assert "“Kayden” is a person's name" in advised(small)[0]
    edit(small, lead, "---\nKayden", f"{way}Kayden")
    assert "“Kayden” is a person's name" in refused(small)[0]


def test_elsewhere_it_is_advice_and_the_check_finds_no_problem(small: Path) -> None:
    edit(small, "content/newsletters/2015-spring/lead.md", "The story", "Kayden was there. The story")
    done = lscb(small, "check")
    assert done.code == 0, done.said
    assert "lead.md:9:1: “Kayden” is a person's name" in done.out
    assert "no problems" in done.out


def test_the_check_refuses_a_review_that_names_somebody(small: Path) -> None:
    edit(small, REVIEW, "See each child.", "See Kayden.")
    done = lscb(small, "check")
    assert (done.code, "“Kayden” is a person's name" in done.err) == (1, True)


def test_drafts_and_what_is_embargoed_are_looked_at_too(small: Path) -> None:
    edit(small, REVIEW, "See each child.\n", "See Kayden.\n")
    edit(small, REVIEW, "published:", "draft: yes\npublished:")
    assert len(refused(small)) == 1


def test_a_considered_exception_lets_its_text_stand_and_nothing_else_and_is_reported(small: Path) -> None:
    edit(small, REVIEW, "See each child.", "See Kayden. Ms Victoria Climbié is in every mind.")
    edit(small, REVIEW, "published:", f"{CONSIDERED}published:")
    (found,) = refused(small)
    assert "Kayden" in found
    assert f"considered: {REVIEW}:9: “Ms Victoria Climbié”, on 2015-09-01: An inquiry bears her name" in control(small).report()


def test_an_exception_needs_a_reason_and_a_day(small: Path) -> None:
    edit(small, REVIEW, "published:", "disclosures: [{text: Kayden}]\npublished:")
    problems = [str(problem) for problem in read_content(small, CONTENT_TYPES).problems]
    assert [problem.split(": ", 2)[1:] for problem in problems] == [
        ["disclosures 1, why", "is missing\n    hint: add a line `why: …`"],
        ["disclosures 1, on", "is missing\n    hint: add a line `on: …`"],
    ]


def test_whom_the_whole_site_may_name_is_content(small: Path) -> None:
    edit(small, REVIEW, "See each child.", "Keith Makin said so.")
    assert refused(small)
    write(small, "content/disclosure.yml", "may_be_named:\n  - name: Keith Makin\n    why: The Chair\n")
    assert refused(small) == []
    assert "may be named: Keith Makin (The Chair)" in control(small).report()


def _bytes(file: Path, raw: bytes) -> Path:
    file.write_bytes(raw)
    return file


ATTACHED: dict[str, Callable[[Path], Path]] = {
    "a.pdf": lambda file: pdf(file, "Kayden was born on 3 March 2012."),
    "b.pdf": lambda file: pdf(file, "Nothing.", author="Kayden Okonkwo"),
    "c.pdf": lambda file: pdf(file, "Kayden", password="secret"),
    "a.docx": lambda file: office(file, word_document=word("Kay", "den was", " seen.")),
    "b.docx": lambda file: office(file, word_document=word("Nothing."), word_comments=word("Is Kayden meant?")),
    "c.docx": lambda file: office(file, word_document=word("Nothing."), docProps_core="<a><creator>Kayden Okonkwo</creator></a>"),
    "a.xlsx": lambda file: office(file, xl_sharedStrings="<sst><si><t>Kayden</t></si><si><t>SO14 7FP</t></si></sst>"),
    "a.pptx": lambda file: office(file, ppt_slides_slide1='<a><p><t>A slide</t></p><pic descr="Kayden at home"/></a>'),
    "d.pdf": lambda file: pdf_with(file, bookmark="Kayden at home"),
    "e.pdf": lambda file: pdf_with(file, inside="notes.txt"),
    "f.pdf": lambda file: pdf_with(file, field="Kayden at home"),
    "b.pptx": lambda file: office(file, ppt_notesSlides_notesSlide1="<a><p><t>Ask Kayden</t></p></a>"),
    "b.xlsx": lambda file: office(file, xl_workbook='<workbook><sheet name="Kayden"/></workbook>'),
    "c.xlsx": lambda file: office(file, xl_comments1="<c><comment><text><t>Kayden?</t></text></comment></c>"),
    "e.docx": lambda file: packed(file, word__embeddings__oleObject1_bin=b"words"),
    "f.docx": lambda file: packed(file, word__embeddings__a_xlsx=office(file, xl_a="<a><t>Kayden</t></a>").read_bytes()),
    "g.docx": lambda file: packed(file, word___rels__document_rels='<r><a Target="mailto:kayden@post.example"/></r>'),
    "a.odt": lambda file: packed(file, content_xml="<a><h>Kay<span>den</span></h></a>"),
    "b.odt": lambda file: packed(file, meta_xml="<a><creator>Kayden Okonkwo</creator></a>"),
    "c.odt": lambda file: packed(file, **{"META-INF__manifest_xml": "<a><encryption-data/></a>"}),
    "a.mp3": lambda file: sound(file, "Kayden at home"),
    "b.csv": lambda file: _bytes(file, "name\nKayden\n".encode("utf-16")),
    "d.docx": lambda file: write(file.parent, file.name, "not an Office file at all"),
    "a.jpg": lambda file: photograph(file, description="Kayden at home"),
    "b.jpg": lambda file: photograph(file, title="Kayden at home"),
    "c.jpg": lambda file: photograph(file, xmp='<x xmlns:dc="d"><dc:title>Kayden at home</dc:title></x>'),
    "d.jpg": lambda file: photograph(file, place=True),
    "a.csv": lambda file: write(file.parent, file.name, "name,age\nKayden,4\n"),
    "a.svg": lambda file: write(file.parent, file.name, '<svg xmlns="http://www.w3.org/2000/svg"><title>Kayden</title></svg>'),
    "kayden-at-home.jpg": photograph,
    "Emily_Smith.pdf": lambda file: pdf(file, "Nothing."),
}


def test_inside_attached_files_beside_a_review_and_in_their_names(small: Path) -> None:
    for name, make in ATTACHED.items():
        make(small / "content/case-reviews" / name)
    told = {problem.split(":", 1)[0].rsplit("/", 1)[-1] for problem in refused(small)}
    assert told == set(ATTACHED)


def test_a_file_that_an_article_attaches_is_advice_until_the_article_refers_to_a_review(small: Path) -> None:
    lead = "content/newsletters/2015-spring/lead.md"
    pdf(small / "content/newsletters/2015-spring/leaflet.pdf", "Kayden was seen.")
    edit(small, lead, "The story", "[Leaflet](leaflet.pdf). The story")
    assert refused(small) == []
    assert "leaflet.pdf:1:1: page 1: “Kayden”" in advised(small)[0]
    edit(small, lead, "The story", "[Review](/case-reviews/child-x/). The story")
    assert "leaflet.pdf:1:1: page 1: “Kayden”" in refused(small)[0]


def test_a_plain_file_is_told_of_nothing(small: Path) -> None:
    folder = small / "content/case-reviews"
    pdf(folder / "summary.pdf", "What was learned, and what changed.", title="What was learned")
    photograph(folder / "desk.jpg", description="Two people at a desk")
    office(folder / "plan.docx", word_document=word("What is to be done."))
    assert refused(small) == []


class TestNeverNamed:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        for name in ("Zebedee Quillfeather", "Marmalade"):
            assert add_name(tmp_path / "kept", name)
        return tmp_path / "kept"

    @pytest.mark.parametrize(
        "said", ["Zebedee Quillfeather", "zebedee  quillfeather", "ZEBEDEE\nQUILLFEATHER", "Zébedee-Quillfeather", "Marmalade's"]
    )
    def test_a_name_on_the_list_is_refused_wherever_it_stands_however_it_is_written(
        self, small: Path, folder: Path, said: str
    ) -> None:
        edit(small, "content/newsletters/2015-spring/lead.md", "The story", f"A word from {said}. The story")
        (found,) = refused(small, read_never_named(folder))
        assert "lead.md:9:13:" in found
        assert "a name that must never appear" in found

    def test_no_exception_lets_it_stand(self, small: Path, folder: Path) -> None:
        edit(small, REVIEW, "See each child.", "See Marmalade.")
        edit(small, REVIEW, "published:", "disclosures: [{text: Marmalade, why: None, on: 2015-09-01}]\npublished:")
        assert len(refused(small, read_never_named(folder))) == 1

    def test_in_file_names_and_attached_files(self, small: Path, folder: Path) -> None:
        pdf(small / "content/documents/marmalade.pdf", "See Zebedee Quillfeather.")
        assert len(refused(small, read_never_named(folder))) == 2

    def test_the_list_itself_names_nobody_and_only_its_owner_reads_it(self, folder: Path) -> None:
        kept = (folder / LIST).read_text()
        assert [re.fullmatch(r"[12] [0-9a-f]{64}", line) is not None for line in kept.splitlines()] == [True, True]
        assert {(folder / name).stat().st_mode & 0o777 for name in (LIST, KEY)} == {0o600}

    def test_another_key_makes_another_list(self, folder: Path, tmp_path: Path) -> None:
        add_name(tmp_path / "other", "Marmalade")
        assert read_never_named(folder).digests.isdisjoint(read_never_named(tmp_path / "other").digests)

    def test_a_name_is_added_once(self, folder: Path) -> None:
        assert not add_name(folder, "  marmalade ")

    def test_a_list_without_its_key_is_told(self, folder: Path) -> None:
        (folder / KEY).unlink()
        with pytest.raises(FieldError, match="cannot be used"):
            read_never_named(folder)

    def test_the_command_asks_for_the_name_and_shows_it_nowhere(self, small: Path, tmp_path: Path) -> None:
        kept = tmp_path / "list"
        done = lscb(small, "never-name", env={"LSCB_NEVER_NAMED": str(kept)}, stdin="Zebedee Quillfeather\n")
        assert done.code == 0, done.said
        assert "Zebedee" not in done.said
        edit(small, "content/newsletters/2015-spring/lead.md", "The story", "Zebedee Quillfeather said. The story")
        checked = lscb(small, "check", env={"LSCB_NEVER_NAMED": str(kept)})
        assert checked.code == 1
        assert "a name that must never appear" in checked.err

    def test_the_list_cannot_lie_in_the_site(self, small: Path) -> None:
        done = lscb(small, "never-name", env={"LSCB_NEVER_NAMED": "list"}, stdin="Zebedee\n")
        assert (done.code, "must not be" in done.err) == (2, True)
