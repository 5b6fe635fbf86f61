"""The pages of what has changed, as a reader finds them: by month, narrowed by ordinary links, with the feed of all news."""

from __future__ import annotations

from tests.support.building import Built

KINDS = ("", "law/", "amendments/", "dates/", "new/", "taken-down/")


def test_every_kind_of_change_has_a_page_from_the_first_day(small_site: Built) -> None:
    for kind in KINDS:
        page = small_site.page(f"/whats-new/{kind}")
        here = page.xpath('//nav[@aria-label="Kinds of change"]//a[@aria-current="page"]/@href')
        assert here == [f"/whats-new/{kind}"]
        assert page.xpath('//main//ol[contains(@class,"log")]/li | //main//p[contains(.,"nothing of this kind")]')
        assert "/feed.xml" in page.xpath('//link[@rel="alternate"]/@href')


def test_a_change_in_law_stands_under_the_month_it_came_into_force(small_site: Built) -> None:
    page = small_site.page("/whats-new/law/")
    assert page.xpath('//section[h2="March 2015"]//h3/a/@href') == ["/law/guidance/"]


def test_home_tells_of_changes_and_leads_to_all_of_them(small_site: Built) -> None:
    block = small_site.page("/").xpath('//section[@aria-labelledby="whats-new"]')[0]
    assert "/whats-new/" in block.xpath(".//a/@href")
    assert 1 <= len(block.xpath(".//li")) <= 3
