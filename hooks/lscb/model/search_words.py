"""What search knows of the field's own words: `content/search.yml`."""

from __future__ import annotations

from pydantic import Field

from lscb.model.fields import ContactRef, Text, Value


class CallFirst(Value):
    """Words of somebody who may need help now, and whom they are told to call before any result."""

    words: tuple[Text, ...] = Field(min_length=1)
    call: tuple[ContactRef, ...] = Field(min_length=1)


class Misspelt(Value):
    """A word, and how people write it who do not know how it is spelt."""

    right: Text
    wrong: tuple[Text, ...] = Field(min_length=1)


class SearchWords(Value):
    """`same` are groups of words of one meaning: a search for one finds the others."""

    call_first: tuple[CallFirst, ...] = ()
    same: tuple[tuple[Text, ...], ...] = ()
    misspelt: tuple[Misspelt, ...] = ()
