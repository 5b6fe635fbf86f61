"""Every link in everything that is published leads somewhere: pages, feeds, style sheets, whatever made them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from urllib.parse import unquote, urldefrag, urljoin

import lxml.html
import pytest
from lxml import etree
from lxml.html import HtmlElement

from tests.support.building import Built

HOSTS = ("https://www.testford.example", "https://www.southamptonlscb.co.uk")


@pytest.fixture(scope="module", params=["small_site", "real_site"])
def site(request: pytest.FixtureRequest) -> Built:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Built)
    return found


def links_of(page: HtmlElement) -> Iterator[str]:
    yield from map(
        str, page.xpath("//@href | //@src | //@poster | //@action | //meta[@property='og:image' or @property='og:url']/@content")
    )
    for srcset in page.xpath("//@srcset"):
        yield from (candidate.split()[0] for candidate in str(srcset).split(","))


def within(link: str, base: str) -> str | None:
    """The address of this site that a link leads to, or None where it leads away."""
    for host in HOSTS:
        link = link.removeprefix(host) or "/"
    return None if re.match(r"[a-z][a-z0-9+.-]*:|//", link, re.IGNORECASE) else urljoin(base, link)


def broken(site: Built, link: str, base: str) -> str:
    """What is wrong with a link, or nothing."""
    target = within(link, base)
    if target is None:
        return ""
    address, fragment = urldefrag(target.replace("?", "#?", 1) if "?" in target else target)
    fragment = "" if fragment.startswith("?") else unquote(fragment)
    name = unquote(address).lstrip("/")
    if address.endswith("/") or not name:
        name += "index.html"
    if name not in site.files:
        return f"{base} → {link}: no such file"
    if fragment and not site.pages[address].xpath("//*[@id=$id]", id=fragment):
        return f"{base} → {link}: no such place"
    return ""


def test_every_link_and_anchor_of_every_page_leads_somewhere(site: Built) -> None:
    found = [said for address, page in site.pages.items() for link in links_of(page) if (said := broken(site, link, address))]
    assert found == []


def test_every_link_in_every_feed_leads_somewhere(site: Built) -> None:
    found = []
    for name, document in site.files.items():
        if name.endswith(".xml") and name != "sitemap.xml":
            found += [said for link in feed_links(document) if (said := broken(site, link, f"/{name}"))]
        elif name.endswith("feed.json"):
            found += [said for link in json_links(json.loads(document)) if (said := broken(site, link, f"/{name}"))]
    assert found == []


def feed_links(document: bytes) -> Iterator[str]:
    root = etree.fromstring(document)
    for element in root.iter():
        tag = etree.QName(element).localname
        if tag in {"link", "url", "icon", "logo"}:
            yield element.get("href") or element.text or ""
        elif tag in {"encoded", "content"}:
            yield from links_of(lxml.html.fragment_fromstring(element.text or "", create_parent="div"))


def json_links(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (inner for key, inner in value.items() if key.endswith("url") or key == "icon")
        for key, inner in value.items():
            if key == "content_html":
                yield from links_of(lxml.html.fragment_fromstring(inner or "", create_parent="div"))
            yield from json_links(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from json_links(inner)


def test_the_sitemap_leads_to_pages(site: Built) -> None:
    root = etree.fromstring(site.files["sitemap.xml"])
    assert [said for url in root if (said := broken(site, str(url[0].text), "/sitemap.xml"))] == []


def test_style_sheets_need_nothing_from_elsewhere(site: Built) -> None:
    for name, text in site.files.items():
        if name.endswith(".css"):
            assert not re.search(rb"@import|url\((?!['\"]?(data:|#|/assets/))", text), name


def test_every_page_can_be_reached_from_home(site: Built) -> None:
    seen, ahead = {"/"}, ["/"]
    while ahead:
        here = ahead.pop()
        for link in site.pages[here].xpath("//a/@href | //form/@action"):
            target = within(str(link), here)
            address = urldefrag(target)[0].partition("?")[0] if target else ""
            if address in site.pages and address not in seen:
                seen.add(address)
                ahead.append(address)
    led_on = {address for address, page in site.pages.items() if page.xpath("//meta[@http-equiv='refresh']")}
    assert set(site.pages) - seen - led_on == {"/404.html"}


def test_no_page_repeats_an_id(site: Built) -> None:
    for address, page in site.pages.items():
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)), (address, sorted(one for one in set(ids) if ids.count(one) > 1))


def test_what_names_another_element_finds_it(site: Built) -> None:
    for address, page in site.pages.items():
        ids = set(page.xpath("//@id"))
        for attribute in ("for", "aria-labelledby", "aria-describedby", "aria-controls", "headers"):
            for value in page.xpath(f"//@{attribute}"):
                assert set(str(value).split()) <= ids, (address, attribute, value)


def test_the_check_finds_a_broken_link(site: Built) -> None:
    assert broken(site, "/nowhere/", "/") == "/ → /nowhere/: no such file"
    assert broken(site, "#nothing", "/about/") == "/about/ → #nothing: no such place"
    assert broken(site, f"{HOSTS[0]}/nowhere/", "/").endswith("no such file")
    assert broken(site, "/about/#main", "/") == broken(site, "https://other.example/", "/") == ""
