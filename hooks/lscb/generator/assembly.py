"""The files of a site, made or kept. Each page and document is made again only if something that it shows has changed."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from jinja2 import Environment
from mkdocs.exceptions import PluginError

from lscb.cache.digests import digest
from lscb.cache.standing import Made, Manifest, Placing
from lscb.generator.build import Run
from lscb.generator.outputs import Output, document_outputs, host_outputs, media_outputs, page_outputs, refuse_doubles
from lscb.generator.processes import beside, in_shares
from lscb.generator.templates import compile_all, mistake, page_environment
from lscb.model.page import PageSpec
from lscb.pages.links import Body
from lscb.pages.search import Entry, IndexerError, bundle_of, entries_of, excerpt, index_files
from lscb.problems import ContentError, Problem

INDEX = "pagefind/"


class Work(NamedTuple):
    """What a share of the work has come to."""

    made: dict[str, Made]
    problems: list[Problem]


@dataclass
class Assembly:
    """The making of one whole site. `before` tells of the site that stands."""

    run: Run
    placing: Placing
    before: Manifest

    def made(self) -> Manifest:
        """Make every file of the site. Raises ContentError with every problem, and PluginError for a fault of the indexer's."""
        timings = self.run.timings
        with timings.stage("rendering bodies"):
            self._render_bodies()
        with timings.stage("compiling templates"):
            env = page_environment(self.run.build)
            compile_all(env, self.run.build.project)
        pages = page_outputs(self.run.build, env)
        documents = self._documents(env, pages)
        refuse_doubles([*pages.values(), *documents])
        with timings.stage("making pages"):
            files = self._make(pages.values(), searched=True)
        index = self._index_of(files)
        with self._indexing(index, files) as put_index:
            with timings.stage("checking links and ledger"):
                self._check()
            with timings.stage("making feeds, calendars, mailings and files"):
                files |= self._make(documents, searched=False)
            with timings.stage("waiting for the search index"):
                put_index()
        return Manifest(self.run.look.stamp, self._frame, files, index)

    @cached_property
    def _frame(self) -> str:
        build = self.run.build
        return self.run.look.inputs.frame_on(str(build.prepared.site.today), str(build.past), str(build.pdfs))

    @cached_property
    def _fingerprints(self) -> dict[str, str]:
        renderer, plan = self.run.build.prepared.renderer, self.run.build.prepared.plan
        specs = (*plan.moved, *plan.pages.values())
        return {spec.address: renderer.fingerprint(spec) for spec in specs if spec.body}

    def _render_bodies(self) -> None:
        renderer, plan = self.run.build.prepared.renderer, self.run.build.prepared.plan

        def render(specs: Iterable[PageSpec]) -> list[tuple[str, Body]]:
            return [(spec.address, renderer.render(spec)) for spec in specs]

        for share in in_shares(render, renderer.to_render(plan.pages.values())):
            for address, body in share:
                renderer.take(plan.pages[address], body)

    def _check(self) -> None:
        if problems := sorted(set(self.run.build.prepared.check())):
            raise ContentError(problems)

    def _documents(self, env: Environment, pages: Iterable[str]) -> list[Output]:
        build = self.run.build
        documents = [*document_outputs(build, env), *media_outputs(build)]
        return [*documents, *host_outputs(build, [*pages, *(output.address for output in documents)])]

    def _make(self, outputs: Iterable[Output], *, searched: bool) -> dict[str, Made]:
        """Make what cannot be kept, in shares. Raises ContentError with all that is wrong."""
        kept: dict[str, Made] = {}
        rest: list[Output] = []
        for output in outputs:
            name = output.address.lstrip("/")
            if (made := self._unchanged(name)) and self.placing.keep(name):
                kept[name] = made
            else:
                rest.append(output)
        gc.freeze()
        found = in_shares(lambda share: self._work(share, searched=searched), rest, lambda output: output.group or output.address)
        if problems := [problem for work in found for problem in work.problems]:
            raise ContentError(problems)
        for work in found:
            kept |= work.made
        return kept

    def _unchanged(self, name: str) -> Made | None:
        """What is known of a file, if all that it was made from is as it was."""
        made = self.before.files.get(name) if self.before.frame == self._frame else None
        if made and all(self._fingerprints.get(address) == fingerprint for address, fingerprint in made.bodies):
            return made
        return None

    def _work(self, outputs: Iterable[Output], *, searched: bool) -> Work:
        work = Work({}, [])
        for output in outputs:
            self.run.progress.step("made")
            try:
                work.made[output.address.lstrip("/")] = self._made(output, searched=searched)
            except ContentError as error:
                work.problems.extend(error.problems)
            except Exception as error:
                if (problem := mistake(error)) is None:
                    raise
                work.problems.append(problem)
        return work

    def _made(self, output: Output, *, searched: bool) -> Made:
        with self.run.build.prepared.renderer.noting() as asked:
            raw = output.make()
        self.placing.write(output.address.lstrip("/"), raw)
        bodies = tuple((address, self._fingerprints[address]) for address in sorted(asked) if address in self._fingerprints)
        found = excerpt(raw.decode()) if searched else ""
        return Made(bodies, digest(found) if found else "")

    @cached_property
    def _entries(self) -> dict[str, Entry]:
        prepared = self.run.build.prepared
        return entries_of(prepared.site, prepared.plan.pages.values())

    def _index_of(self, files: dict[str, Made]) -> str:
        """What the search index is made from."""
        told = [repr((address, page.title, entry)) for address, (page, entry) in sorted(self._entries.items())]
        parts = [part for name, made in sorted(files.items()) if made.indexed for part in (name, made.indexed)]
        return digest(self.run.look.inputs.version, *told, *parts)

    @contextmanager
    def _indexing(self, index: str, files: dict[str, Made]) -> Iterator[Callable[[], None]]:
        """Take over the search index of the site that stands, or make one beside all else; what is given puts it in its place."""
        if self.before.index == index and self._keep_index():
            yield lambda: None
            return
        named = {f"/{name.removesuffix('index.html')}": name for name, made in files.items() if made.indexed}
        excerpts = ((address, self._excerpt(name)) for address, name in sorted(named.items()))
        with beside(lambda: bundle_of(excerpts)) as finished:
            yield lambda: self._put_index(finished)

    def _excerpt(self, name: str) -> str:
        return excerpt((self.placing.staged / name).read_text(encoding="utf-8"))

    def _keep_index(self) -> bool:
        names = [name for name in self.before.stamps if name.startswith(INDEX)]
        return bool(names) and all(self.placing.keep(name) for name in names)

    def _put_index(self, finished: Callable[[], dict[str, bytes]]) -> None:
        try:
            bundle = finished()
        except IndexerError as error:
            raise PluginError(f"the search index could not be made: {error}") from None
        for address, raw in index_files(bundle, self._entries):
            self.placing.write(address.lstrip("/"), raw)
