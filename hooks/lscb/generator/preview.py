"""The live preview: what is looked at is made when it is looked at, and a save is seen at once.

One thread watches: on a change it reads what has changed and plans the site anew, and pages that are open reload themselves. When
that is done it checks what no page waits for, links and ledger, and when nothing happens for a moment it makes the search index.
"""

from __future__ import annotations

import gc
import sys
import threading
import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from time import monotonic, time

from jinja2 import Environment

from lscb import environment
from lscb.files import problem_with
from lscb.generator import build
from lscb.generator.build import Build, Project
from lscb.generator.outputs import Output, document_outputs, host_outputs, media_outputs, page_outputs
from lscb.generator.pages import PIECES
from lscb.generator.preview_pages import MESSAGE
from lscb.generator.templates import mistake, page_environment
from lscb.generator.watching import Watch
from lscb.pages.search import IndexerError, bundle_of, entries_of, excerpt, index_files
from lscb.problems import NOWHERE, ContentError, FieldError, Problem, report

QUIET = 2.0  # seconds without a change before what nobody waits for is made
START_AGAIN = "has changed: the preview still shows the site as it was made before"
HOW = "stop the preview with Ctrl-C, and start it again"


@dataclass
class Shown:
    """The site as the preview shows it, from one change to the next. Nothing of it is made before it is asked for."""

    build: Build
    found: list[Problem] = field(default_factory=list)
    made: dict[str, bytes] = field(default_factory=dict)

    @cached_property
    def env(self) -> Environment:
        """The templates."""
        return page_environment(self.build)

    @cached_property
    def pages(self) -> dict[str, Output]:
        """Every page, by the address of its file."""
        return page_outputs(self.build, self.env)

    @cached_property
    def documents(self) -> dict[str, Output]:
        """All that is no page and whose address is known from the plan."""
        found = {output.address: output for output in document_outputs(self.build, self.env)}
        published = [address for address in (*self.pages, *found) if not address.startswith(PIECES.address)]
        return found | {output.address: output for output in host_outputs(self.build, published)}

    @cached_property
    def media(self) -> dict[str, Output]:
        """The files and pictures of all pages."""
        return {output.address: output for output in media_outputs(self.build)}

    def output(self, address: str) -> Output | None:
        """What stands at an address."""
        if found := self.pages.get(address) or self.documents.get(address):
            return found
        return self.media.get(address) if address.startswith("/media/") else None

    def bytes_at(self, address: str) -> bytes | None:
        """What is in the file at an address, or None where there is none. Raises ContentError for what an editor can mend."""
        if address not in self.made:
            if (output := self.output(address)) is None:
                return None
            try:
                self.made[address] = output.make()
            except Exception as error:
                if (problem := mistake(error)) is None:
                    raise
                raise ContentError([problem]) from None
        return self.made[address]


class Preview:
    """A running preview. `epoch` grows with every change that a reader of a page can see."""

    def __init__(self, project: Project, begun: Build, told: Callable[[str], object] = sys.stderr.write) -> None:
        self.project = project
        self.store = begun.store
        self.told = told
        self.shown = Shown(begun)
        self.epoch = round(time() * 1000)
        self.index: dict[str, bytes] = {}
        self.indexed = threading.Event()
        self._changed = threading.Condition()
        self.watch = Watch(project)
        self._outdated: list[Problem] = []
        self._faults: list[Problem] = []
        self._told: list[Problem] = []
        self._wanted = threading.Event()
        self._working = threading.RLock()

    @property
    def problems(self) -> list[Problem]:
        """All that is wrong, as far as it is known by now."""
        shown = self.shown
        return sorted({*self._outdated, *self._faults, *shown.build.problems, *shown.found})

    def start(self) -> None:
        """Watch, from now on."""
        self._tell()
        threading.Thread(target=self._follow, daemon=True).start()

    def look(self) -> None:
        """Take over what has been saved since the last look."""
        with self._working:
            if changed := self.watch.changes():
                self._take_over(changed)

    def wait(self, epoch: int, seconds: float) -> int:
        """Wait until there is something else to see than at an epoch, but not for ever."""
        with self._changed:
            self._changed.wait_for(lambda: self.epoch != epoch, timeout=seconds)
        return self.epoch

    def page(self, address: str) -> tuple[int, bytes]:
        """A page or file, and the status it is answered with."""
        shown = self.shown
        try:
            if (found := shown.bytes_at(address)) is not None:
                return 200, found
            missing = shown.bytes_at("/404.html")
        except ContentError as error:
            self._fault(error.problems)
            return 500, MESSAGE
        except Exception:
            self.told(traceback.format_exc())
            return 500, MESSAGE
        return 404, missing or MESSAGE

    def search_file(self, address: str) -> bytes | None:
        """A file of the search index, which is made now if it was not yet."""
        self._wanted.set()
        self.watch.wake()
        self.indexed.wait(60)
        return self.index.get(address)

    def check(self) -> None:
        """Look for what no page waits for: broken links, and addresses that would be lost."""
        shown = self.shown
        found = []
        try:
            for problem in shown.build.prepared.check():
                found.append(problem)
                if shown is not self.shown:
                    return
        except OSError as error:
            found.append(problem_with(error))
        if found != shown.found:
            shown.found = found
            self._show_again()
        self.store.save()
        while self.store.said:  # threads that answer may add to it meanwhile
            self.told(f"{self.store.said.pop(0)}\n")

    def make_index(self) -> None:
        """Make the search index from all pages, unless something changes meanwhile."""
        shown = self.shown
        prepared = shown.build.prepared
        excerpts = []
        for address in shown.pages:
            if shown is not self.shown or self.watch.pending:
                return
            status, html = self.page(address)
            if status == 200 and (found := excerpt(html.decode())):
                excerpts.append((address.removesuffix("index.html"), found))
        self.index = {}
        try:
            self.index = dict(index_files(bundle_of(sorted(excerpts)), entries_of(prepared.site, prepared.plan.pages.values())))
        except IndexerError as error:
            self.told(f"the search index could not be made: {error}\n")
        finally:
            self.indexed.set()  # whatever went wrong: it is made again after the next change, and nobody waits for it

    def _follow(self) -> None:
        """The life of the thread that watches. Whatever goes wrong in it is told, and it goes on."""
        self._safely(self.check)
        last, idle = monotonic(), False
        while True:
            self.watch.wait(QUIET)
            before = self.shown
            self._safely(self.look)
            if self.shown is not before:
                self._safely(self.check)
                last, idle = monotonic(), False
            if not self.indexed.is_set() and (self._wanted.is_set() or monotonic() - last >= QUIET):
                self._wanted.clear()
                self._safely(self.make_index)
            elif not idle and monotonic() - last >= 2 * QUIET:
                idle = True
                gc.collect()

    def _safely(self, step: Callable[[], object]) -> None:
        try:
            step()
        except Exception:
            self.told(traceback.format_exc())

    def _take_over(self, changed: Sequence[str]) -> None:
        self._outdated += [
            Problem(path, NOWHERE, START_AGAIN, HOW)
            for path in changed
            if self.watch.is_program(path) and not any(one.path == path for one in self._outdated)
        ]
        if any(not self.watch.is_program(path) for path in changed):
            self._faults = []
            try:
                begun = build.prepared_build(self.project, self.store, environment.as_of(), preview=True)
            except (ContentError, FieldError, OSError) as error:
                self._faults = list(_problems(error))
            else:
                self.shown = Shown(begun)
                self.indexed.clear()
        self.told(f"shown again: {changed[0] if len(changed) == 1 else f'{len(changed):,} files'}\n")
        self._show_again()

    def _fault(self, problems: Iterable[Problem]) -> None:
        """Something could not be made for the page that was asked for."""
        if new := [problem for problem in problems if problem not in self._faults]:
            self._faults += new
            self._tell()

    def _show_again(self) -> None:
        self._tell()
        with self._changed:
            self.epoch += 1
            self._changed.notify_all()

    def _tell(self) -> None:
        """Say in the terminal what is wrong, when that is not what was said last."""
        if (problems := self.problems) != self._told:
            self._told = problems
            self.told(f"\n{report(problems)}\n" if problems else "no problems any more\n")


def _problems(error: Exception) -> Iterable[Problem]:
    match error:
        case ContentError():
            return error.problems
        case FieldError():
            return (Problem(error.field or environment.AS_OF, NOWHERE, error.message, error.hint),)
        case OSError():
            return (problem_with(error),)
        case _:
            raise error
