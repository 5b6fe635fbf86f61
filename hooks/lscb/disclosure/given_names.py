"""Which words are names. The lists of names are Faker's, of the languages that are spoken in the city.

Faker's lists hold words that are hardly ever names ("Council", "Said"). So a word of everyday English counts as a name only if
it is one of the three lists in `words/` that were made by hand: `names-first` (names before anything else), `names-too`, and
`hardly-names` (months, verbs, places), which need more around them to be taken for a name. `everyday.txt` are the names of
Faker that Debian's `wbritish` has without a capital.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib import import_module
from importlib.resources import files

LANGUAGES = (
    *("en", "en_GB", "en_IE", "en_IN", "en_PK", "en_NZ", "en_NG", "en_KE", "ga_IE", "yo_NG", "ig_NG", "ha_NG", "sw"),
    *("pl_PL", "sk_SK", "cs_CZ", "lt_LT", "hu_HU", "ro_RO", "tr_TR", "it_IT", "fr_FR", "es_ES", "pt_PT"),
)
SURNAMES_OF = ("en_GB", "en_IE", "en_IN", "en_PK", "en_NZ", "en_NG", "en_KE", "pl_PL", "ro_RO")
FIRST = ("first_names", "first_names_male", "first_names_female")
LAST = ("last_names", "male_last_names", "unisex_last_names")


def plain(word: str) -> str:
    """A word without accents and capitals: "zoe" for "Zoë"."""
    if word.isascii():
        return word.casefold()
    apart = unicodedata.normalize("NFKD", word)
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).casefold().replace("’", "'").replace("ł", "l")


@cache
def first_names() -> frozenset[str]:
    """First names that are little else."""
    return (_of(LANGUAGES, FIRST) - listed("everyday") - hardly_names() - names_too()) | listed("names-first")


@cache
def surnames() -> frozenset[str]:
    """Surnames that are little else."""
    return any_surname() - listed("everyday") - hardly_names()


@cache
def any_surname() -> frozenset[str]:
    """Surnames, those that are everyday words ("Baker", "Green") among them."""
    return _of(SURNAMES_OF, LAST)


def names_too() -> frozenset[str]:
    """Everyday words that are first names as well: "Grace", "Mark"."""
    return listed("names-too")


def hardly_names() -> frozenset[str]:
    """First names that are nearly always something else: "May", "Will"."""
    return listed("hardly-names")


def _of(languages: tuple[str, ...], lists: tuple[str, ...]) -> frozenset[str]:
    """The words of these lists of these languages, plain; names of fewer than three letters are left out."""
    providers = [import_module(f"faker.providers.person.{language}").Provider for language in languages]
    found = {plain(name) for provider in providers for one in lists for name in getattr(provider, one, ())}
    return frozenset(name for name in found if len(name) > 2 and name.isalpha())


@cache
def listed(name: str) -> frozenset[str]:
    """The words of a list in `words/`, in small letters."""
    return frozenset((files(__package__) / "words" / f"{name}.txt").read_text(encoding="utf-8").casefold().split())
