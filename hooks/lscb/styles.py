"""Style sheets: sources that read well, in `theme/styles`, joined and packed so that readers load little."""

from __future__ import annotations

import re
from pathlib import Path

from lightningcss import bundle_css

from lscb.problems import Position, Problem

BROWSERS = ["Chrome >= 99", "Firefox >= 97", "Safari >= 15.4", "iOS >= 15.4"]  # spring 2022; older ones use what they know
FAULT = re.compile(r"(?:Bundling failed: )?(?P<said>.*) at (?P<file>.*):(?P<line>\d+):(?P<column>\d+)", re.DOTALL)


def style_sheets(theme: Path) -> tuple[dict[str, str], list[Problem]]:
    """Each sheet that stands right in `theme/styles`, by name, with all that it imports; and what is wrong in the sources.

    A sheet with a fault is empty.
    """
    sheets, problems = {}, []
    for source in sorted((theme / "styles").glob("*.css")):
        try:
            sheets[source.name] = bundle_css(str(source), browsers_list=BROWSERS)
        except (ValueError, OSError) as error:
            sheets[source.name] = ""
            problems.append(_problem(str(error), theme, source))
    return sheets, problems


def _problem(said: str, theme: Path, sheet: Path) -> Problem:
    """The library's words with their place; it counts lines from nought."""
    found = FAULT.fullmatch(said)
    file = Path(found["file"] if found else sheet).resolve()
    path = file.relative_to(theme.parent.resolve()) if file.is_relative_to(theme.parent.resolve()) else file
    position = Position(int(found["line"]) + 1, int(found["column"])) if found else Position()
    return Problem(path.as_posix(), position, found["said"] if found else said)
