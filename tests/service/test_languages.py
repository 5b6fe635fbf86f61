"""Pages in other languages and in easy read: how they are found, what they say of themselves, and what an editor is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lscb.prepared import prepare
from lscb.types import CONTENT_TYPES
from tests.support.building import Built, lscb, record, write

PAGE = "/worried-about-a-child/"
FORMS = {"en-GB": PAGE, "pl": f"{PAGE}pl/", "ur": f"{PAGE}ur/"}


def test_each_form_of_a_page_names_the_others_for_search_engines(service: Built) -> None:
    for address in FORMS.values():
        links = service.page(address).xpath("//link[@hreflang]")
        assert {one.get("hreflang"): one.get("href") for one in links} == {
            lang: f"https://www.testford.example{other}" for lang, other in FORMS.items()
        }


def test_each_form_of_a_page_leads_to_the_others_in_their_own_names(service: Built) -> None:
    for address in (*FORMS.values(), f"{PAGE}easy-read/"):
        links = service.page(address).xpath("//nav[@aria-label='This page in other forms']//a")
        assert {one.text for one in links} == {"English", "Polski", "Easy read", "اردو"}
        assert [one.get("href") for one in links if one.get("aria-current")] == [address]
        assert {one.get("lang") for one in links} == {"en-GB", "pl", "ur"}


def test_the_page_is_in_its_language_and_what_is_around_it_in_english(service: Built) -> None:
    page = service.page(f"{PAGE}ur/")
    assert page.xpath("/html/@lang | /html/@dir") == ["ur", "rtl"]
    around = page.xpath("//header | //footer | //nav[@aria-label='Urgent help'] | //*[@id='who-to-call']")
    assert {one.get("lang") for one in around} == {"en-GB"}
    assert service.page("/").xpath("//header/@lang") == []


def test_one_that_fell_behind_says_so_in_its_own_language_and_in_english(service: Built) -> None:
    said = " ".join(service.page(f"{PAGE}pl/").xpath("//p[@class='box box--warn']")[0].text_content().split())
    assert said.startswith(
        "Angielska strona zmieniła się od tego czasu. The English page has changed since this was checked on 1 January 2015."
    )
    assert not service.page(f"{PAGE}ur/").xpath("//main//p[@class='box box--warn'][contains(., 'has changed')]")


def test_they_have_a_page_and_feeds_of_their_own(service: Built) -> None:
    assert len(service.page("/languages/").xpath("//main//h3/a")) == 3
    assert service.files["languages/feed.xml"].count(b"<item>") == 3
    assert service.page("/").xpath("//footer//a[@href='/languages/']")


def test_feed_readers_learn_each_entrys_language(service: Built) -> None:
    items = json.loads(service.files["languages/feed.json"])["items"]
    assert {one.get("language") for one in items} == {"pl", "ur", None}
    assert all(f'<div lang="{one["language"]}"' in one["content_html"] for one in items if "language" in one)


def test_a_site_in_english_alone_says_nothing_of_languages(small_site: Built) -> None:
    assert not any("languages" in name for name in small_site.files)
    assert not small_site.page(PAGE).xpath("//link[@hreflang] | //*[@class='versions']")


GOOD = "id: tttttttz\ntitle: T\nchecked: 2015-09-01\n"


@pytest.mark.parametrize(
    ("name", "fields", "said"),
    [
        ("about.pl", f"{GOOD}language: Polski", "lang: does not go with the file's name (.pl.md)"),
        ("about.pl", f"{GOOD}lang: ur\nlanguage: Polski", "lang: does not go with the file's name (.pl.md)"),
        ("about.pl", f"{GOOD}lang: pl", "language: is missing\n    hint: the language's own name for itself: `Polski`"),
        ("about.pl", "id: tttttttz\ntitle: T\nlang: pl\nlanguage: Polski", "checked: is missing"),
        ("about.easy-read", "id: tttttttz\ntitle: T", "checked: is missing"),
        ("about.ur", f"{GOOD}lang: ur\nlanguage: اردو", "dir: ltr is not the way اردو is written"),
        ("about.pl", f"{GOOD}lang: pl\nlanguage: Polski\ndir: rtl", "dir: rtl is not the way Polski is written"),
        ("new", f"{GOOD}lang: pl", "is for a page in another form, and the file's name says of none"),
        (
            "abuot.pl",
            f"{GOOD}lang: pl\nlanguage: Polski",
            "there is no page /abuot/ that this could be a form of\n    hint: did you mean `/about/`",
        ),
    ],
)
def test_what_an_editor_is_told(small: Path, name: str, fields: str, said: str) -> None:
    write(small, f"docs/{name}.md", record(fields, "Text."))
    done = lscb(small, "check")
    assert done.code == 1
    assert said in done.err
    assert f"docs/{name}.md:" in done.err


@pytest.mark.parametrize(
    ("name", "lang", "address"),
    [("contacts.pl", "pl", "/contacts/pl/"), ("index.pl", "pl", "/pl/"), ("events.zh-hans", "zh-Hans", "/events/zh-hans/")],
)
def test_any_page_can_have_other_forms(small: Path, name: str, lang: str, address: str) -> None:
    write(small, f"docs/{name}.md", record(f"{GOOD}lang: {lang}\nlanguage: X", "Text."))
    plan = prepare(small, CONTENT_TYPES, None).plan
    assert address in plan.pages
    assert len(plan.versions[address]) == 2
