"""The theme's templates: text is escaped unless it is Markup, a misspelt name is an error, and each is compiled once."""

from __future__ import annotations

import traceback
from collections.abc import Iterable, MutableMapping
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment, StrictUndefined, TemplateSyntaxError
from jinja2.bccache import Bucket

from lscb.cache.store import Section
from lscb.generator import views
from lscb.generator.build import Build, Project
from lscb.mailing.templates import environment as mailing_environment
from lscb.problems import Position, Problem
from lscb.theme import NAME, ThemeLoader

HINT = "what stands between {% and %} or {{ and }} on that line; `git diff theme` shows what was changed"


class KeptBytecode(BytecodeCache):
    """Compiled templates, kept with everything else."""

    def __init__(self, kept: Section) -> None:
        self.kept = kept

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what was compiled from the same text."""
        if raw := self.kept.get(bucket.key, bucket.checksum):
            bucket.bytecode_from_string(raw)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self.kept.put(bucket.bytecode_to_string(), bucket.key, bucket.checksum)


class Pages(Environment):
    """Templates with nothing global of their own: looking through a chain of one is a fifth of a page's time."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The environment's globals themselves, where none are added."""
        return super().make_globals(d) if d else self.globals


def page_environment(build: Build) -> Environment:
    """Jinja for the pages of a build."""
    env = Pages(
        loader=ThemeLoader(build.project.theme, *build.project.templates),
        bytecode_cache=KeptBytecode(build.store.section("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        cache_size=-1,
        auto_reload=False,
    )
    views.equip(env, build)
    return env


def email_environment(build: Build) -> Environment:
    """Jinja for the mailings of a build, with every template at hand before processes share them."""
    env = mailing_environment(build.project.theme, KeptBytecode(build.store.section("templates")))
    _compile(env, (name for name in env.list_templates() if name.endswith(".html")))
    return env


def compile_all(env: Environment, project: Project) -> None:
    """Have every template of the theme at hand, before processes share them. A mistake in one is told where it is used."""
    names = ThemeLoader(project.theme, project.theme).list_templates()
    _compile(env, (name for name in names if name.endswith((".html", ".xml")) and not name.startswith(("email/", "assets/"))))


def _compile(env: Environment, names: Iterable[str]) -> None:
    for name in names:
        try:
            env.get_template(name)
        except TemplateSyntaxError:
            continue


def mistake(error: Exception) -> Problem | None:
    """The mistake in a template that an error comes from, at its line; None for an error of another kind."""
    if isinstance(error, TemplateSyntaxError):
        return _problem(error.filename or error.name or "", error.lineno, error.message or "cannot be read")
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith(f"{NAME}/")]
    if not frames:
        return None
    return _problem(frames[-1].filename, frames[-1].lineno or 1, str(error) or type(error).__name__)


def _problem(file: str, line: int, message: str) -> Problem:
    shown = file if file.startswith(f"{NAME}/") else Path(file).name
    return Problem(shown, Position(line), f"the template has a mistake: {message}", HINT)
