"""What is wrong with procedures taken together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from lscb.model.board import Board
from lscb.problems import FieldError, nearest
from lscb.types.procedure.record import Procedure

Found = Iterator[tuple[Procedure, FieldError]]


def checked(procedures: Sequence[Procedure]) -> Found:
    """Each procedure that is at fault, with what is wrong."""
    yield from _one_number_each(procedures)
    yield from _one_in_force_at_the_end(procedures)


def scoped(board: Board, procedures: Sequence[Procedure]) -> Found:
    """Each procedure whose scope is none of those that the Board's file names."""
    names = [one.name for one in board.scopes]
    for procedure in procedures:
        if procedure.scope is None and names:
            yield procedure, FieldError("is missing", field="scope", hint=f"one of {', '.join(names)}")
        elif procedure.scope is not None and procedure.scope not in names:
            hint = nearest(procedure.scope, names) or "`scopes:` in content/board.yml names those there are"
            yield procedure, FieldError(f"“{procedure.scope}” is no scope", field="scope", hint=hint)


def _one_number_each(procedures: Sequence[Procedure]) -> Found:
    counts = Counter(procedure.number for procedure in procedures)
    for procedure in procedures:
        if counts[procedure.number] > 1:
            said = f"{procedure.number} is the number of another procedure"
            yield procedure, FieldError(said, field="number", hint="give it the next free number")


def _one_in_force_at_the_end(procedures: Sequence[Procedure]) -> Found:
    """Whoever goes from a procedure to its successor, and on, must come to one that is in force."""
    successors = {one.slug: one.superseded_by.slug for one in procedures if one.superseded_by}
    for procedure in procedures:
        way = [procedure.slug]
        while (following := successors.get(way[-1])) and following not in way:
            way.append(following)
        if following == procedure.slug:
            said = f"leads round in a circle: {' → '.join([*way, following])}"
            yield (
                procedure,
                FieldError(said, field="superseded_by", hint="one of them is in force: give that one `status: current`"),
            )
