"""A calm build: our own few lines instead of the generator's, with progress where somebody is watching."""

from __future__ import annotations

import logging
import os
import sys
from collections import Counter
from collections.abc import Sequence
from time import perf_counter
from types import TracebackType

from lscb.files import problem_with
from lscb.problems import Problem, report, report_drafts

CHATTER = (
    "Cleaning site directory",
    "Building documentation",
    "Documentation built",
    "To exclude",
    "The directory contains",
)


class _NoChatter(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        return not (record.levelno == logging.INFO and str(record.msg).startswith(CHATTER))


def silence_mkdocs() -> None:
    """Drop the generator's own progress lines and the theme's advertisement; warnings and errors stay."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    for handler in logging.getLogger("mkdocs").handlers:
        if not any(isinstance(one, _NoChatter) for one in handler.filters):
            handler.addFilter(_NoChatter())


def report_problems(problems: Sequence[Problem]) -> None:
    """Show a preview's problems in the terminal. Not by logging: in strict mode MkDocs would end the preview for it."""
    if problems:
        sys.stderr.write(f"\n{report(problems)}; the preview leaves out what cannot be read\n")


def report_unfinished(problems: Sequence[Problem]) -> None:
    """Show what drafts lack. Not by logging: in strict mode MkDocs would end the build for it."""
    if problems:
        sys.stderr.write(f"\n{report_drafts(problems)}\n")


def report_machine(error: OSError, about: str) -> None:
    """Say what the machine refused while a site was made; `about` is what was being written where the error does not say."""
    sys.stderr.write(f"\n{problem_with(error, about)}\n")


def silence_tracebacks() -> None:
    """Say what the machine refuses outside a build too, as an address that another program has."""

    def told(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, OSError):
            report_machine(error, "this machine")
        else:
            sys.__excepthook__(kind, error, trace)

    sys.excepthook = told


class Progress:
    """“read 1,200 of 5,000 pages” on one line of a terminal, from the third second on; nothing anywhere else."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.done: Counter[str] = Counter()
        self.began = self.shown = perf_counter()
        self.visible = sys.stderr.isatty()

    def step(self, verb: str) -> None:
        """One more page is read, or made."""
        self.done[verb] += 1
        now = perf_counter()
        if self.visible and now - self.began > 3 and now - self.shown > 0.2:
            self.shown = now
            sys.stderr.write(f"\r\x1b[K{verb} {self.done[verb]:,} of {self.total:,} pages")
            sys.stderr.flush()

    def end(self) -> None:
        """Leave the line clean."""
        if self.visible and self.shown > self.began:
            sys.stderr.write("\r\x1b[K")
