"""Cards for shared pages: one size, the same bytes each time, and no title that cannot be drawn."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from lscb.cards import BESIDE, SITE_CARD, SIZES, Cards, draw, fitted
from lscb.model.page import PageSpec
from lscb.prepared import Prepared
from lscb.scenes import scene
from lscb.scenes.raster import image
from lscb.types.campaign import TYPE as CAMPAIGN
from tests.support.records import BOARD, made

FIELDS = "led_by: Testford\nmessage: Look out.\nkey_messages: [Look out.]"


def png(title: str) -> bytes:
    file = BytesIO()
    draw(title, "Testford LSCB").save(file, "png")
    return file.getvalue()


@settings(max_examples=15)
@given(st.text(max_size=400))
def test_any_title_makes_a_card(title: str) -> None:
    with Image.open(BytesIO(png(title))) as card:
        assert card.size == (1200, 630)


def test_a_short_title_is_drawn_large_and_a_long_one_whole() -> None:
    assert fitted("Neglect") == (SIZES[0], ["Neglect"])
    title = "What every professional should know of the threshold document and how to use it day by day"
    size, lines = fitted(title)
    assert size < SIZES[0]
    assert " ".join(lines) == title


@pytest.mark.parametrize("title", ["word " * 300, "x" * 300, "w" * 40 + " " + "w" * 260])
def test_a_title_that_never_fits_is_cut_and_says_so(title: str) -> None:
    size, lines = fitted(title)
    assert size == SIZES[-1]
    assert lines[-1].endswith("…")


def test_a_title_in_a_script_that_the_font_lacks_gives_the_sites_own_card() -> None:
    assert png("שלום") == png("Добро") == png("")
    assert png("Neglect 😀") == png("Neglect")
    assert png("Zażółć") != png("Zazolc") != png("")


def made_in(cache: Path, pages: Iterable[PageSpec]) -> dict[str, Path]:
    cards = Cards(cache, BOARD)
    return {address: cards.file(*shown) for address, shown in cards.shown(pages).items()}


def test_the_same_words_give_the_same_card_which_is_made_once(tmp_path: Path, prepared: Prepared) -> None:
    one, two = (made_in(tmp_path / name, prepared.plan.pages.values()) for name in ("one", "two"))
    assert {address: file.read_bytes() for address, file in one.items()} == {a: file.read_bytes() for a, file in two.items()}
    made = {file: file.stat().st_mtime_ns for file in one.values()}
    assert made_in(tmp_path / "one", prepared.plan.pages.values()) == one
    assert {file: file.stat().st_mtime_ns for file in made} == made


def test_newsletters_articles_and_campaigns_have_cards_of_their_own(tmp_path: Path, prepared: Prepared) -> None:
    made = made_in(tmp_path, prepared.plan.pages.values())
    issue = "/newsletters/2015-spring/"
    assert set(made) == {
        SITE_CARD,
        f"{issue}card.png",
        f"{issue}lead/card.png",
        f"{issue}second/card.png",
        "/campaigns/safety/card.png",
    }
    assert len(set(made.values())) == len(made)


def test_a_scene_stands_beside_the_title_and_the_cards_own_waves_are_gone() -> None:
    """The waves would meet the scene's, or stand where no water may."""
    plain, beside = (draw("Neglect", "Testford LSCB", one).convert("RGB") for one in (None, scene("bench-at-sunrise")))
    assert plain.getpixel((20, 620)) != plain.getpixel((20, 20))
    assert beside.getpixel((20, 620)) == beside.getpixel((20, 20))
    drawn = image(scene("bench-at-sunrise"), 630, "square")
    assert beside.crop((600, 0, 1200, 630)).getpixel((300, 360)) == drawn.getpixel((330, 360))


@pytest.mark.parametrize(
    "title", ["National Child Sexual Exploitation Awareness Day", "Neglect", "Counterintelligence und Straßenverkehr"]
)
def test_beside_a_scene_no_word_is_cut(title: str) -> None:
    _, lines = fitted(title, BESIDE)
    assert " ".join(lines) == title


def test_another_scene_makes_another_card(tmp_path: Path) -> None:
    pages = [page(name) for name in ("lighthouse", "kite", "")]
    cards = made_in(tmp_path, pages)
    assert len({file.read_bytes() for file in cards.values()}) == 4


def page(name: str) -> PageSpec:
    record = made(CAMPAIGN, f"{'scene: ' + name if name else ''}\n{FIELDS}")
    return PageSpec(f"/{name}/", "Safety", "S.", "campaign.html", "x.md", record=record, card=f"/{name}/card.png")
