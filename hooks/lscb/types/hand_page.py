"""Pages written by hand under `docs/`: home, about, privacy and the like, in English, in easy read and in other languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import PurePosixPath
from typing import Literal, Self

from pydantic import model_validator

from lscb.model.entries import feed_of
from lscb.model.fields import Day, Text
from lscb.model.page import Feed, PageSpec, Variant
from lscb.model.record import Illustrated
from lscb.model.site import ContentType, Site
from lscb.pages.languages import LANGUAGES
from lscb.problems import FieldError

EASY_READ = "easy-read"
RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})
TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")  # the parts of BCP 47 that a page can need
TITLE = "Other languages and easy read"
SUMMARY = "Pages of this site in other languages, and in easy read."


class HandPage(Illustrated):
    """A page whose words stand in its body; `layout` names the template for those that also show records.

    A file `NAME.pl.md` is the page NAME in Polish, `NAME.easy-read.md` the page in easy read. `language` is the language's own
    name for itself; `checked` the day on which this form was compared with the English page; `outdated` says, in its own
    language, that the English page has changed since.
    """

    layout: Literal["page", "home", "worried", "families", "about", "accountability", "feeds", "site-index", "accessibility"] = (
        "page"
    )
    lang: Text | None = None
    dir: Literal["ltr", "rtl"] = "ltr"
    language: Text | None = None
    checked: Day | None = None
    outdated: Text | None = None

    @property
    def form(self) -> str:
        """What follows the page's name in its file's: `pl`, `easy-read`, or nothing for the page itself."""
        return PurePosixPath(self.origin.path).stem.partition(".")[2]

    @model_validator(mode="after")
    def _pictured_on_home_alone(self) -> Self:
        """Other pages are words: above all those on which somebody looks for a number."""
        if self.layout != "home" and (field := next((name for name in ("scene", "image") if getattr(self, name)), "")):
            raise FieldError("is for the home page alone", field=field, hint="leave the line out")
        return self

    @model_validator(mode="after")
    def _says_what_it_is(self) -> Self:
        if not self.form:
            for field in ("lang", "language", "checked", "outdated"):
                if getattr(self, field):
                    hint = "call the file of a page in Polish `NAME.pl.md`, and of one in easy read `NAME.easy-read.md`"
                    raise FieldError("is for a page in another form, and the file's name says of none", field=field, hint=hint)
            return self
        if self.checked is None:
            raise FieldError("is missing", field="checked", hint="the day on which it was compared with the English page")
        if self.form != EASY_READ:
            self._is_in_a_language()
        return self

    def _is_in_a_language(self) -> None:
        if not self.lang or self.lang.lower() != self.form or not TAG.fullmatch(self.lang):
            said = f"does not go with the file's name (.{self.form}.md)"
            raise FieldError(said, field="lang", hint="as `pl`, `ur` or `zh-Hans`")
        if not self.language:
            raise FieldError("is missing", field="language", hint="the language's own name for itself: `Polski`")
        if (self.lang.split("-")[0] in RIGHT_TO_LEFT) != (self.dir == "rtl"):
            hint = "`rtl` for Arabic, Urdu, Persian and their like, `ltr` for others"
            raise FieldError(f"{self.dir} is not the way {self.language} is written", field="dir", hint=hint)


def _slug(path: PurePosixPath) -> str:
    """`about`, `home`, and for other forms of a page `about/pl`."""
    folder, name = path.parent.parts[1:], path.stem.replace(".", "/", 1)
    inside = "/".join((*folder, name))
    if inside == "index" or inside.startswith("index/"):
        return f"home{inside.removeprefix('index')}"
    return inside.removesuffix("/index")


class _HandPages(ContentType[HandPage]):
    def address(self, slug: str) -> str:
        return "/" if slug == "home" else f"/{slug.removeprefix('home/')}/"

    def template_of(self, record: HandPage) -> str:
        return f"pages/{record.layout}.html"

    def parent_of(self, record: HandPage) -> str:
        return self._original(record) if record.form else self.root

    def variant_of(self, record: HandPage) -> Variant | None:
        if not record.form or record.checked is None:
            return None
        easy = record.form == EASY_READ
        return Variant(
            original=self._original(record),
            name="Easy read" if easy else record.language or "",
            lang="en-GB" if easy else record.lang or "",
            dir=record.dir,
            checked=record.checked,
            outdated=record.outdated,
        )

    def _original(self, record: HandPage) -> str:
        return self.address(record.slug.removesuffix(f"/{record.form}"))


def _other_forms(site: Site) -> tuple[HandPage, ...]:
    return tuple(sorted((page for page in site.all("pages") if page.form), key=_form_of))


def _form_of(page: HandPage) -> str:
    return page.language or "Easy read"


def _once_other_forms(site: Site) -> tuple[HandPage, ...]:
    return tuple(page for page in site.withdrawn if isinstance(page, HandPage) and page.form)


def _languages_page(site: Site) -> Iterator[PageSpec]:
    """The page that lists every other form of a page, where there is any, or was."""
    found, gone = _other_forms(site), _once_other_forms(site)
    if found or gone:
        days = [*(page.changed for page in found), *(page.withdrawn.on for page in gone if page.withdrawn)]
        yield PageSpec(
            address=LANGUAGES,
            title=TITLE,
            summary=SUMMARY,
            template="pages/languages.html",
            source="hooks/lscb/types/hand_page.py",
            changed=max(days),
            context={"languages_of": [(name, tuple(pages)) for name, pages in groupby(found, key=_form_of)]},
        )


def _languages_feed(site: Site) -> Iterator[Feed]:
    if found := (*_other_forms(site), *_once_other_forms(site)):
        yield feed_of(site, LANGUAGES, TITLE, SUMMARY, found)


TYPE = _HandPages(
    collection="pages",
    search_weight=2,
    singular="page",
    record=HandPage,
    files="docs/*.md",
    base="/",
    slug=_slug,
    more_pages=_languages_page,
    feeds=_languages_feed,
    leads_to=("pages", "pages", "contacts", "procedures", "documents"),
)
