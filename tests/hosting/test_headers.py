"""The header policy, and that every server says it in its own words."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lscb.hosting import headers, servers
from lscb.hosting.host_files import DEPLOY, write_deploy
from lscb.model.board import Redirect
from tests.support.building import REPOSITORY

TABLES = (servers.CSPS, headers.CACHING, headers.MEDIA_TYPES, headers.SHARED)
PATTERNS = sorted({pattern for table in TABLES for pattern, _ in table})
PARTS = ["search", "pagefind", "fragment", "newsletters", "email.html", "feed", "-2", ".xml", ".json", "atom", "x", "/", ".css"]
ADDRESSES = st.lists(st.sampled_from(PARTS)).map(lambda parts: "/" + "".join(parts))


@pytest.mark.parametrize("address", ["/", "/index.html", "/404.html", "/assets/site.css", "/feed.xml", "/procedures/escalation/"])
def test_no_policy_but_searchs_and_mailings_allows_more_than_this_sites_files(address: str) -> None:
    policy = headers.policy_for(address)
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


def test_only_the_page_that_searches_and_what_it_loads_may_run_webassembly() -> None:
    allowed = [pattern for pattern, policy in servers.CSPS if "wasm-unsafe-eval" in policy]
    assert allowed == ["/search/*", "/pagefind/*"]
    assert not any("'unsafe-eval'" in policy for _, policy in servers.CSPS)


def test_a_mailing_may_be_styled_and_nothing_else() -> None:
    policy = headers.policy_for("/newsletters/2015-spring/email.html")
    assert "style-src 'unsafe-inline'" in policy
    assert "script-src" not in policy
    assert "sandbox" in policy
    assert "allow-scripts" not in policy


def test_what_browsers_ignore_in_a_page_is_left_out_there() -> None:
    assert "frame-ancestors" not in headers.meta_policy_for("/")
    assert headers.meta_policy_for("/").startswith("default-src 'none'; script-src 'self';")
    assert "'wasm-unsafe-eval'" in headers.meta_policy_for("/search/")


@given(st.sampled_from(PATTERNS), ADDRESSES)
def test_a_pattern_means_the_same_to_us_and_to_servers(pattern: str, address: str) -> None:
    assert bool(re.search(headers.as_regex(pattern), address)) == fnmatchcase(address, pattern)


def test_the_configuration_in_the_repository_is_that_of_the_policy() -> None:
    for name, text in DEPLOY.items():
        said = (REPOSITORY / "deploy" / name).read_text(encoding="utf-8")
        assert said == text(), f"deploy/{name} is out of date: run `lscb servers`"


def test_writing_it_again_changes_nothing(tmp_path: Path) -> None:
    assert len(write_deploy(tmp_path)) == len(DEPLOY)
    assert write_deploy(tmp_path) == []


ENTRIES = ("search/", "pagefind/", "assets/", "newsletters/", "404.html", "feed.xml", "robots.txt")


def rules_of(text: str) -> list[tuple[str, dict[str, str]]]:
    blocks = [block.splitlines() for block in text.strip().split("\n\n")]
    return [(lines[0], dict(line.strip().split(": ", 1) for line in lines[1:])) for lines in blocks]


SERVED = [f"/{entry}" for entry in ENTRIES] + [
    "/",
    "/search/index.html",
    "/pagefind/pagefind.js",
    "/assets/site.css",
    "/newsletters/feed.xml",
    "/newsletters/x/",
    "/newsletters/articles/feed.json",
]


@pytest.mark.parametrize("address", SERVED)
def test_no_address_has_two_rules_for_one_header_on_a_static_host(address: str) -> None:
    """Hosts differ in what they do then: some join the values, and two joined policies are both in force."""
    rules = rules_of(servers.headers_file(ENTRIES))
    given = [header for pattern, said in rules for header in said.items() if fnmatchcase(address, pattern)]
    names = [name for name, _ in given]
    assert len(names) == len(set(names))
    assert headers.EVERYWHERE.items() <= dict(given).items()
    assert dict(given)["Content-Security-Policy"] == headers.policy_for(address)
    kind = headers.first(headers.MEDIA_TYPES, address)
    assert dict(given).get("Content-Type", kind) == kind


def test_a_static_host_takes_the_file() -> None:
    """Cloudflare takes at most 100 rules, each line at most 2,000 signs, one `*` a pattern."""
    text = servers.headers_file([*ENTRIES, *(f"section-{number}/" for number in range(30))])
    rules = rules_of(text)
    assert len(rules) < 100
    assert max(map(len, text.splitlines())) < 2000
    assert all(pattern.count("*") <= 1 for pattern, _ in rules)


@pytest.mark.parametrize(
    "new",
    ['/x/" ; return 200', "/x/;", "/x/ y", "/x/${a}", "/x/\n/y/", "//x{", "javascript:alert(1)", 'https://e.example/"', "/a$b"],
)
def test_no_redirect_can_say_more_than_an_address(new: str) -> None:
    for field in ({"old": "/a/", "new": new}, {"old": new, "new": "/a/"}):
        with pytest.raises(ValueError, match="is not an address"):
            Redirect.model_validate(field)


def test_a_redirect_in_each_servers_words() -> None:
    moved = (Redirect.model_validate({"old": "/a/", "new": "https://e.example/b?c=d#e"}),)
    assert servers.redirects_file(moved).splitlines()[1:] == ["/a/ https://e.example/b?c=d#e 301"]
    assert servers.redirects_nginx(moved).splitlines()[1:] == ['"/a/" "https://e.example/b?c=d#e";']
    assert servers.redirects_caddy(moved).splitlines()[1:] == ["redir /a/ https://e.example/b?c=d#e 301"]
