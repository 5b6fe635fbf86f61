"""Whom a mailing goes to: one address, or a file of them that is kept well away from the repository."""

from __future__ import annotations

from pathlib import Path

from lscb.model.fields import email_address
from lscb.problems import ContentError, FieldError, Position, Problem


def recipients(to: str, project: Path) -> tuple[str, ...]:
    """The addresses in a file (one a line, `#` begins a note), or the one address given; each once, in order.

    Raises ContentError with every line of a file that is no address, and for a file inside `project`: subscribers'
    addresses never belong in the repository. Raises FieldError for one address that is none.
    """
    file = Path(to).expanduser()
    if not file.exists():
        return (email_address(to.strip()),)
    if file.resolve().is_relative_to(project.resolve()):
        hint = "keep it outside, where it cannot be committed or published by mistake"
        raise ContentError([Problem(to, Position(), "is inside the project", hint)])
    return _listed(file)


def _listed(file: Path) -> tuple[str, ...]:
    found: dict[str, str] = {}
    problems = []
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError([Problem(str(file), Position(), f"cannot be read: {error}", "save it as UTF-8 text")]) from None
    for number, line in enumerate(lines, 1):
        said = line.partition("#")[0].strip()
        try:
            if said:
                found.setdefault(said.casefold(), email_address(said))
        except FieldError as error:
            problems.append(Problem(str(file), Position(number, line.index(said) + 1), error.message, error.hint))
    if problems:
        raise ContentError(problems)
    return tuple(found.values())
