"""Whom a mailing goes to: one address, or a list of them as people have it, kept well away from the repository."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from email_validator import EmailSyntaxError, validate_email

from lscb.problems import ContentError, FieldError, Position, Problem

EXAMPLE = "one address alone, as `ann@example.org` or `Ann Lee <ann@example.org>`"
NAMED_COLUMN = re.compile(r"e-?mail|^mail$", re.IGNORECASE)
MAILBOX = re.compile(r'(?:"(?:[^"\\]|\\.)*"|<[^<>]*>|[^;,"<])+')
NOT_TEXT = {b"PK\x03\x04": "a workbook", b"\xd0\xcf\x11\xe0": "a workbook", b"%PDF": "a PDF"}
BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


@dataclass(frozen=True)
class _Row:
    """What may hold addresses, and where in the file it stands."""

    text: str
    at: Position


def recipients(to: str, project: Path) -> tuple[str, ...]:
    """The addresses in a file, or the one address given; each once, in order.

    A file has one or more addresses a line, with or without names, and `#` before a note; or it is a table (CSV) whose
    first line names a column of emails. Raises ContentError with every line of a file that is no address, and for a file
    inside `project`: subscribers' addresses never belong in the repository. Raises FieldError for one address that is none.
    """
    file = Path(to).expanduser()
    if not _exists(file):
        return (email_address(to),)
    if file.resolve().is_relative_to(project.resolve()):
        hint = "keep it outside, where it cannot be committed or published by mistake"
        raise ContentError([Problem(to, Position(), "is inside the project", hint)])
    return _listed(file)


def email_address(said: str) -> str:
    """An address as it is written to (RFC 5321, RFC 6531): its domain in the letters that DNS has. Raises FieldError."""
    address = said.strip().removeprefix("mailto:")
    try:
        found = validate_email(address, check_deliverability=False, strict=True)
    except EmailSyntaxError as error:
        why = str(error).rstrip(".")
        raise FieldError(f"“{_printable(address)}” is not an email address: {why}", hint=EXAMPLE) from None
    return f"{found.local_part}@{found.ascii_domain}"


def _exists(file: Path) -> bool:
    try:
        return file.exists()
    except (OSError, ValueError):  # too long for a file's name, or with a zero byte
        return False


def _listed(file: Path) -> tuple[str, ...]:
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for row in _rows(file):
        try:
            for said in _mailboxes(row.text):
                address = email_address(said)
                found.setdefault(address.casefold(), address)
        except FieldError as error:
            problems.append(Problem(str(file), row.at, error.message, error.hint))
    if problems:
        raise ContentError(problems)
    if not found:
        raise ContentError([Problem(str(file), Position(), "holds no address", EXAMPLE)])
    return tuple(found.values())


def _rows(file: Path) -> Iterator[_Row]:
    lines = re.split(r"\r\n|\r|\n", _text(file))
    meant = [(number, line) for number, line in enumerate(lines, 1) if line.strip() and not line.lstrip().startswith("#")]
    delimiter = ""
    if meant and (given := re.fullmatch(r"sep=([,;\t|])", meant[0][1].strip())):  # Excel's own first line
        delimiter = given[1]
        meant = meant[1:]
    if meant and _is_head(meant[0][1], delimiter):
        number, head = meant[0]
        yield from _table(file, lines, number, delimiter or max(",;\t|", key=head.count))
        return
    for number, line in meant:
        said = re.split(r"(?:^|\s)#", line)[0].strip()
        yield _Row(said, Position(number, line.index(said) + 1))


def _is_head(line: str, delimiter: str) -> bool:
    """Whether a list's first line names columns: there is no address in it, and more than one name or one for emails."""
    return "@" not in line and bool(delimiter or re.search(r"[,;\t|]", line) or NAMED_COLUMN.search(line))


def _table(file: Path, lines: list[str], first: int, delimiter: str) -> Iterator[_Row]:
    """The cells of a table's column of addresses. Raises ContentError where none or several may be it."""
    reader = csv.reader(StringIO("\n".join(lines[first - 1 :])), delimiter=delimiter)
    column = _column(next(reader), file, first)
    try:
        for cells in reader:
            at = Position(first - 1 + reader.line_num, 1)
            if any(cell.strip() for cell in cells) and not cells[0].lstrip().startswith("#"):
                yield _Row(cells[column] if column < len(cells) else "", at)
    except csv.Error as error:
        raise ContentError([Problem(str(file), Position(first - 1 + reader.line_num), f"cannot be read: {error}")]) from None


def _column(names: list[str], file: Path, line: int) -> int:
    named = [at for at, name in enumerate(names) if NAMED_COLUMN.search(name.strip())]
    plain = [at for at in named if re.sub(r"[^a-z]", "", names[at].casefold()) in {"email", "mail", "emailaddress"}]
    for found in (plain, named):
        if len(found) == 1:
            return found[0]
    said = ", ".join(f"“{_printable(name.strip())}”" for name in names)
    which = "several columns may hold the addresses" if named else "no column is named for addresses"
    raise ContentError([Problem(str(file), Position(line), f"{which}: {said}", "call the one that does `email`")])


def _mailboxes(text: str) -> Iterator[str]:
    """The addresses in a line: `ann@…`, `Ann <ann@…>`, `"Lee, Ann" <ann@…>; bob@…`. Raises FieldError."""
    parts = [part.strip() for part in MAILBOX.findall(text)]
    if sum(map(len, MAILBOX.findall(text))) + len(re.findall(r"[;,]", MAILBOX.sub("", text))) != len(text):
        raise FieldError(f"“{_printable(text)}” has a quote or bracket without its other half", hint=EXAMPLE)
    name = ""
    for part in filter(None, parts):
        bracketed = re.fullmatch(r"[^<>]*<([^<>]*)>", part)
        if not bracketed and "@" not in part:
            name = name or part  # “Lee, Ann <ann@…>”: the name goes on behind the comma
            continue
        if name and not bracketed:
            break
        name = ""
        yield bracketed[1] if bracketed else part
    if name or not any(parts):
        yield name or text


def _text(file: Path) -> str:
    """The text of a list, in whatever encoding office programs save it. Raises ContentError."""
    hint = "save it as text, or from Excel as “CSV UTF-8”"
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise ContentError([Problem(str(file), Position(), f"cannot be read: {error.strerror}")]) from None
    for begins, kind in NOT_TEXT.items():
        if raw.startswith(begins):
            raise ContentError([Problem(str(file), Position(), f"is {kind} and not a list", hint)])
    encoding = next((name for bom, name in BOMS.items() if raw.startswith(bom)), _without_bom(raw))
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise ContentError([Problem(str(file), Position(line), f"is not {encoding.upper()} text", hint)]) from None


def _without_bom(raw: bytes) -> str:
    """Addresses are mostly ASCII, so that in UTF-16 every other byte is zero."""
    if b"\0" in raw[:2]:
        return "utf-16-be" if raw[:1] == b"\0" else "utf-16-le"
    return "utf-8"


def _printable(text: str) -> str:
    """Text that a terminal shows as it is."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)
