"""The agencies that make up the Board or work with it."""

from __future__ import annotations

from typing import Literal

from lscb.model.fields import Text, WebAddress
from lscb.model.record import Record
from lscb.model.site import ContentType, Listing


class Partner(Record):
    """An agency or partnership and what it does with the Board, as the Board's report names it."""

    kind: Literal[
        "council",
        "health",
        "fire and rescue",
        "police and justice",
        "voluntary",
        "partnership",
        "inspectorate",
        "national body",
        "education",
    ]
    also_called: tuple[Text, ...] = ()
    roles: tuple[Text, ...] = ()
    web: WebAddress | None = None


TYPE = ContentType(
    collection="partners",
    singular="partner",
    record=Partner,
    files="content/partners/*.md",
    template="board/partner.html",
    listing=Listing(
        "Partners",
        "The agencies and partnerships the Board works with, and what each does.",
        "board/partners.html",
        parent="/about/",
    ),
    leads_to=("procedures", "indicators", "groups", "events", "articles"),
    gathers=("section-11", "budget", "inspections"),
)
