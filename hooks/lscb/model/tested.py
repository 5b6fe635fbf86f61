"""What was tested of the site's accessibility, and what was found: `content/tested.yml`, which `make audit` writes."""

from __future__ import annotations

from lscb.model.fields import Day, Text, Value, Whole


class Tool(Value):
    """A program that tested the site."""

    name: Text
    version: Text


class Tested(Value):
    """How many pages of how many kinds were looked at in which ways, with what, and every fault that was found."""

    on: Day
    pages: Whole
    kinds: Whole
    ways: tuple[Text, ...]
    tools: tuple[Tool, ...]
    faults: tuple[Text, ...] = ()
