"""Files sent with a form: what they are called beside the item."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from lscb.model.files import PUBLISHABLE, why_not
from lscb.problems import FieldError
from lscb.scaffold import slug_of


@dataclass(frozen=True)
class Upload:
    """A file as it was sent: the name it had, and its bytes."""

    name: str
    raw: bytes


def place_of(upload: Upload, folder: PurePosixPath) -> PurePosixPath:
    """Where the file is kept: beside the item, under a name that is safe in every address. Raises FieldError for a kind of
    file that cannot be published; whether it is what its name says, the check tells.
    """
    given = PurePosixPath(upload.name.replace("\\", "/"))
    ending = given.suffix.lower()
    if ending not in PUBLISHABLE:
        said, hint = why_not(given.name) or ("is of a kind that cannot be published", "a picture, a PDF or an Office file can")
        raise FieldError(f"{given.name} {said}", hint=hint)
    if not (name := slug_of(given.stem)):
        raise FieldError(f"{given.name} needs another name", hint="one with Latin letters or numbers")
    return folder / f"{name}{ending}"
