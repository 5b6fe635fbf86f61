"""Tables of data as CSV (RFC 4180) and as JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from functools import partial

from lscb.model.tables import DataTable

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def documents(table: DataTable) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The address of each form of a table, and what makes it."""
    yield table.csv, partial(as_csv, table)
    yield table.json, partial(as_json, table)


def as_csv(table: DataTable) -> bytes:
    """The table in UTF-8 with a byte order mark, without which Excel takes it for the machine's own code page.

    What a spreadsheet would run as a formula has an apostrophe before it, as OWASP advises.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(table.columns)
    writer.writerows([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in row] for row in table.rows)
    return out.getvalue().encode("utf-8-sig")


def as_json(table: DataTable) -> bytes:
    """The table as an object with what it is of, and a list of objects."""
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    whole = {"title": table.title, "changed": table.changed.isoformat(), "rows": rows}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode() + b"\n"
