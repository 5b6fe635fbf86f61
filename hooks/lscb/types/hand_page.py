"""Pages written by hand under `docs/`: home, about, privacy and the like."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Literal

from lscb.model.content_type import ContentType
from lscb.model.record import Record


class HandPage(Record):
    """A page whose words stand in its body; `layout` names the template for those that also show records."""

    layout: Literal["page", "home", "worried", "about", "accountability", "feeds", "site-index"] = "page"


def _slug(path: PurePosixPath) -> str:
    inside = PurePosixPath(*path.parts[1:]).with_suffix("")
    return "home" if inside.name == "index" and len(inside.parts) == 1 else str(inside).removesuffix("/index")


class _HandPages(ContentType[HandPage]):
    def address(self, slug: str) -> str:
        return "/" if slug == "home" else f"/{slug}/"

    def template_of(self, record: HandPage) -> str:
        return f"{record.layout}.html"


TYPE = _HandPages(collection="pages", singular="page", record=HandPage, files="docs/*.md", base="/", slug=_slug)
