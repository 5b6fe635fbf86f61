"""The library: strategies, toolkits, plans and frameworks."""

from __future__ import annotations

from typing import Literal

from lscb.model.fields import AnyDate, Text, WebAddress
from lscb.model.record import Record
from lscb.model.site import ContentType, Listing


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


TYPE = ContentType(
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
)
