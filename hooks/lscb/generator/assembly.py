"""The files of a site, made or kept. Each page and document is made again only if something that it shows has changed."""

from __future__ import annotations

import gc
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from subprocess import CalledProcessError, Popen
from tempfile import TemporaryDirectory
from typing import NamedTuple

from jinja2 import Environment
from mkdocs.exceptions import PluginError

from lscb.cache.digests import digest
from lscb.cache.standing import Made, Manifest, Placing
from lscb.generator.build import Run
from lscb.generator.outputs import Output, document_outputs, host_outputs, media_outputs, page_outputs, refuse_doubles
from lscb.generator.processes import in_shares
from lscb.generator.templates import compile_all, mistake, page_environment
from lscb.model.page import PageSpec
from lscb.pages.links import Body
from lscb.pages.search import Indexing, entries_of, excerpt
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
        with TemporaryDirectory(prefix="lscb-index-") as folder:
            indexing = Indexing(Path(folder))
            with timings.stage("making pages"):
                files = self._make(pages.values(), indexing)
            index, indexer = self._start_index(indexing, files)
            try:
                with timings.stage("checking links and ledger"):
                    self._check()
                with timings.stage("making feeds, calendars, mailings and files"):
                    files |= self._make(documents, None)
                with timings.stage("waiting for the search index"):
                    self._finish_index(indexing, indexer)
            finally:
                if indexer and indexer.poll() is None:
                    indexer.kill()
                    indexer.communicate()
        return Manifest(self.run.look.stamp, self._frame, files, index)

    @cached_property
    def _frame(self) -> str:
        build = self.run.build
        return self.run.look.inputs.frame_on(str(build.prepared.site.today), str(build.past))

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

    def _make(self, outputs: Iterable[Output], indexing: Indexing | None) -> dict[str, Made]:
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
        found = in_shares(lambda share: self._work(share, indexing), rest, lambda output: output.group or output.address)
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

    def _work(self, outputs: Iterable[Output], indexing: Indexing | None) -> Work:
        work = Work({}, [])
        for output in outputs:
            self.run.progress.step("made")
            try:
                work.made[output.address.lstrip("/")] = self._made(output, indexing)
            except ContentError as error:
                work.problems.extend(error.problems)
            except Exception as error:
                if (problem := mistake(error, self.run.build.project)) is None:
                    raise
                work.problems.append(problem)
        return work

    def _made(self, output: Output, indexing: Indexing | None) -> Made:
        with self.run.build.prepared.renderer.noting() as asked:
            raw = output.make()
        self.placing.write(output.address.lstrip("/"), raw)
        bodies = tuple((address, self._fingerprints[address]) for address in sorted(asked) if address in self._fingerprints)
        found = excerpt(raw.decode()) if indexing else ""
        if indexing and found:
            indexing.add(output.address.removesuffix("index.html"), found)
        return Made(bodies, digest(found) if found else "")

    def _start_index(self, indexing: Indexing, files: dict[str, Made]) -> tuple[str, Popen[str] | None]:
        """Take over the search index of the site that stands, or start to make one."""
        entries = entries_of(self.run.build.prepared.site, self.run.build.prepared.plan.pages.values())
        told = [repr((address, page.title, entry)) for address, (page, entry) in sorted(entries.items())]
        parts = [part for name, made in sorted(files.items()) if made.indexed for part in (name, made.indexed)]
        index = digest(self.run.look.inputs.version, *told, *parts)
        if self.before.index == index and self._keep_index():
            return index, None
        for name, made in files.items():
            address = f"/{name.removesuffix('index.html')}"
            if made.indexed and not indexing.has(address):
                indexing.add(address, excerpt((self.placing.staged / name).read_text(encoding="utf-8")))
        return index, indexing.start()

    def _keep_index(self) -> bool:
        names = [name for name in self.before.stamps if name.startswith(INDEX)]
        return bool(names) and all(self.placing.keep(name) for name in names)

    def _finish_index(self, indexing: Indexing, indexer: Popen[str] | None) -> None:
        if indexer is None:
            return
        prepared = self.run.build.prepared
        try:
            for address, raw in indexing.finish(indexer, entries_of(prepared.site, prepared.plan.pages.values())):
                self.placing.write(address.lstrip("/"), raw)
        except CalledProcessError as error:
            raise PluginError(f"the search index could not be made:\n{error.output}") from None
