"""Pictures of the whole site, for whoever changes its look: `make look`.

Builds the Board's own site, opens a page of each kind on a phone and on a desktop, by day and after dark, and writes the pictures to
`test-results/look/` with an index page that shows them side by side.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from html import escape
from pathlib import Path
from typing import Literal

from playwright.sync_api import Page, sync_playwright

from tests.conftest import CHROMIUM_FLAGS
from tests.support.building import REPOSITORY, built
from tests.support.page_kinds import kinds_of_page
from tests.support.servers import nginx
from tests.support.visits import Visits

FOLDER = REPOSITORY / "test-results" / "look"
WIDTHS = {360: 640, 1280: 800}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
ALL_PICTURES = "() => document.querySelectorAll('img').forEach(one => { one.loading = 'eager'; })"
HEAD = """<!doctype html>
<html lang="en-GB"><meta charset="utf-8"><title>Every kind of page</title>
<style>
body { font: 1rem/1.5 system-ui; margin: 1rem; background: #777; color: #fff }
a { color: inherit }
section { display: flex; gap: 1rem; align-items: flex-start; overflow-x: auto }
figure { margin: 0 }
img { display: block; max-height: 60rem; object-fit: cover; object-position: top }
img[src*="-360-"] { width: 270px }
img[src*="-1280-"] { width: 800px }
</style>
"""


def main() -> None:
    """Take the pictures and say where they are."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    kinds = kinds_of_page(REPOSITORY)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Path(folder) / "site"
        built(REPOSITORY, "-d", str(site))
        program = shutil.which(os.environ.get("LSCB_CHROMIUM") or "chromium") or sys.exit("no Chromium: see scripts/chromium")
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_FLAGS.split())
        with nginx(site, Path(folder)) as served:
            for kind, address in kinds.items():
                take(Visits(browser, served.url), kind, address)
    (FOLDER / "index.html").write_text(index(kinds), encoding="utf-8")
    sys.stdout.write(f"{len(kinds)} kinds of page in {(FOLDER / 'index.html').relative_to(REPOSITORY)}\n")


def take(visits: Visits, kind: str, address: str) -> None:
    """The four pictures of a page."""
    for width, height in WIDTHS.items():
        with visits.to(address, width=width, height=height) as visit:
            for scheme in SCHEMES:
                visit.page.emulate_media(color_scheme=scheme)
                shoot(visit.page, FOLDER / file_of(kind, width, scheme))


def shoot(page: Page, file: Path) -> None:
    """The whole page, with its pictures."""
    page.evaluate(ALL_PICTURES)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=file, full_page=True)


def file_of(kind: str, width: int, scheme: str) -> str:
    """The name of a picture: kind, width and colours."""
    return f"{kind.removesuffix('.html').replace('/', '-').replace(' ', '-')}-{width}-{scheme}.png"


def index(kinds: dict[str, str]) -> str:
    """The page that shows all of them."""
    rows = []
    for kind, address in sorted(kinds.items()):
        names = [file_of(kind, width, scheme) for width in WIDTHS for scheme in SCHEMES]
        pictures = "".join(
            f'<figure><a href="{name}"><img src="{name}" alt="{name}" loading="lazy"></a></figure>' for name in names
        )
        rows.append(f"<h2>{escape(kind)} <small>{escape(address)}</small></h2>\n<section>{pictures}</section>\n")
    return HEAD + "".join(rows)


if __name__ == "__main__":
    main()
