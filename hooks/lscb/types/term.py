"""The glossary: words and abbreviations of safeguarding in plain English."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lscb.model.fields import Text
from lscb.model.record import Record
from lscb.model.site import ContentType, Listing
from lscb.problems import FieldError


class Term(Record):
    """A term: `title` is what it is called, `summary` what it means, `also` other names that texts use for it."""

    abbreviation: Text | None = None
    also: tuple[Text, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it goes by."""
        return tuple(filter(None, (self.abbreviation, self.title, *self.also)))


def _one_meaning_each(terms: Sequence[Term]) -> Iterator[tuple[Term, FieldError]]:
    known: dict[str, Term] = {}
    for term in terms:
        for name in term.names:
            if (other := known.setdefault(name.casefold(), term)) is not term:
                said = f"“{name}” is explained by {other.origin.path} too"
                yield term, FieldError(said, field="title", hint="make one term of the two, or name them apart")


TYPE = ContentType(
    collection="glossary",
    singular="term",
    record=Term,
    files="content/glossary/*.md",
    template=None,
    listing=Listing(
        "Words and abbreviations", "What words and abbreviations of safeguarding mean, in plain English.", "board/glossary.html"
    ),
    order=lambda term: (term.abbreviation or term.title).casefold(),
    check=_one_meaning_each,
)
