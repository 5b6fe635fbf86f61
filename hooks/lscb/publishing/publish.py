"""`lscb publish`: what a publication would change is told, then it is recorded, built, sent, shown and looked at."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from lscb.files import AGAIN
from lscb.prepared import Prepared, prepare
from lscb.publishing.changes import Changes, changes_between
from lscb.publishing.faults import NotSentError
from lscb.publishing.recording import record
from lscb.publishing.targets import Target, target
from lscb.publishing.told import told
from lscb.types import CONTENT_TYPES

SITE = "site"
MIRRORS = ".cache/live"
Say = Callable[[str], object]
Ask = Callable[[str], bool]


def publish(root: Path, address: str, as_of: date | None, say: Say, ask: Ask) -> None:
    """Publish the site of a folder, if `ask` says so. Raises ContentError, NotSentError and OSError; nothing is shown then."""
    to, site = target(address), root / SITE
    live = to.live()
    build(root)
    prepared = prepare(root, CONTENT_TYPES, as_of)
    if live:
        changes = _changes(root, to, live, prepared)
        say(told(changes))
        if not changes:
            if healed := to.heal(live):
                many = f"{healed:,} files that were not as they were" if healed > 1 else "1 file that was not as it was"
                say(f"{many} sent {'are' if healed > 1 else 'is'} so again: a publication was cut off, or a hand was there.")
            return
    else:
        say(f"The first publication: {len(prepared.plan.pages):,} pages and {len(prepared.plan.feeds)} feeds.")
    if not ask(f"Publish to {address}?"):
        return
    added = record(root, prepared)
    build(root)
    name = to.send(site, live)
    to.show(name, live)
    to.hold_against(site, to.live())
    to.clear(name)
    say(f"Readers see it now, as {name}. `lscb publish --undo` goes back.")
    if added.addresses or added.versions:
        say("Keep the ledger with the content: git add content && git commit")


def undo(address: str, say: Say, ask: Ask) -> None:
    """Let readers see the publication before the live one again. Raises NotSentError."""
    to = target(address)
    live = to.live()
    before = to.before(live)
    if not before:
        raise NotSentError(address, "holds no publication before the live one", "mend the content, and publish that")
    if ask(f"Show {before} at {address} again, in place of {live}?"):
        to.show(before, live)
        say(f"Readers see {before} again. Mend the content before you publish: it would bring back the same.")


def build(root: Path) -> None:
    """Build the site in a process of its own: MkDocs ends its process with faults. Raises NotSentError once it has told them."""
    command, environment = (sys.executable, "-m", "mkdocs", "build", "--quiet"), {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=root, env=environment, stdout=subprocess.DEVNULL, check=False)  # noqa: S603 - ours
    if done.returncode:
        raise NotSentError(SITE, "was not built, and nothing was sent", f"mend what is told above, {AGAIN}")


def _changes(root: Path, to: Target, live: str, prepared: Prepared) -> Changes:
    """What the site that was built changes against the live one, of which a copy is kept for the next time."""
    mirror = root / MIRRORS / hashlib.sha256(to.target.encode()).hexdigest()[:16]
    to.fetch(live, mirror, root / SITE)
    pages, site = prepared.plan.pages.values(), prepared.site
    return changes_between(
        mirror,
        root / SITE,
        withdrawn={page.address for page in pages if page.withdrawn},
        moved={f"{one.old.rstrip('/')}/": one.new for one in site.redirects},
        items={page.address for page in pages if page.record and page.address == site.address(page.record)},
    )
