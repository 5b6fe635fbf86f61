"""Short forms spelt out for a form, and written short again: `starts:` of an event, a source that is only a title."""

from __future__ import annotations

from collections.abc import Iterator

from lscb.model.fields import Value
from lscb.problems import FieldError
from lscb.reading.yamltext import Tree


def spelt_out(model: type[Value] | None, tree: Tree) -> Tree:
    """A value as its model has it. What the model refuses stays as it is: the check says why."""
    shorten = getattr(model, "_short_form", None)
    try:
        return shorten(tree) if shorten and tree else tree
    except FieldError:
        return tree


def written_short(model: type[Value] | None, tree: Tree, before: Tree) -> Tree:
    """A value in the short form that means the same, if it had one before or is new."""
    if before is not None and spelt_out(model, before) == before:
        return tree
    return next((short for short in _shorter(tree) if spelt_out(model, short) == tree), tree)


def _shorter(tree: Tree) -> Iterator[Tree]:
    if not isinstance(tree, dict):
        return
    if len(tree) == 1:
        yield next(iter(tree.values()))
    for name, value in tree.items():
        if isinstance(value, list) and len(value) == 1 and isinstance(value[0], dict):
            short: dict[str, Tree] = {}
            for key, one in tree.items():
                short |= value[0] if key == name else {key: one}
            yield short
