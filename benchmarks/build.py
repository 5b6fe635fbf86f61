"""How long a build takes, and how that grows: the small site of the tests with N more records, built for each N in turn.

    python benchmarks/build.py            200 and 2,000 records
    python benchmarks/build.py 100 1000   these numbers of records
    python benchmarks/build.py --json 200 for programs

CPU time is that of the whole `mkdocs build`, start included. What a machine's speed cannot move: how often Markdown was
converted, and how many bytes a record's page has.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COUNT = """
import json
from pathlib import Path
import markdown

converted = 0
convert = markdown.Markdown.convert

def counted(self, source):
    global converted
    converted += 1
    return convert(self, source)

markdown.Markdown.convert = counted

def on_post_build(config):
    bodies = [page for page in config.extra["lscb"].prepared.plan.pages.values() if page.body.strip()]
    counts = {"pages": len(config.extra["lscb"].prepared.plan.pages), "bodies": len(bodies), "converted": converted}
    Path("counts.json").write_text(json.dumps(counts))
"""
TEXT = """## What it is about

{paragraph}

See [escalation](/procedures/escalation/), [neglect](/themes/neglect/) and [who to call](/contacts/#emergency).

- {sentence}
- {sentence}

## What to do

{paragraph}

{paragraph}

| Step | Time |
|------|-----:|
| {sentence} | 1 day |
| {sentence} | 10 days |

{paragraph}
"""
SENTENCE = "Speak to the child, listen to what the child says, and write down the very words that were said"
PARAGRAPH = ". ".join([SENTENCE] * 6) + "."


@dataclass(frozen=True)
class Result:
    """One build: what was asked for, what came out, and what it cost."""

    records: int
    pages: int
    bodies: int
    converted: int
    cpu_seconds: float
    record_page_bytes: float
    html_bytes: int


def procedure(number: int) -> tuple[str, str]:
    """A procedure; its number is its place in the manual."""
    return f"content/procedures/made-{number}.md", f"number: '3.{number}'\nscope: 4LSCB\nstatus: current\nin_short: [{SENTENCE}.]"


def event(number: int) -> tuple[str, str]:
    """An event of an afternoon, one a day over the years."""
    day = f"{2010 + number // 336 % 9}-{1 + number // 28 % 12:02d}-{1 + number % 28:02d}"
    return f"content/events/made-{number}.md", f"kind: training\nstarts: {day} 13:00\nends: {day} 16:30\ncampaign: safety"


def document(number: int) -> tuple[str, str]:
    """A document of the library."""
    return f"content/documents/made-{number}.md", "kind: guidance\nstatus: in use\nmaker: The Board"


def audit(number: int) -> tuple[str, str]:
    """An audit."""
    return f"content/accountability/audits/made-{number}.md", f"status: complete\nscope: {SENTENCE}\nprocedures: [escalation]"


MAKERS: tuple[Callable[[int], tuple[str, str]], ...] = (procedure, event, document, audit)


def add_records(root: Path, count: int) -> None:
    """Put so many records of several types into a copy of the small site."""
    body = TEXT.format(sentence=SENTENCE, paragraph=PARAGRAPH)
    for number in range(count):
        path, fields = MAKERS[number % len(MAKERS)](number)
        known = f"id: m{number:07d}\ntitle: Made {number}\nsummary: {SENTENCE}."
        dated = f"themes: [neglect]\npublished: 2015-{1 + number % 8:02d}-01"
        (root / path).write_text(f"---\n{known}\n{dated}\n{fields}\n---\n{body}", encoding="utf-8")


def project(root: Path, count: int) -> Path:
    """A copy of the small site with more records, and a hook that counts."""
    shutil.copytree(ROOT / "tests" / "small", root)
    for name in ("hooks", "theme"):
        (root / name).symlink_to(ROOT / name)
    configuration = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    (root / "mkdocs.yml").write_text(configuration.replace("hooks:\n", "hooks:\n  - count.py\n"), encoding="utf-8")
    (root / "count.py").write_text(COUNT, encoding="utf-8")
    add_records(root, count)
    return root


def children_cpu() -> float:
    """CPU seconds of every process that this one has started and waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measure(count: int) -> Result:
    """Build the small site with so many more records."""
    with tempfile.TemporaryDirectory() as folder:
        root = project(Path(folder) / "project", count)
        before = children_cpu()
        subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=root, check=True, stdout=subprocess.DEVNULL)
        cpu = children_cpu() - before
        counts = json.loads((root / "counts.json").read_text(encoding="utf-8"))
        pages = [file.stat().st_size for file in (root / "site").rglob("made-*/index.html")]
        html = sum(file.stat().st_size for file in (root / "site").rglob("*.html"))
        return Result(
            count, counts["pages"], counts["bodies"], counts["converted"], round(cpu, 3), sum(pages) / max(len(pages), 1), html
        )


def main() -> None:
    """Measure each number of records, and print a line for each and the growth between them."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else "")
    parser.add_argument("records", nargs="*", type=int, default=[200, 2000])
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    results = [measure(count) for count in given.records]
    if given.json:
        print(json.dumps([asdict(result) for result in results]))
        return
    print("records   pages  CPU s  ms a page  Markdown conversions  bytes a record's page")
    for one in results:
        each, size = 1000 * one.cpu_seconds / one.pages, one.record_page_bytes
        print(f"{one.records:7,} {one.pages:7,} {one.cpu_seconds:6.2f} {each:10.2f} {one.converted:21,} {size:22,.0f}")
    for one, other in pairwise(results):
        growth = other.cpu_seconds / one.cpu_seconds
        print(f"{other.pages / one.pages:.1f} times the pages, {growth:.1f} times the CPU time")


if __name__ == "__main__":
    main()
