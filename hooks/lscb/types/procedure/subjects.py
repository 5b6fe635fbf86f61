"""Procedures by subject, each from A to Z: their numbers order nothing that readers see, for they are this site's alone."""

from __future__ import annotations

from itertools import groupby

from lscb.model.site import Site
from lscb.types.procedure.record import Procedure

SUBJECTS = {
    "1": "Recognising and referring",
    "2": "Child protection",
    "3": "Particular circumstances",
    "4": "Working together and the workforce",
    "5": "When a child dies or is seriously harmed",
}
"""What the first part of a number stands for."""


def by_subject(site: Site) -> list[tuple[str, list[Procedure]]]:
    """Every public procedure under its subject."""
    procedures: tuple[Procedure, ...] = site.all("procedures")
    subjects = groupby(procedures, key=lambda one: SUBJECTS.get(one.number.split(".")[0], "More procedures"))
    return [(name, sorted(found, key=lambda one: one.title.casefold())) for name, found in subjects]
