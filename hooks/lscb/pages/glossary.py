"""Terms of the glossary explained where a page first uses them, and abbreviations that nothing explains.

An explanation is a popover (HTML Standard, section 6.12): it opens and closes by touch and by keyboard without a script, screen
readers say that the term is a button, and on paper nothing of it is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from lscb.model.site import Site

TOKEN = re.compile(r"<(/?)([a-z][a-z0-9]*)[^>]*>|[^<]+|<")
UNTOUCHED = frozenset("a h1 h2 h3 h4 h5 h6 code pre button summary label caption svg abbr".split())  # noqa: SIM905
ABBREVIATION = re.compile(r"(?<![\w/&.#-])(?:\d?[A-Z]{2,6})(?=s?\b)(?![\w./-]*[/@])")
EVERYDAY = frozenset({"UK", "OK", "TV", "PDF", "ID", "IT"})
EXPLAINED = Markup(
    '<button type="button" class="term" popovertarget="term-{0}">{1}</button>'
    '<span class="meaning" id="term-{0}" popover data-pagefind-ignore>'
    '<strong>{2}</strong> {3} <a href="/glossary/#{0}">All words and abbreviations</a></span>'
)


@dataclass(frozen=True)
class Meaning:
    """What is shown for a term: the name of its entry, its names in full, and what it means."""

    slug: str
    title: str
    summary: str


@dataclass(frozen=True)
class Glossary:
    """The terms by each name as texts have it: abbreviations as they are, other names in small letters."""

    meanings: Mapping[str, Meaning]
    names: re.Pattern[str] | None

    def meaning(self, found: str) -> Meaning:
        """Of what the pattern found."""
        return self.meanings.get(found) or self.meanings[found.casefold()]


def glossary(site: Site) -> Glossary:
    """The public terms of a site, ready to be looked for."""
    meanings: dict[str, Meaning] = {}
    exact: list[str] = []
    loose: list[str] = []
    for term in site.all("glossary"):
        title = f"{term.abbreviation}, {term.title}." if term.abbreviation else f"{term.title}."
        meaning = Meaning(term.slug, title, term.summary)
        for name in term.names:
            (exact if name.isupper() or name == term.abbreviation else loose).append(name)
            meanings[name if name in exact else name.casefold()] = meaning
    parts = [f"(?:{_any(exact)})(?=s?(?!\\w))"] * bool(exact) + [f"(?i:{_any(loose)})(?!\\w)"] * bool(loose)
    return Glossary(meanings, re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})") if parts else None)


def _any(names: list[str]) -> str:
    return "|".join(re.escape(str(Markup.escape(name))) for name in sorted(names, key=len, reverse=True))


def explained(html: str, terms: Glossary) -> str:
    """A page's HTML with each term explained where it is first used, outside links, headings and the like."""
    if terms.names is None or not terms.names.search(html):
        return html
    used: set[str] = set()
    inside = 0
    parts = []
    for token in TOKEN.finditer(html):
        closes, tag = token[1], token[2]
        if tag in UNTOUCHED:
            inside += -1 if closes else 1
        parts.append(token[0] if tag or inside else _with_meanings(token[0], terms, terms.names, used))
    return "".join(parts)


def _with_meanings(text: str, terms: Glossary, names: re.Pattern[str], used: set[str]) -> str:
    def meant(found: re.Match[str]) -> str:
        meaning = terms.meaning(found[0])
        if meaning.slug in used:
            return found[0]
        used.add(meaning.slug)
        return str(EXPLAINED.format(meaning.slug, Markup(found[0]), meaning.title, meaning.summary))  # noqa: S704 - it was HTML

    return names.sub(meant, text)


def unexplained(text: str, terms: Glossary) -> Iterator[tuple[str, int]]:
    """The abbreviations of a text that neither it nor the glossary explains, each once, and where it first stands."""
    told: set[str] = set()
    for found in ABBREVIATION.finditer(text):
        name = found[0]
        known = name in terms.meanings or name in EVERYDAY or name in told or f"({name}" in text or f"{name} (" in text
        if not known:
            told.add(name)
            yield name, found.start()
