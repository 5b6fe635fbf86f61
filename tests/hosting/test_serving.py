"""The shipped configuration of real servers: every file of a site comes with the headers that the policy gives it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from lscb.hosting.headers import headers_for
from tests.support.building import Built
from tests.support.servers import Served, caddy, nginx

MOVED = {"/reviews/": "/case-reviews/"}


@pytest.fixture(scope="module", params=[nginx, caddy], ids=["nginx", "caddy"])
def server(request: pytest.FixtureRequest, service: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with request.param(service.site, tmp_path_factory.mktemp("server")) as served:
        yield served


def test_every_file_comes_with_its_headers(server: Served, service: Built) -> None:
    for name in service.files:
        if not name.startswith("_") and f"/{name.removesuffix('index.html')}" not in MOVED:
            answer = server.get(f"/{name.removesuffix('index.html')}")
            given = {header: answer.headers.get(header) for header in headers_for(f"/{name}")}
            assert (answer.status, given) == (200, headers_for(f"/{name}")), name
            assert answer.body == service.files[name], name


def test_what_is_not_there_is_said_on_a_page_of_ours(server: Served, service: Built) -> None:
    answer = server.get("/nothing/here/")
    assert answer.status == 404
    assert answer.body == service.files["404.html"]
    assert answer.headers["Content-Security-Policy"] == headers_for("/404.html")["Content-Security-Policy"]


@pytest.mark.parametrize("name", ["_headers", "_redirects", "_redirects.nginx", "_redirects.caddy"])
def test_what_is_for_the_server_is_not_served(server: Served, name: str) -> None:
    assert server.get(f"/{name}").status == 404


@pytest.mark.parametrize(("old", "new"), [*MOVED.items(), ("/old.pdf", "/documents/")])
def test_an_address_that_moved_leads_on(server: Served, old: str, new: str) -> None:
    answer = server.get(old)
    assert (answer.status, answer.headers["Location"]) == (301, new)


def test_an_address_without_its_last_slash_leads_on_without_naming_a_host(server: Served) -> None:
    answer = server.get("/about")
    assert answer.status in {301, 308}
    assert answer.headers["Location"] == "/about/"


@pytest.mark.parametrize("address", ["/", "/assets/site.css", "/feed.xml", "/feed.json"])
def test_text_is_compressed_and_known_again(server: Served, address: str) -> None:
    answer = server.get(address, gzip=True)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert {name.lower() for name in answer.headers} >= {"etag", "vary"}


def test_a_page_stands_where_one_was_for_hosts_that_send_no_redirects(service: Built) -> None:
    page = service.page("/reviews/")
    assert page.xpath("//meta[@http-equiv='refresh']/@content") == ["0; url=/case-reviews/"]
    assert page.xpath("//link[@rel='canonical']/@href") == ["https://www.testford.example/case-reviews/"]
    assert page.xpath("//main//a/@href") == ["/case-reviews/"]
    assert b"https://www.testford.example/reviews/" not in service.files["sitemap.xml"]


def test_whom_to_tell_of_a_weakness(service: Built) -> None:
    """RFC 9116: Contact and one Expires, in the future when it was written."""
    lines = dict(line.split(": ", 1) for line in service.files[".well-known/security.txt"].decode().splitlines())
    assert lines["Contact"] == "mailto:lscb@southampton.gov.uk"
    assert lines["Expires"] == "2027-10-31T00:00:00Z"
    assert lines["Canonical"] == "https://www.testford.example/.well-known/security.txt"
