"""The page of all pieces: whole in the preview, from the same partials as the site's pages, and never published."""

from __future__ import annotations

import re
from pathlib import Path

import lxml.html

from tests.support.building import THEME, Built
from tests.support.previewing import preview


def test_the_preview_shows_every_piece(small: Path) -> None:
    with preview(small) as running:
        status, html = running.get("/pieces/")
    assert status == 200, html[-1500:]
    page = lxml.html.fromstring(html)
    assert set(re.findall(r'data-piece="([^"]+)"', html)) == {file.stem for file in (THEME / "partials").glob("*.html")}
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]


def test_no_site_has_it(small_site: Built) -> None:
    assert "/pieces/" not in small_site.pages
