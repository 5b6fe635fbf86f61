"""What a publication publishes, kept in the ledger, and the words of its pages as versions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lscb.ledger import first_moments, keep_versions, merged, read_ledger, write_ledger
from lscb.model.dates import LONDON
from lscb.prepared import Prepared, prepare
from lscb.types import CONTENT_TYPES


@dataclass(frozen=True)
class Addition:
    """What a publication adds to the ledger: addresses, and the paths of versions that were kept."""

    addresses: tuple[str, ...]
    versions: tuple[str, ...] = ()


def addition(root: Path, prepared: Prepared) -> Addition:
    """What the ledger has not yet. Raises ContentError."""
    return Addition(tuple(sorted(prepared.ledger.addresses.keys() - read_ledger(root).addresses.keys())))


def record(root: Path, prepared: Prepared) -> Addition:
    """Write what is new into the ledger, and keep the words that changed. Raises ContentError, OSError."""
    kept = keep_versions(root, prepared.site, prepared.words_now())
    if kept:
        prepared = prepare(root, CONTENT_TYPES, prepared.site.today)
    added = addition(root, prepared)
    now = datetime.combine(prepared.site.today, datetime.now(LONDON).timetz())
    old = read_ledger(root)
    moments = first_moments(old, prepared.site, prepared.plan, now)
    write_ledger(root, merged(old, prepared.ledger.model_copy(update={"moments": moments})))
    return Addition(added.addresses, tuple(kept))
