"""The library: strategies, toolkits, plans and frameworks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from lscb.model.fields import AnyDate, Text, WebAddress
from lscb.model.record import Record
from lscb.model.site import ContentType, Listing, Site


class Document(Record):
    """A document the Board made, uses or follows. `status` is what the source says of it."""

    kind: Literal[
        "strategy",
        "toolkit",
        "plan",
        "framework",
        "protocol",
        "report",
        "template",
        "data set",
        "guidance",
        "law",
        "agreement",
    ]
    status: Literal[
        "in use",
        "published",
        "in development",
        "about to be published",
        "being revised",
        "under review",
        "planned",
        "mentioned",
    ]
    maker: Text
    edition: AnyDate | None = None
    format: Text | None = None
    size: Text | None = None
    found_at: Text | None = None
    web: WebAddress | None = None

    @property
    def unusual(self) -> bool:
        """Whether how it stands is an exception worth telling: it cannot be taken for a document that is there to be used."""
        return self.status not in {"in use", "published", "mentioned"}


class _Documents(ContentType[Document]):
    def shown(self, site: Site, record: Document) -> Iterator[Record]:
        """Its page lists every page that rests on it."""
        yield from super().shown(site, record)
        yield from site.referring(record)


TYPE = _Documents(
    collection="documents",
    singular="document",
    record=Document,
    files="content/documents/*.md",
    template="documents/document.html",
    listing=Listing(
        "Documents library",
        "Strategies, toolkits, plans and frameworks: what each is for, who made it, where it stands.",
        "documents/documents.html",
    ),
    leads_to=("procedures", "documents", "case-reviews", "indicators", "groups"),
)
