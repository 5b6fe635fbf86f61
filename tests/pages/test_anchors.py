"""A published anchor leads to what it meant, or to a note, whatever has been done to the text since."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from lscb.ledger import Ledger, ledger_of, merged, read_ledger, write_ledger
from lscb.pages.anchors import NOTHING_PUBLISHED, Gone, Published
from lscb.pages.markdown import Rendered, render
from lscb.prepared import prepare
from lscb.types import CONTENT_TYPES
from tests.support.building import REPOSITORY, copy_small

TEXT = """## When to use it

Use it when you disagree about the safety of a child, and talk has not helped.

Do not wait for the next meeting if the child is at risk today.

## What to do

Ring the other worker and say what you think should happen.

Ask your manager to ring theirs within one working day.

Write down what was decided and who will do it by when.
"""


def publish(before: Rendered, was: Published = NOTHING_PUBLISHED, day: date = date(2015, 10, 1)) -> Published:
    """What the ledger has once a page was published."""
    gone = tuple(Gone(one.id, one.words, one.since or day, one.into) for one in before.gone)
    return Published({one.id: one.words for one in before.anchors}, gone)


FIRST = render(TEXT, numbered=True)
PUBLISHED = publish(FIRST)


def number(rendered: Rendered, anchor: str) -> str:
    return next(one.number for one in rendered.anchors if one.id == anchor)


def after(text: str, was: Published = PUBLISHED) -> Rendered:
    return render(text, numbered=True, published=was)


def test_what_was_published_first_has_its_place_for_an_anchor() -> None:
    assert [one.id for one in FIRST.anchors] == ["when-to-use-it", "p1-1", "p1-2", "what-to-do", "p2-1", "p2-2", "p2-3"]


def test_a_new_paragraph_takes_no_anchor_from_another() -> None:
    now = after(TEXT.replace("Do not wait", "Trust what you see.\n\nDo not wait"))
    assert (number(now, "p1-1"), number(now, "p1-2")) == ("1.1", "1.3")
    new = next(one for one in now.anchors if one.number == "1.2")
    assert new.id not in PUBLISHED.ids
    assert f'id="{new.id}" class="numbered"><a class="num" href="#{new.id}">1.2</a> Trust' in now.html.replace(
        f'class="numbered" id="{new.id}"', f'id="{new.id}" class="numbered"'
    )


def test_an_order_that_changes_and_words_that_are_mended_change_no_anchor() -> None:
    paragraphs = TEXT.split("\n\n")
    paragraphs[5], paragraphs[4] = paragraphs[4], paragraphs[5].replace("within one working day", "on the same day")
    now = after("\n\n".join(paragraphs))
    assert (number(now, "p2-1"), number(now, "p2-2")) == ("2.2", "2.1")
    assert now.gone == ()


def test_what_is_taken_out_is_gone_and_comes_back_with_its_words() -> None:
    without = TEXT.replace("Do not wait for the next meeting if the child is at risk today.\n\n", "")
    now = after(without)
    [gone] = now.gone
    assert (gone.id, gone.into) == ("p1-2", "")
    assert "p1-2" not in now.ids
    later = publish(now)
    assert "wait" not in repr(later)
    again = after(TEXT, later)
    assert (number(again, "p1-2"), again.gone) == ("1.2", ())


def test_of_two_paragraphs_that_are_joined_one_leads_to_the_other() -> None:
    joined = TEXT.replace("should happen.\n\nAsk", "should happen. Ask")
    [gone] = after(joined).gone
    assert {gone.id, gone.into} == {"p2-1", "p2-2"}


def test_of_a_paragraph_and_its_copy_the_first_place_keeps_the_anchor() -> None:
    copied = f"{TEXT}\nDo not wait for the next meeting if the child is at risk today.\n"
    assert number(after(copied), "p1-2") == "1.2"


def test_other_words_in_the_same_place_are_another_paragraph() -> None:
    now = after(TEXT.replace("Do not wait for the next meeting if the child is at risk today.", "See the council's website."))
    assert [one.id for one in now.gone] == ["p1-2"]


def test_a_heading_is_known_by_its_words_or_by_its_section() -> None:
    now = after(TEXT.replace("## When to use it", "## Who this is for"))
    assert [one.id for one in now.toc] == ["when-to-use-it", "what-to-do"]
    assert now.toc[0].title == "Who this is for"


def test_a_new_heading_takes_no_anchor_that_means_another() -> None:
    now = after(TEXT.replace("## What to do", "## Steps").replace("## When to use it", "## What to do"))
    assert [(one.id, one.title) for one in now.toc] == [("when-to-use-it", "What to do"), ("what-to-do", "Steps")]


def test_an_id_that_an_editor_gives_stands_beside_the_one_that_was_published() -> None:
    now = after(TEXT.replace("risk today.", "risk today. {: #today }"))
    assert {"today", "p1-2"} <= now.ids


def test_an_id_that_was_published_says_which_paragraph_is_meant() -> None:
    now = after(TEXT.replace("Do not wait for the next meeting if the child is at risk today.", "Be quick. {: #p1-2 }"))
    assert (number(now, "p1-2"), now.gone) == ("1.2", ())


def test_a_page_that_loses_its_text_says_so_of_every_anchor() -> None:
    assert {one.id for one in after("").gone} == PUBLISHED.ids


@dataclass
class Edited:
    """A text whose paragraphs are known, while it is edited at random."""

    chance: random.Random
    paragraphs: list[tuple[str, int]]
    made: int = 0
    pool: list[str] = field(default_factory=list)

    def edit(self) -> None:
        place = self.chance.randrange(len(self.paragraphs))
        words, known = self.paragraphs[place]
        match self.chance.choice(["insert", "delete", "reorder", "reword"]):
            case "insert":
                self.made -= 1
                self.paragraphs.insert(place, (" ".join(self.chance.choices(self.pool, k=self.chance.randint(4, 30))), self.made))
            case "delete":
                self.paragraphs.pop(place)
            case "reorder":
                self.paragraphs.insert(self.chance.randrange(len(self.paragraphs)), self.paragraphs.pop(place))
            case "reword":
                split = words.split()
                at = self.chance.randrange(len(split))
                split[at : at + self.chance.randint(0, 3)] = self.chance.choices(self.pool, k=self.chance.randint(1, 3))
                self.paragraphs[place] = " ".join(split), known

    @property
    def text(self) -> str:
        return "## All\n\n" + "\n\n".join(words for words, _ in self.paragraphs)


def _real_paragraphs() -> list[str]:
    bodies = (file.read_text().split("\n---\n", 1)[1] for file in sorted((REPOSITORY / "content/procedures").glob("*.md")))
    found = (" ".join(part.split()) for body in bodies for part in body.split("\n\n"))
    return list(dict.fromkeys(one for one in found if one[:1].isalpha() and not {"{", "[", "*", "<", "`"} & set(one)))


@pytest.mark.parametrize("seed", range(6))
def test_a_hundred_citations_after_thirty_edits_lead_to_their_paragraph_or_to_its_note(seed: int) -> None:
    chance = random.Random(seed)
    real = _real_paragraphs()
    paragraphs = chance.sample(real, 100)
    edited = Edited(chance, list(zip(paragraphs, range(100), strict=True)), pool=" ".join(real).split())
    was = publish(render(edited.text, numbered=True))
    cited = {f"p1-{place + 1}": place for place in range(100)}
    for edit in range(30):
        edited.edit()
        if edit % 10 == 9:  # published now and then
            now = render(edited.text, numbered=True, published=was)
            was = publish(now)
    meant = {one.id: known for one, (_, known) in zip(now.anchors[1:], edited.paragraphs, strict=True)}
    gone = {one.id for one in now.gone}
    there = {known for _, known in edited.paragraphs}
    assert all(anchor in gone or meant[anchor] == known for anchor, known in cited.items())
    assert len(gone - {anchor for anchor, known in cited.items() if known not in there}) <= 3  # hardly any that stands is lost


def test_the_ledger_keeps_anchors_and_what_became_of_them(tmp_path: Path) -> None:
    root = copy_small(tmp_path / "site")
    file = root / "content/procedures/escalation.md"

    def publish_site() -> Ledger:
        prepared = prepare(root, CONTENT_TYPES, None)
        write_ledger(root, merged(read_ledger(root), prepared.ledger))
        return read_ledger(root)

    first = publish_site()
    assert first.anchors["aaaaaaad#p1-2"].startswith("Do not wait.")
    file.write_text(file.read_text().replace("Use it when you disagree about a child's safety.\n\n", ""))
    second = publish_site()
    assert second.gone["aaaaaaad#p1-1"].startswith("2015-09-16 ")
    assert "aaaaaaad#p1-1" not in second.anchors
    assert publish_site() == second
    prepared = prepare(root, CONTENT_TYPES, None)
    assert not [problem for problem in prepared.check() if "ledger" in problem.path]
    assert ledger_of(prepared.site, prepared.plan).anchors == {}
