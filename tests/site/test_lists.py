"""Lists by what their readers look for."""

from __future__ import annotations

from lscb.prepared import Prepared
from tests.support.building import Built, shown


def test_a_documents_status_is_told_where_it_is_an_exception(real_site: Built, real: Prepared) -> None:
    page = real_site.page("/documents/")
    told = {
        str(item.xpath(".//a/@href")[0]): bool(item.xpath(".//*[contains(@class, 'status')]"))
        for item in page.xpath("//main//li[h3]")
    }
    assert told == {
        real.site.address(one): one.status not in {"in use", "published", "mentioned"} for one in real.site.all("documents")
    }
    assert 0 < sum(told.values()) < len(told) / 2


def test_a_case_review_says_its_subject_wherever_its_title_is(real_site: Built, real: Prepared) -> None:
    listed = real_site.text("/case-reviews/")
    for one in real.site.all("case-reviews"):
        title = f"{one.title}: {one.subject}" if one.subject else one.title
        assert shown(real_site.page(real.site.address(one)).xpath("//h1")[0]) == title
        assert title in listed
        assert one.subject or one.kind == "reviews taken together"


def test_a_theme_gathers_in_three_parts_whatever_names_it(real_site: Built, real: Prepared) -> None:
    for theme in real.site.all("themes"):
        page = real_site.page(real.site.address(theme))
        parts = [shown(heading) for heading in page.xpath("//main//section/h2[starts-with(@id, 'part-')]")]
        assert parts == [part for part in ("What to do", "Learn", "Figures") if part in parts]
        links = [str(link) for link in page.xpath("//main//section[h2[starts-with(@id, 'part-')]]//a/@href")]
        naming = [one for one in real.site.referring(theme) if real.site.type_of(one).template]
        assert sorted(links) == sorted(
            real.site.address(one) for one in naming if real.site.ref(one).collection not in {"themes", "events"}
        )


def test_every_theme_stands_in_one_group(real_site: Built, real: Prepared) -> None:
    links = [str(link) for link in real_site.page("/themes/").xpath("//main//section//li//h3/a/@href")]
    assert sorted(links) == sorted(real.site.address(one) for one in real.site.all("themes"))


def test_feeds_stand_in_groups_that_open(real_site: Built) -> None:
    page = real_site.page("/feeds/")
    assert len(page.xpath("//main//details[not(@open)][.//a[contains(@href, '/feed/')]]")) >= 3
    assert not page.xpath(
        "//main//a[contains(@href, '/feed/')][not(ancestor::details or ancestor::*[@class='prose' or @class='source'])]"
    )
