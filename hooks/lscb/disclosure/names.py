"""Names of people in a text: first names, “Name Surname”, and in a review any word that the site knows from nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lscb.disclosure.findings import NAME, UNKNOWN_WORD, Finding
from lscb.disclosure.given_names import any_surname, first_names, hardly_names, names_too, plain, surnames

SPACES = frozenset({" ", "\n", "\u00a0"})
WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
BEGINNING = re.compile(r"(?:(?:\A|\n)[ \t]*(?:[-*+•>|]|\d+[.)]|#{1,6})?|[.!?:;|]|\n[ \t]*\n)[\s\"'“‘*_\[(]*\Z")
KIN = (
    "mother|father|mum|mummy|dad|daddy|step-?(?:father|mother|mum|dad)|parents?|(?:half-|step-?)?(?:brother|sister)|"
    "siblings?|twins?|uncle|aunt|auntie|nan|nana|gran|granny|grand(?:mother|father|ma|pa|dad)|son|daughter|cousin|"
    "boyfriend|girlfriend|partner|husband|wife|baby|toddler|boy|girl|friend|child|pupil|teenager|carer"
)
INTRODUCED = re.compile(
    rf"\b(?:(?:first |birth |real )?name (?:is|was)|named?|called|nicknamed|known (?:as|locally as|at home as)|"
    rf"Mr|Mrs|Miss|Ms|Mx|Dr|PC|DC|Sgt|(?i:{KIN}))\.?,?[:]? [\"'“‘*_]*\Z"
)
AGE = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen)"
SAID_OF_SOMEBODY = re.compile(
    rf"['’]s? (?:(?:birth )?(?:{KIN})|death|injuries|birthday|bedroom|home|school|teacher|social worker|life|body|file|family)\b"
    rf"|,? \(?(?:now )?(?:aged?|who (?:is|was)) {AGE}\b|,? \({AGE}\)|, {AGE},"
    rf"|,? (?:was|is) (?:born|aged|{AGE}|found|taken|seen|placed|killed|injured|removed|bruised)\b"
    rf"|,? (?:and|or) (?:his|her) (?:{KIN})\b"
)
TITLES = frozenset({"Mr", "Mrs", "Miss", "Ms", "Mx", "Dr", "PC", "DC", "Sgt"})
ORDINARY = re.compile(
    r"(?:.*(?:tion|sion|ment|ness|ing|ity|ance|ence|ism|ship|ly|ies|ed|ers?|ors?)"
    r"|(?:some|any|every|no)(?:one|body|thing|where)|none|nor|yet|still|then|neither|either|whoever|whatever|other|another|others|"
    r"much|most|many|few|several|half|each|both|all|such|who|what|which|this|that|these|those|it|he|she|they|we|you|there|here)\Z"
)
"""What ordinary words at the head of a sentence are like that the site has not used yet."""
INITIALS = re.compile(
    r"(?<![\w.])(?:(?:Mr|Mrs|Miss|Ms|Mx)\.? [A-Z](?![\w’'])|(?!U\.[KS]\.|E\.U\.|N\.B\.|P\.S\.|D\.O\.B)(?:[A-Z]\.){2,4})"
)
DOES = re.compile(r" (?:was|had|has|lived|died|told|said|went|cried|slept|became|loved|liked|attended|spent|moved|came|did)\b")


@dataclass(frozen=True)
class Vocabulary:
    """Words that are no names here: those the site uses in small letters, and those in the titles of what is public."""

    small: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()

    def knows(self, word: str) -> bool:
        """Whether a word, plain, is one that the site uses; the parts of a compound are looked up by themselves."""
        return all(part in self.small or part in self.titles for part in re.split(r"[-']", word) if len(part) > 1)


@dataclass(frozen=True)
class _Word:
    """A word with a capital, without the 's of a possessive, and such a word that follows directly, if there is one."""

    start: int
    text: str
    plain: str
    first: bool
    following: str = ""
    following_end: int = 0

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def names(text: str, vocabulary: Vocabulary, *, refers: bool, review: bool) -> Iterator[Finding]:
    """The names in a text. More is taken for one where the text `refers` to a child's case, and most in a `review` itself."""
    yield from (Finding(match.start(), match[0], NAME) for match in (INITIALS.finditer(text) if refers else ()))
    done = 0
    for word in _capitalised(text, vocabulary):
        if word.start < done:
            continue
        after, before = text[word.end : word.end + 60], text[max(0, word.start - 40) : word.start]
        introduced = bool(INTRODUCED.search(before))
        kind = None
        if _is_a_name(word, after, vocabulary, introduced=introduced, refers=refers):
            kind = NAME
        elif refers and _is_unknown(word, after, vocabulary, review=review):
            kind = UNKNOWN_WORD
        if kind:
            done = word.following_end if word.following and _goes_on(word, vocabulary) else word.end
            yield Finding(word.start, text[word.start : done], kind)


def _is_a_name(word: _Word, after: str, vocabulary: Vocabulary, *, introduced: bool, refers: bool) -> bool:
    if any(part in first_names() for part in (word.plain, *word.plain.split("-"))):
        return not word.text.isupper() or len(word.text) > 4
    if word.following and plain(word.following) in surnames() and not vocabulary.knows(word.plain):
        return True
    if word.plain in names_too() or word.plain in hardly_names():
        following = plain(word.following)
        surname = following in surnames() or (word.plain in names_too() and not vocabulary.knows(following))
        if introduced or SAID_OF_SOMEBODY.match(after) or (following and surname):
            return word.plain in names_too() or not word.first or bool(SAID_OF_SOMEBODY.match(after))
        likely = refers and word.plain in names_too() and word.plain not in vocabulary.titles and not word.text.isupper()
        return likely and (not word.first or bool(DOES.match(after)))
    return introduced and not word.first and not word.text.isupper() and not vocabulary.knows(word.plain)


def _is_unknown(word: _Word, after: str, vocabulary: Vocabulary, *, review: bool) -> bool:
    """A word with a capital inside a sentence that the site knows from nowhere else; beside reviews, two of them together."""
    if word.text.isupper() or len(word.text) < 3 or vocabulary.knows(word.plain):
        return False
    two = bool(word.following) and not vocabulary.knows(plain(word.following))
    acts = bool(DOES.match(after) or SAID_OF_SOMEBODY.match(after)) and not ORDINARY.match(word.plain)
    return two or (review and (acts or not word.first))


def _goes_on(word: _Word, vocabulary: Vocabulary) -> bool:
    """Whether the following word belongs to the name."""
    following = plain(word.following)
    return following in any_surname() or following in first_names() or not vocabulary.knows(following)


def _capitalised(text: str, vocabulary: Vocabulary) -> Iterator[_Word]:
    """The words with a capital that are names, or that the site does not know."""
    found = list(WORD.finditer(text))
    for place, match in enumerate(found):
        if not match[0][0].isupper() or match[0] in TITLES:
            continue
        said = _without_possessive(match[0])
        if vocabulary.knows(plain(said)) and not _can_be_a_name(plain(said)):
            continue
        following = found[place + 1] if place + 1 < len(found) and said == match[0] else None
        beside = following and following[0][0].isupper() and text[match.end() : following.start()] in SPACES
        yield _Word(
            start=match.start(),
            text=said,
            plain=plain(said),
            first=_begins(text, match.start()),
            following=_without_possessive(following[0]) if following and beside else "",
            following_end=following.start() + len(_without_possessive(following[0])) if following and beside else 0,
        )


def _can_be_a_name(word: str) -> bool:
    return any(part in first_names() for part in (word, *word.split("-"))) or word in names_too() or word in hardly_names()


def _without_possessive(word: str) -> str:
    return re.sub(r"['’]s\Z", "", word)


def _begins(text: str, start: int) -> bool:
    """Whether a sentence, a heading or an item of a list begins there, so that a capital says nothing."""
    before = text[max(0, start - 60) : start]
    return bool(BEGINNING.search(before if start <= 60 else f"x{before}"))
