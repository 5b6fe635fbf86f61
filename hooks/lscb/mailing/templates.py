"""The templates of mailings, in `theme/email/`: text is escaped, and a misspelt name is an error."""

from __future__ import annotations

import textwrap
from pathlib import Path

from jinja2 import BytecodeCache, Environment, StrictUndefined

from lscb.theme import ThemeLoader

SHORT = 300


def environment(theme: Path, bytecode: BytecodeCache | None = None) -> Environment:
    """Jinja for the templates of a theme's mailings."""
    env = Environment(
        loader=ThemeLoader(theme, theme / "email"),
        bytecode_cache=bytecode,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters["shortened"] = lambda text: textwrap.shorten(text, SHORT, placeholder=" …")
    return env
