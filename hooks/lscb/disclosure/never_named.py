"""The list of real names that must never appear. It is kept outside the repository, and holds keyed digests instead of names.

Who has the list alone can read nobody's name from it, nor try names against it: for that the key is needed too (RFC 2104).
"""

from __future__ import annotations

import hmac
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lscb.disclosure.findings import NEVER, Finding
from lscb.disclosure.given_names import plain
from lscb.problems import FieldError

LIST, KEY = "never-named.txt", "never-named.key"
WORD = re.compile(r"[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*", re.IGNORECASE)
LONGEST = 4  # words of one name


@dataclass(frozen=True)
class NeverNamed:
    """The digests of names, the key they were made with, and how many words the names have."""

    digests: frozenset[str] = frozenset()
    key: bytes = b""
    lengths: tuple[int, ...] = ()

    def found(self, text: str) -> Iterator[Finding]:
        """Where a name of the list stands in a text, in whatever capitals, accents or separators."""
        words = list(WORD.finditer(text)) if self.digests else []
        for length in self.lengths:
            for place in range(len(words) - length + 1):
                group = words[place : place + length]
                if _digest(self.key, " ".join(word[0] for word in group)) in self.digests:
                    yield Finding(group[0].start(), text[group[0].start() : group[-1].end()], NEVER)


def read_never_named(folder: Path) -> NeverNamed:
    """The list in a folder; an empty one where there is none. Raises FieldError for a list without its key, or the reverse."""
    file, key_file = folder / LIST, folder / KEY
    if not file.exists():
        return NeverNamed()
    try:
        lines = [line.split() for line in file.read_text(encoding="ascii").splitlines() if line.strip()]
        key = bytes.fromhex(key_file.read_text(encoding="ascii").strip())
        lengths = sorted({int(length) for length, _ in lines})
    except (OSError, ValueError) as error:
        raise FieldError(
            f"{file} cannot be used: {error}", hint="bring the list and its key back from where they are kept"
        ) from None
    return NeverNamed(frozenset(digest for _, digest in lines), key, tuple(lengths))


def add_name(folder: Path, name: str) -> bool:
    """Put a name on the list in a folder, and say whether it is new there. The first one makes the list and its key.

    Raises FieldError for what is no name, or a list that cannot be used.
    """
    words = [word[0] for word in WORD.finditer(name)]
    if not 1 <= len(words) <= LONGEST or len("".join(words)) < 3:
        raise FieldError("that is not a name", hint=f"one to {LONGEST} words, of three letters at least")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not (folder / LIST).exists():
        _write_new(folder / KEY, secrets.token_hex(32))
        _write_new(folder / LIST, "")
    known = read_never_named(folder)
    key = known.key or bytes.fromhex((folder / KEY).read_text(encoding="ascii"))
    if (digest := _digest(key, " ".join(words))) in known.digests:
        return False
    with (folder / LIST).open("a", encoding="ascii") as file:
        file.write(f"{len(words)} {digest}\n")
    return True


def _write_new(file: Path, text: str) -> None:
    """Nobody but its owner may read it."""
    file.touch(mode=0o600, exist_ok=False)
    file.write_text(text, encoding="ascii")


def _digest(key: bytes, name: str) -> str:
    return hmac.new(key, plain(name).encode(), "sha256").hexdigest()
