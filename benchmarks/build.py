"""How long a build takes, and how that grows: the small site of the tests with N more records, built for each N in turn.

    python benchmarks/build.py            200 and 2,000 records
    python benchmarks/build.py 100 1000   these numbers of records
    python benchmarks/build.py --json 200 for programs

CPU time is that of the whole `mkdocs build`, start included. What a machine's speed cannot move: how often a body
was rendered and a template compiled, how many files a build after one change writes, and how many bytes a page has.
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
COUNT = '''
import json
from pathlib import Path

import jinja2

from lscb.pages import links

render, compiled = links.render, jinja2.Environment.compile


def note(file, line):
    """In a file, since several processes build the site."""
    with Path(file).open("a") as notes:
        notes.write(f"{line}\\n")


def counted_render(body, *more, **named):
    if body.strip():
        note("rendered", "body")
    return render(body, *more, **named)


def counted_compile(self, source, name=None, *more, **named):
    note("compiled", f"{name} {len(source)}")
    return compiled(self, source, name, *more, **named)


links.render, jinja2.Environment.compile = counted_render, counted_compile


def on_post_build(config):
    pages = config.extra["lscb"].build.prepared.plan.pages.values()
    Path("counts.json").write_text(json.dumps({"pages": len(pages), "bodies": sum(bool(page.body.strip()) for page in pages)}))
'''
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
    """A build from nothing and one after a change to one body: what came out, and what each cost.

    `compiled_twice` are templates that were compiled more than once; `written` the files that the second build wrote.
    """

    records: int
    pages: int
    bodies: int
    rendered: int
    compiled_twice: int
    cpu_seconds: float
    record_page_bytes: float
    html_bytes: int
    rendered_again: int
    compiled_again: int
    written: int
    cpu_seconds_again: float


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


def built(root: Path) -> tuple[float, list[str], list[str]]:
    """Build, and say how many CPU seconds it took, what was rendered and what was compiled."""
    before = children_cpu()
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=root, check=True, stdout=subprocess.DEVNULL)
    notes = []
    for name in ("rendered", "compiled"):
        file = root / name
        notes.append(file.read_text(encoding="utf-8").splitlines() if file.exists() else [])
        file.unlink(missing_ok=True)
    return round(children_cpu() - before, 3), notes[0], notes[1]


def inodes(root: Path) -> dict[str, int]:
    """The place on the disk of each file of the site: another means that it was written."""
    site = root / "site"
    return {str(file.relative_to(site)): file.stat().st_ino for file in site.rglob("*") if file.is_file()}


def measure(count: int) -> Result:
    """Build the small site with so many more records, and again after a change to one body."""
    with tempfile.TemporaryDirectory() as folder:
        root = project(Path(folder) / "project", count)
        cpu, rendered, compiled = built(root)
        counts = json.loads((root / "counts.json").read_text(encoding="utf-8"))
        pages = [file.stat().st_size for file in (root / "site").rglob("made-*/index.html")]
        html = sum(file.stat().st_size for file in (root / "site").rglob("*.html"))
        before = inodes(root)
        body = root / "content/procedures/escalation.md"
        body.write_text(body.read_text(encoding="utf-8") + "\nOne sentence more.\n", encoding="utf-8")
        again, rendered_again, compiled_again = built(root)
        after = inodes(root)
        return Result(
            records=count,
            pages=counts["pages"],
            bodies=counts["bodies"],
            rendered=len(rendered),
            compiled_twice=len(compiled) - len(set(compiled)),
            cpu_seconds=cpu,
            record_page_bytes=sum(pages) / max(len(pages), 1),
            html_bytes=html,
            rendered_again=len(rendered_again),
            compiled_again=len(compiled_again),
            written=sum(before.get(name) != inode for name, inode in after.items() if not name.startswith("pagefind/")),
            cpu_seconds_again=again,
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
    print("records   pages  CPU s  ms a page  rendered  after one change: CPU s  rendered  files written")
    for one in results:
        each = 1000 * one.cpu_seconds / one.pages
        print(
            f"{one.records:7,} {one.pages:7,} {one.cpu_seconds:6.2f} {each:10.2f} {one.rendered:9,} "
            f"{one.cpu_seconds_again:24.2f} {one.rendered_again:9,} {one.written:14,}"
        )
    for one, other in pairwise(results):
        growth = other.cpu_seconds / one.cpu_seconds
        print(f"{other.pages / one.pages:.1f} times the pages, {growth:.1f} times the CPU time")


if __name__ == "__main__":
    main()
