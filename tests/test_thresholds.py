"""The threshold document as data: signs with permanent places, pages by level and by side, and the same as CSV and JSON."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest
from playwright.sync_api import Browser

from lscb.following.tables import as_csv, as_json
from lscb.model.tables import DataTable
from tests.support.building import Built, shown
from tests.support.visits import Visits


def test_each_sign_has_a_place_of_its_own_with_what_answers_it(small_site: Built) -> None:
    page = small_site.page("/thresholds/signs/")
    row = page.get_element_by_id("sign-aaaasgn3")
    assert "Is often hungry." in shown(row)
    assert {link.get("href") for link in row.iter("a")} == {
        "/thresholds/level-2/",
        "#sign-aaaasgn3",
        "/procedures/escalation/",
        "tel:999",
    }
    assert "Staying away without a reason." in shown(page.get_element_by_id("sign-aaaasgn2"))


def test_a_sign_that_was_withdrawn_says_what_became_of_it_and_stands_nowhere_else(small_site: Built) -> None:
    gone = small_site.page("/thresholds/signs/").get_element_by_id("sign-aaaasgn4")
    assert gone.tag == "li"
    assert "It was never one." in shown(gone)
    elsewhere = [
        address for address in small_site.pages if address.startswith("/thresholds/") and address != "/thresholds/signs/"
    ]
    assert not [address for address in elsewhere if "is no sum" in small_site.text(address)]
    assert "is no sum" not in small_site.files["thresholds/signs.csv"].decode()


def test_a_side_of_life_has_a_page_with_its_signs_level_by_level(small_site: Built) -> None:
    text = small_site.text("/thresholds/development/")
    assert text.index("Level 1: Universal") < text.index("Goes to school every day.") < text.index("Level 2: Safeguarding")


def test_the_signs_are_data(small_site: Built) -> None:
    rows = list(csv.DictReader(io.StringIO(small_site.files["thresholds/signs.csv"].decode("utf-8-sig"))))
    assert [row["sign"] for row in rows] == ["Goes to school every day.", "Is often hungry."]
    assert json.loads(small_site.files["thresholds/signs.json"])["rows"] == rows
    assert rows[1]["link"].endswith("/thresholds/signs/#sign-aaaasgn3")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_no_cell_is_a_formula(start: str) -> None:
    hostile = f'{start}HYPERLINK("http://evil.example")\n"quoted", and a comma'
    table = DataTable("/a", "A", date(2015, 9, 16), ("a", "b"), ((hostile, "plain"),))
    read = list(csv.reader(io.StringIO(as_csv(table).decode("utf-8-sig"), newline="")))
    assert read == [["a", "b"], [f"'{hostile}", "plain"]]
    assert json.loads(as_json(table))["rows"] == [{"a": hostile, "b": "plain"}]


def test_the_table_narrows_by_words_and_by_level(chromium: Browser, visits: Visits) -> None:
    with visits.to("/thresholds/signs/") as visit:
        rows = visit.page.locator("[data-words]:visible")
        assert rows.count() == 2
        visit.page.get_by_label("Level").select_option("2: Safeguarding")
        assert "hungry" in rows.inner_text()
        visit.page.get_by_label("Find a sign").fill("SCHOOL")
        assert rows.count() == 0
        assert visit.page.get_by_role("status").filter(has_text="None of 2.").is_visible()


@pytest.mark.parametrize("page", ["sheet", "level-2"])
def test_the_sheet_and_a_level_print_on_one_page(visits: Visits, page: str) -> None:
    with visits.to(f"/thresholds/{page}/") as visit:
        assert visit.page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 1
