"""How pages end: where they lead on, how they are followed, and what their source is."""

from __future__ import annotations

from lxml.html import HtmlElement

from lscb.model.fields import ANOTHER_SENTENCE
from lscb.pages.related import MOST
from lscb.types import CONTENT_TYPES
from tests.support.building import Built, shown

KINDS = {kind.singular.casefold() for kind in CONTENT_TYPES} | {kind.plural.casefold() for kind in CONTENT_TYPES}
LISTED = ".//ul//a[not(ancestor::*[contains(@class, 'prose') or contains(@class, 'related') or contains(@class, 'source')])]"


def addresses(element: HtmlElement, path: str) -> list[str]:
    return [str(link.get("href")) for link in element.xpath(path)]


def title(link: HtmlElement) -> str:
    return shown(link).casefold()


def test_a_page_leads_to_few_others_and_to_none_twice(real_site: Built) -> None:
    found = 0
    for address, page in real_site.pages.items():
        for nav in page.xpath("//nav[@class='related']"):
            links = addresses(nav, ".//a")
            assert len(addresses(nav, "./ul//a")) <= MOST, address
            assert len(set(links)) == len(links), address
            assert address not in links, address
            assert not set(links) & set(addresses(page.xpath("//main")[0], LISTED)), address
            assert not set(map(title, nav.xpath("./ul//a"))) & set(map(title, page.xpath("//main")[0].xpath(LISTED))), address
            found += 1
    assert found > 200


def test_no_page_captions_its_related_links_with_their_kind(real_site: Built) -> None:
    for address, page in real_site.pages.items():
        for item in page.xpath("//nav[@class='related']//li"):
            assert shown(item) == shown(item.xpath("./a")[0]), address


def test_feeds_are_offered_in_one_place_without_their_formats(real_site: Built) -> None:
    """One line at the end leads to the feed's own page, which has them all."""
    for address, page in real_site.pages.items():
        if not address.startswith("/feeds/") and not address.endswith("/feed/"):
            formats = [link for link in addresses(page, "//main//a") if link.endswith((".xml", "feed.json"))]
            assert formats == [], address
            assert len(page.xpath("//main//p[@class='follow']")) <= 1, address


def test_what_a_source_is_stands_closed_at_the_end(real_site: Built) -> None:
    seen = 0
    for address, page in real_site.pages.items():
        for details in page.xpath("//details[summary = 'About the source']"):
            assert details.get("open") is None, address
            assert details.getparent().get("class") == "source", address
            seen += 1
    assert seen > 150


def test_amber_is_for_one_sentence_a_page(real_site: Built) -> None:
    seen = 0
    for address, page in real_site.pages.items():
        cautions = page.xpath("//*[contains(@class, 'box--warn')]")
        assert len(cautions) <= 1, address
        for caution in cautions:
            assert not ANOTHER_SENTENCE.search(shown(caution)), address
            seen += 1
    assert seen
