"""What the environment says of one run: the day the site stands at, what is shown and made, and who is never named."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from lscb.model.dates import parse_day
from lscb.problems import FieldError

AS_OF = "LSCB_AS_OF"
DRAFTS = "LSCB_DRAFTS"
NEVER_NAMED = "LSCB_NEVER_NAMED"
PDF = "LSCB_PDF"
PUBLISH_TO = "LSCB_PUBLISH_TO"
TIMINGS = "LSCB_TIMINGS"


def as_of() -> date | None:
    """The day given for this run alone. Raises FieldError, which names the variable."""
    if not (given := os.environ.get(AS_OF)):
        return None
    try:
        return parse_day(given)
    except FieldError as error:
        raise FieldError(f"{AS_OF}: {error.message}", hint=error.hint) from None


def drafts() -> bool:
    """Whether the preview shows what is not public yet. A build never does."""
    return bool(os.environ.get(DRAFTS))


def never_named_folder() -> Path:
    """The folder of the list of names that must never appear: the user's own unless another is given, never the repository's.

    A folder named after one Board, as it was at first, goes on being used: a list must never be lost without a word.
    """
    given = os.environ.get(NEVER_NAMED)
    if given:
        return Path(given)
    own = Path.home() / ".config" / "lscb"
    named = (folder for folder in sorted(own.parent.glob("*?lscb")) if folder.is_dir())
    return own if own.is_dir() else next(named, own)


def pdfs() -> bool:
    """Whether a build makes PDFs."""
    return bool(os.environ.get(PDF))


def timings() -> bool:
    """Whether a build says where its time went."""
    return bool(os.environ.get(TIMINGS))
