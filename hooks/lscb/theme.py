"""The theme's folder, as the loader of its templates."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

NAME = "theme"


class ThemeLoader(FileSystemLoader):
    """Templates that are known by their place in the project: what was compiled of one holds wherever the project stands."""

    def __init__(self, theme: Path, *folders: str | Path) -> None:
        super().__init__(folders)
        self.theme = theme

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """A template's text, its file (`theme/base.html`; a library's by its whole path), and whether that is as it was."""
        source, file, as_it_was = super().get_source(environment, template)
        own = Path(file).is_relative_to(self.theme)
        return source, f"{NAME}/{Path(file).relative_to(self.theme).as_posix()}" if own else file, as_it_was
