"""The shipped configuration of real servers: every file of a site comes with the headers that the policy gives it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from lscb.hosting.headers import headers_for
from tests.support.building import Built
from tests.support.servers import Answer, Served, caddy, nginx

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
    for address in ("/nothing/here/", "/nothing.xml", "/assets/nothing.css", "/nothing.pdf"):
        answer = server.get(address)
        assert answer.status == 404
        assert answer.body == service.files["404.html"]
        for header in ("Content-Type", "Content-Security-Policy"):
            assert answer.headers[header] == headers_for("/404.html")[header], address


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "BREW"])
@pytest.mark.parametrize("address", ["/", "/about/", "/nothing/", "/feed.xml"])
def test_a_site_can_only_be_read(server: Served, method: str, address: str) -> None:
    answer = server.get(address, method=method)
    assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert_names_no_server(answer)


def test_a_head_is_a_page_without_its_body(server: Served) -> None:
    answer = server.get("/about/", method="HEAD")
    assert (answer.status, answer.body) == (200, b"")


WRONG = [
    "/%00", "/about/%00/", "/%", "/%zz", "/%ff", "/..%2f..%2fetc/passwd", "/about/index.html/more", "/assets/", "/newsletters/nothing",
    f"/{'a' * 256}", f"/{'a' * 300}/", f"/{'a/' * 3000}", f"/{'%C3%A9' * 200}/", f"/{'a' * 20_000}",
]  # fmt: skip


@pytest.mark.parametrize("address", WRONG, ids=lambda address: f"{address[:16]}-{len(address)}")
def test_an_address_that_cannot_be_is_the_readers_mistake_and_told_as_such(server: Served, service: Built, address: str) -> None:
    answer = server.get(address)
    assert 400 <= answer.status < 500
    assert answer.body in {service.files["404.html"], b"400 Bad Request"}
    assert_names_no_server(answer)


def test_what_the_server_may_not_read_is_said_on_a_page_of_ours(server: Served, service: Built) -> None:
    """A file that only its owner may read; nginx and Caddy of the tests run as root, so a folder without an index stands for it."""
    answer = server.get("/assets/")
    assert answer.status in {403, 404}
    assert answer.body == service.files["404.html"]


def assert_names_no_server(answer: Answer) -> None:
    """Nor its version: what an attacker looks up first. nginx cannot leave its bare name out of its own header."""
    assert answer.headers.get("Server", "nginx") == "nginx"
    assert not re.search(rb"nginx|caddy", answer.body, re.IGNORECASE)


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
