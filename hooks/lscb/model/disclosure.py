"""What may be said although it looks as if it could tell who a child is: `content/disclosure.yml`, and exceptions in files."""

from __future__ import annotations

from lscb.model.fields import Day, Text, Value


class Considered(Value):
    """A text of one file that was weighed and may stand there: why, and on what day that was decided."""

    text: Text
    why: Text
    on: Day


class Nameable(Value):
    """A person in a public role, a place or a work that may be named anywhere on the site, and why."""

    name: Text
    why: Text


class DisclosurePolicy(Value):
    """Whom and what the whole site may name."""

    may_be_named: tuple[Nameable, ...] = ()
