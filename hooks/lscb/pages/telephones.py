"""Telephone numbers in text: those that the contacts hold become links to tap; any other is a fault.

Somebody may call a number from this site at night, in a hurry. It must be a right one, wherever it stands.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import NamedTuple

from lxml.html import HtmlElement
from markupsafe import Markup

from lscb.pages.bare_links import Span, link_all, with_links

GAP = r"[\s().‐‑‒–—-]{0,3}"
LONG = (
    rf"(?<![\w£])(?<!ISBN )(?<!ISBN: )(?:\(?(?:\+|00)44\)?{GAP}(?:\(0\))?{GAP}\d{{2,5}}|\(?0\d{{1,4}}\)?)"
    rf"(?:{GAP}\d{{2,6}}){{1,5}}(?![\w%])"
)
ASKED = (
    r"\b(?:[Cc]all|[Dd]ial|[Rr]ing|[Pp]hone|[Tt]elephone|[Tt]el|[Tt]ext)[ :.]+(?:on |us on )?"
    r"(\d{3,8}(?: \d{3,6})?|\d(?:[ -]\d){2,10}|[\dOolI]{3,6})"
)
STANDS_ALONE = r"(?=[.,;:!?)]*(?:\s*$|[.,;:!?)]|\s+(?:or|and|for|if|to|in|when|at|now|first|straight|immediately)\b))"
LETTERS = r"(?<!\w)[O0o][\dOolI]{2,4}(?:[ -]?[\dOolI]{3,4}){2}(?![\w-]| \d)"
NUMBER = re.compile(r"[0-9]|[^\x00-\x7f]")  # without one of these there is no number
LOOK_ALIKE = str.maketrans("OolI", "0011")
FREE = ("0800", "0808", "0500", "0845")
HINT = "check it digit by digit; a number that is right gets a file in content/contacts/"


class NumberFault(NamedTuple):
    """A number that nobody should call: as it is written, what is wrong, and what to do."""

    number: str
    message: str
    hint: str


@dataclass(frozen=True, order=True)
class Former:
    """A number that was a contact's when the site was last published: whose, and what it is now."""

    contact: str
    now: str


class PhoneBook:
    """The numbers that contacts hold, and how to find any number in a text.

    `former` has the numbers that they held before, by digits, and `hidden` the titles of contacts that are not public.
    """

    def __init__(
        self,
        numbers: Collection[str] = (),
        former: Mapping[str, tuple[Former, ...]] | None = None,
        hidden: Mapping[str, str] | None = None,
    ) -> None:
        self.numbers = {digits(number): number for number in numbers}
        self.former = former or {}
        self.hidden = hidden or {}
        held = (rf"(?<![\d£.,/-]){re.escape(number)}(?![\w%/-]|[.,]\d)" for number in sorted(numbers))
        self._begins = re.compile(f"[{re.escape(''.join(sorted({'(', '+', '0', *(number[:1] for number in numbers)})))}]")
        self._find = re.compile("|".join([*held, f"(?P<long>{LONG})"]))
        self._asked = re.compile(ASKED + STANDS_ALONE)
        self._letters = re.compile(LETTERS)

    def faults(self, text: str) -> Iterator[NumberFault]:
        """What is wrong with the telephone numbers in a text, whatever signs they are written with."""
        plain = folded(text)
        if not NUMBER.search(plain):
            return
        for start, stop in self._spans(plain):
            if fault := self.fault(plain[start:stop]):
                yield fault
        for found in self._asked.finditer(plain):
            if re.search("[OolI]", found[1]):
                yield from _with_letters(found[1], least=1)
            elif digits(found[1]) not in self.numbers and not self._find.match(plain, found.start(1)):
                yield self._unknown(found[1])
        for found in self._letters.finditer(plain):
            yield from _with_letters(found[0], least=5)

    def fault(self, number: str) -> NumberFault | None:
        """What is wrong with one number, or None where a contact holds it."""
        return None if digits(number) in self.numbers else self._unknown(number)

    def other_number(self, text: str, number: str) -> str | None:
        """The first number in a text that is not the given one."""
        plain = folded(text)
        found = (plain[start:stop] for start, stop in self._spans(plain))
        return next((one for one in found if digits(one) != digits(number)), None)

    def _unknown(self, number: str) -> NumberFault:
        if was := self.former.get(digits(number)):
            whose = " and ".join(f"“{one.contact}”, which is now {one.now}" for one in was)
            hint = f"write {' or '.join(dict.fromkeys(one.now for one in was))} here"
            return NumberFault(number, f"{number} was the number of {whose}", hint)
        if title := self.hidden.get(digits(number)):
            said = f"{number} is the number of “{title}”, which is not public on the site's day"
            return NumberFault(number, said, "publish that contact, or leave its number out until then")
        near = get_close_matches(digits(number), self.numbers, n=1, cutoff=0.85)
        hint = f"did you mean {self.numbers[near[0]]}? If not, {HINT}" if near else HINT
        return NumberFault(number, f"no contact has the number {number}", hint)

    def tap(self, text: str) -> Markup:
        """Plain text as HTML with each number a link to tap, and each web and email address one to follow."""
        parts, end = [], 0
        for start, stop in self._held(text):
            link = Markup('<a href="tel:{}">{}</a>').format(digits(text[start:stop]), text[start:stop])
            parts += [with_links(text[end:start]), link]
            end = stop
        return Markup().join([*parts, with_links(text[end:])])

    def link(self, root: HtmlElement) -> None:
        """Make each number in the text of a tree a link to tap, where it is not one already."""
        link_all(root, lambda text: (Span(start, stop, f"tel:{digits(text[start:stop])}") for start, stop in self._held(text)))

    def _held(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the numbers of contacts stand in a text; digits of other scripts count as ours."""
        if NUMBER.search(text):
            plain = text if text.isascii() else "".join(map(_as_digit, text))
            yield from ((start, stop) for start, stop in self._spans(plain) if digits(plain[start:stop]) in self.numbers)

    def _spans(self, plain: str) -> Iterator[tuple[int, int]]:
        """Where telephone numbers stand in a text; figures that follow one are no part of it."""
        at = 0
        while begin := self._begins.search(plain, at):
            at = begin.end()
            if (found := self._find.match(plain, begin.start())) is None:
                continue
            at = found.end()
            if found.lastgroup == "long":
                if (end := _end_of_number(plain, found)) is None:
                    continue
                at = end
            yield found.start(), at


def _with_letters(number: str, least: int) -> Iterator[NumberFault]:
    """That a letter stands for a digit, where so many others are digits."""
    if re.search("[OolI]", number) and sum(sign.isdigit() for sign in number) >= least:
        yield NumberFault(number, f"the number {number} has a letter for a digit", "write 0 and 1 as digits")


def _end_of_number(plain: str, found: re.Match[str]) -> int | None:
    """Where the number that a run of digits begins with ends: after nine to eleven from the 0 on, or eight of a free one.

    A run of twelve or thirteen that has no end before is a number with a digit too many.
    """
    ends = [group.end() for group in re.compile(r"\d+").finditer(plain, found.start(), found.end())]
    lengths = {len(whole := digits(plain[found.start() : end])): (end, whole) for end in ends}
    for length in (11, 10, 9):
        if length in lengths:
            return lengths[length][0]
    if 8 in lengths and lengths[8][1].startswith(FREE):
        return lengths[8][0]
    return next((lengths[length][0] for length in (12, 13) if length in lengths), None)


def digits(number: str) -> str:
    """A number as a `tel:` link needs it: within the country, as its contact writes it."""
    plain = re.sub(r"^\D*(?:\+|00)44", "0", number.strip().replace("(0)", ""))
    return re.sub(r"[^0-9]", "", "".join(map(_as_digit, plain)))


def folded(text: str) -> str:
    """A text as it looks: invisible signs are gone, and digits of every shape are 0 to 9."""
    if text.isascii():
        return text
    return "".join(_as_digit(sign) for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")


def _as_digit(sign: str) -> str:
    return str(unicodedata.digit(sign, sign)) if sign.isdigit() else sign
