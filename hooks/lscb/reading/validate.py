"""From a parsed file to a typed record, or to problems in words an editor understands, each at its line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import takewhile
from typing import Any, TypeVar, cast, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from lscb.model.fields import Known
from lscb.model.record import Origin, Record
from lscb.problems import FieldError, Loc, Position, Problem, nearest, spoken
from lscb.reading.sources import Source
from lscb.reading.yaml_faults import field_without_space

R = TypeVar("R", bound=Record)
V = TypeVar("V", bound=BaseModel)
WORDS = {
    "missing": ("is missing", ""),
    "int_parsing": ("“{value}” is not a whole number", "digits only, as 37"),
    "int_type": ("“{value}” is not a whole number", "digits only, as 37"),
    "greater_than": ("{value} is too small", "it must be more than {gt}"),
    "greater_than_equal": ("{value} is too small", "it must be at least {ge}"),
    "tuple_type": ("should be a list", "write each item on a line of its own, beginning with `- `"),
    "model_type": ("should be a set of fields", ""),
    "model_attributes_type": ("should be a set of fields", ""),
    "string_type": ("should be text", "put it in quotes if it begins with a sign"),
    "too_short": ("is an empty list", "give at least one item"),
    "too_long": ("has more than {max_length} items", "at most {max_length} may be given"),
}
"""What we say for each kind of error that pydantic finds."""

PRINTED = re.compile(r"[“”„‘’‚«»]")
SPOKEN = {"Board": "the Board", "HandPage": "a page"}
GIVEN_BY_THE_FILE = frozenset({"origin", "slug", "issue"})


def to_record(model: type[R], source: Source, slug: str, known: Known | None = None) -> R | list[Problem]:
    """A record of `model` from a source whose YAML is sound; all that is wrong with it otherwise.

    A reference to what is not `known` is wrong too.
    """
    data = source.parsed.data
    if not isinstance(data, dict):
        return [_no_fields(source)]
    named = _spoken(model)
    problems = [_unknown(key, model, source, (key,), named) for key in data if key in GIVEN_BY_THE_FILE]
    given = {key: value for key, value in data.items() if key not in GIVEN_BY_THE_FILE}
    if "body" in data and source.path.endswith(".md"):
        problems.append(_unknown("body", model, source, ("body",), named))
    if source.body:
        given = {**given, "body": source.body}
    key = position_of(source.parsed.positions, ("body",))
    body_at = source.parsed.texts.get(("body",), key) if "body" in data else Position(source.body_line)
    origin = Origin(source.path, slug, body_at)
    given, unindented = _indented(given, model)
    problems += [Problem(source.path, position_of(source.parsed.positions, (name,)), *said) for name, said in unindented]
    try:
        record = model.model_validate({**given, "origin": origin}, context=known)
    except ValidationError as error:
        problems += [_problem(detail, model, source, named) for detail in _first_causes(error)]
    return problems or record


def _no_fields(source: Source) -> Problem:
    said = source.parsed.data
    if isinstance(said, str) and (fault := field_without_space(said)):
        return Problem(source.path, position_of(source.parsed.positions, ()), fault.message, fault.hint)
    return Problem(source.path, Position(), "has no fields", "front matter is lines of `field: value`")


def _indented(given: Mapping[str, Any], model: type[BaseModel]) -> tuple[dict[str, Any], list[tuple[str, tuple[str, str]]]]:
    """Data in which the parts of a field stand in it, and the fields whose parts were not indented, with what to say of each.

    `venue:` with nothing after it, and then fields that a venue has and the record has not.
    """
    names, found = list(given), []
    parted = dict(given)
    for at, name in enumerate(names):
        field = model.model_fields.get(name)
        inner = next(_models(field.annotation), None) if field and given[name] is None else None
        if inner is None or get_origin(field and field.annotation) is tuple:
            continue
        own = inner.model_fields.keys() - model.model_fields.keys()
        if parts := list(takewhile(own.__contains__, names[at + 1 :])):
            parted[name] = {part: parted.pop(part) for part in parts}
            hint = f"put two spaces before {' and '.join(f'`{part}:`' for part in parts)}"
            found.append((name, (f"{name}: its parts are not indented", hint)))
    return parted, found


def to_value(model: type[V], source: Source, data: Any, loc: Loc = (), known: Known | None = None) -> V | list[Problem]:
    """A value that is not a record, from the part of a source at `loc`."""
    try:
        return model.model_validate(data, context=known)
    except ValidationError as error:
        details = [{**detail, "loc": (*loc, *detail["loc"])} for detail in _first_causes(error)]
        return [_problem(cast(ErrorDetails, detail), model, source, _spoken(model)) for detail in details]


def position_of(positions: Mapping[Loc, Position], loc: Loc) -> Position:
    """Where a value stands: its own place, or that of the innermost thing around it that has one."""
    while loc and loc not in positions:
        loc = loc[:-1]
    return positions.get(loc, Position())


def _first_causes(error: ValidationError) -> list[ErrorDetails]:
    """Without the “empty list” that pydantic adds when it was the items that were wrong."""
    details = error.errors(include_url=False)
    inside = {detail["loc"][:depth] for detail in details for depth in range(len(detail["loc"]))}
    return [detail for detail in details if detail["type"] != "too_short" or detail["loc"] not in inside]


def _problem(detail: ErrorDetails, model: type[BaseModel], source: Source, named: str) -> Problem:
    loc: Loc = detail["loc"]
    kind = detail["type"]
    if kind == "extra_forbidden":
        return _unknown(str(loc[-1]), model, source, loc, named)
    message, hint = _words(detail)
    cause = detail.get("ctx", {}).get("error")
    if isinstance(cause, FieldError):
        message, hint = cause.message, cause.hint
        loc = (*loc, *cause.loc)
    loc = _as_written(loc, source)
    if kind in {"model_type", "model_attributes_type"}:
        hint = _parts_hint(_model_at(model, loc) or model)
    if kind == "tuple_type" and isinstance(one := detail.get("input"), str) and len(one) < 60 and loc:
        hint = f"write `{loc[-1]}: [{one}]`, or each item on a line of its own, beginning with `- `"
    if isinstance(value := detail.get("input"), str) and PRINTED.match(value.strip()) and kind != "missing":
        hint = "these are printer's quotes, and belong to the value: use straight ones around it, or none"
    if kind == "missing":
        hint = hint or _missing_hint(str(loc[-1]), source.path)
    return Problem(
        source.path,
        position_of(source.parsed.positions, loc),
        f"{spoken(_known_to_editors(loc, source))}{message}",
        hint,
    )


def _parts_hint(model: type[BaseModel]) -> str:
    """The fields of a set, those first that must be there."""
    fields = sorted(model.model_fields.items(), key=lambda field: not field[1].is_required())
    names = ", ".join(f"`{name}: …`" for name, _ in fields if name not in GIVEN_BY_THE_FILE)
    return f"write its fields on lines of their own, indented under it: {names}"


def _as_written(loc: Loc, source: Source) -> Loc:
    """Where the editor wrote a value that a short form stands for: `ends` for ("occurrences", 0, "ends")."""
    if len(loc) > 1 and loc[:1] not in source.parsed.positions:
        return next((loc[cut:] for cut in range(1, len(loc)) if loc[cut : cut + 1] in source.parsed.positions), loc)
    return loc


def _unknown(key: str, model: type[BaseModel], source: Source, loc: Loc, named: str) -> Problem:
    where = position_of(source.parsed.positions, loc)
    if key in GIVEN_BY_THE_FILE and len(loc) == 1:
        return Problem(source.path, where, f"{key}: is known from the folder and the file's name", "leave this line out")
    inner = _model_at(model, loc[:-1])
    known = [name for name in (inner or model).model_fields if name not in GIVEN_BY_THE_FILE and name != "body"]
    inner_name = next((part for part in reversed(loc[:-1]) if isinstance(part, str)), None)
    whose = f"`{inner_name}`" if inner_name else named
    hint = nearest(key, known) or f"known fields: {', '.join(known)}"
    return Problem(source.path, where, f"{key}: is not a field of {whose}", hint)


def _words(detail: ErrorDetails) -> tuple[str, str]:
    """Message and hint for what pydantic found; our own FieldErrors bring their words with them."""
    kind, value, context = detail["type"], detail.get("input"), detail.get("ctx", {})
    if kind != "missing" and value is None:
        return "is blank", "write something, or leave the whole line out"
    if kind in {"literal_error", "int_type"} and isinstance(value, list | dict):
        return "should be a single value, not a list or a set of fields", "write one value after the colon"
    if kind == "literal_error":
        choices = str(context["expected"]).replace(" or ", ", ").replace("'", "").split(", ")
        return f"“{value}” is not one of: {', '.join(choices)}", nearest(
            str(value), choices, always=False
        ) or "write one of these"
    if kind == "too_short" and context["actual_length"]:
        return "has {actual_length} items, and {min_length} are needed".format(**context), "add what is missing"
    if kind not in WORDS:
        return detail["msg"][:1].lower() + detail["msg"][1:], ""
    message, hint = WORDS[kind]
    return message.format(value=value, **context), hint.format(**context)


def _missing_hint(name: str, path: str) -> str:
    if name == "id":
        return f"run `lscb mint {path}` once: it writes a permanent id into the file"
    if name == "occurrences":
        return "give `starts:`, as `starts: 2015-05-07`, or a list of `occurrences:`"
    if name == "alt":
        return "say what the picture shows, for those who cannot see it: `alt: …`"
    if name == "published":
        return "the day it was first published, as `published: 2015-09-16`"
    return f"add a line `{name}: …`"


def _known_to_editors(loc: Loc, source: Source) -> Loc:
    """Without the parts that pydantic adds of its own accord, which stand nowhere in the file."""
    return tuple(
        part
        for depth, part in enumerate(loc)
        if isinstance(part, int) or depth == len(loc) - 1 or loc[: depth + 1] in source.parsed.positions
    )


def _model_at(model: type[BaseModel], loc: Loc) -> type[BaseModel] | None:
    """The nested model that the fields at `loc` belong to."""
    current: type[BaseModel] | None = model
    for part in loc:
        if isinstance(part, str) and current is not None and part in current.model_fields:
            current = next(_models(current.model_fields[part].annotation), None)
    return current


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)


def _spoken(model: type[BaseModel]) -> str:
    """“a case review” for CaseReview, “an event” for Event."""
    if model.__name__ in SPOKEN:
        return SPOKEN[model.__name__]
    name = "".join(f" {sign.lower()}" if sign.isupper() else sign for sign in model.__name__).strip()
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"
