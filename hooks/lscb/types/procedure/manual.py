"""All procedures in force on one page, from front to back: to print, and to read without a break."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from lscb.model.page import PageSpec
from lscb.model.site import Site
from lscb.types.procedure.record import Procedure
from lscb.types.procedure.subjects import by_subject

ROOT = "/procedures/manual/"


def manual_page(site: Site, told: Callable[[Site, Procedure], Mapping[str, Any]]) -> Iterator[PageSpec]:
    """The page, while a procedure is in force; `told` is what the page of one says beside its record."""
    subjects = [(name, [one for one in found if one.status != "superseded"]) for name, found in by_subject(site)]
    procedures = [one for _, found in subjects for one in found]
    if procedures:
        yield PageSpec(
            address=ROOT,
            title="All procedures on one page",
            summary="The whole manual, to print or to read from front to back.",
            template="procedures/manual.html",
            source="theme/procedures/manual.html",
            parent="/procedures/",
            changed=max(one.changed for one in procedures),
            context={
                "by_subject": [(name, found) for name, found in subjects if found],
                "procedures": [(one, told(site, one)) for one in procedures],
                "chapters": {site.address(one): one.slug for one in procedures},
            },
            anchors=frozenset(one.slug for one in procedures),
            listed=False,
            pdf=f"{ROOT}manual.pdf",
        )
