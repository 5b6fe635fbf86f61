"""What search knows of the field's own words: `content/search.yml`."""

from __future__ import annotations

from pydantic import Field

from lscb.model.fields import Address, ContactRef, Text, Value


class CallFirst(Value):
    """Words of somebody who may need help now, and whom they are told to call before any result."""

    words: tuple[Text, ...] = Field(min_length=1)
    call: tuple[ContactRef, ...] = Field(min_length=1)


class Misspelt(Value):
    """A word, and how people write it who do not know how it is spelt."""

    right: Text
    wrong: tuple[Text, ...] = Field(min_length=1)


class BestBet(Value):
    """What is asked in words that the page itself may not use, and the address of the page that was meant: it comes first."""

    words: tuple[Text, ...] = Field(min_length=1)
    page: Address


class ExpectedFirst(Value):
    """A search, and the address of the page that must come first; without one, who to call must. Tests ask each of them."""

    asked: Text
    page: Address | None = None


class SearchWords(Value):
    """`same` are groups of words of one meaning: a search for one finds the others."""

    call_first: tuple[CallFirst, ...] = ()
    same: tuple[tuple[Text, ...], ...] = ()
    misspelt: tuple[Misspelt, ...] = ()
    best_bets: tuple[BestBet, ...] = ()
    expected_first: tuple[ExpectedFirst, ...] = ()
