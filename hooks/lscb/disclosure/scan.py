"""One text scanned for all that could tell who a child is: text in, findings out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lscb.disclosure.findings import Finding
from lscb.disclosure.identifiers import identifiers
from lscb.disclosure.names import Vocabulary, names
from lscb.disclosure.whereabouts import PublicDetails, whereabouts

INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
FULL_WIDTH = {sign: sign - 0xFEE0 for sign in range(0xFF01, 0xFF5F)}
ELSEWHERE = re.compile(r"https?://[^\s)>\]\"']+|\]\(/[^)\s]*")  # addresses of pages: words in them are not prose


@dataclass(frozen=True)
class Public:
    """What may be said: names of public people and things (`phrases`), the words the site uses, and the details of contacts."""

    phrases: tuple[str, ...] = ()
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    details: PublicDetails = field(default_factory=PublicDetails)


def scan(
    text: str, public: Public, *, refers: bool = False, review: bool = False, considered: Iterable[str] = ()
) -> list[Finding]:
    """What in a text could tell who a child is, in order; `considered` are texts that were weighed and may stand.

    `refers`: the text is of a review or refers to one; `review`: it is of a review itself.
    """
    seen = _without(_as_read(text), (*public.phrases, *considered))
    prose = ELSEWHERE.sub(lambda match: "·" * len(match[0]), seen)
    found = [
        *identifiers(seen),
        *whereabouts(prose, public.details),
        *names(prose, public.vocabulary, refers=refers, review=review),
    ]
    found.sort(key=lambda one: (one.start, -len(one.text)))
    return list(_apart(found))


def _as_read(text: str) -> str:
    """A text as it is seen: full-width digits are digits, and what cannot be seen is not there."""
    return text if text.isascii() else INVISIBLE.sub("", text).translate(FULL_WIDTH)


def _without(text: str, phrases: Iterable[str]) -> str:
    """A text with these phrases covered up, sign for sign."""
    for phrase in phrases:
        pattern = r"\s+".join(re.escape(word) for word in phrase.split())
        text = re.sub(rf"(?<!\w){pattern}(?!\w)", lambda match: "·" * len(match[0]), text, flags=re.IGNORECASE)
    return text


def _apart(found: Iterable[Finding]) -> Iterator[Finding]:
    """Findings that do not stand inside another of the same kind or a wider one."""
    end = 0
    for one in found:
        if one.start >= end:
            yield one
            end = one.start + len(one.text)
