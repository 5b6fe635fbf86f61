"""The Board and its sub-groups."""

from __future__ import annotations

from typing import Literal

from lscb.model.fields import Text, Whole
from lscb.model.record import Record
from lscb.model.site import ContentType, Listing


class Group(Record):
    """A group that does the Board's work. `remit` lists what it does; `chair` is a role, never a name of our making."""

    abbreviation: Text | None = None
    kind: Literal["board", "sub-group", "operational group", "time-limited group", "shared panel", "team", "other body"]
    chair: Text | None = None
    shared_with: tuple[Text, ...] = ()
    meets: Text | None = None
    remit: tuple[Text, ...] = ()
    members: tuple[Text, ...] = ()
    place: Whole = 100


TYPE = ContentType(
    collection="groups",
    singular="group",
    record=Group,
    files="content/groups/*.md",
    template="board/group.html",
    listing=Listing(
        "The Board and its groups",
        "Who does the Board's work, and what each group is for.",
        "board/groups.html",
        parent="/about/",
    ),
    order=lambda group: (group.place, group.title),
    leads_to=("groups", "indicators", "campaigns", "audits", "articles"),
    gathers=("business-plans", "procedures", "events", "documents"),
)
