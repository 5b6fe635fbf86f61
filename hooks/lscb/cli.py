"""The `lscb` command."""

from __future__ import annotations

import sys
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer

from lscb.ledger import ledger_of, merged, read_ledger, write_ledger
from lscb.mint import mint
from lscb.problems import ContentError
from lscb.publishing.prepared import prepare
from lscb.types import CONTENT_TYPES

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


@app.command()
def check() -> None:
    """Check the content: every problem of every file, every link and the ledger, or a count of what is there."""
    started = perf_counter()
    try:
        prepared = prepare(Path.cwd(), CONTENT_TYPES, None)
        if problems := sorted(set(prepared.check())):
            raise ContentError(problems)
    except ContentError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    count = sum(len(records) for records in prepared.content.records.values())
    typer.echo(f"{count} records, no problems ({perf_counter() - started:.2f} s)")


@app.command("ledger")
def ledger(
    record: Annotated[bool, typer.Option("--record", help="Write what is new into the ledger.")] = False,
) -> None:
    """Say what a publication would add to the ledger of addresses and ids; with --record, add it."""
    root = Path.cwd()
    try:
        prepared = prepare(root, CONTENT_TYPES, None)
    except ContentError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    old, new = read_ledger(root), ledger_of(prepared.site, prepared.plan)
    added = sorted(new.addresses.keys() - old.addresses.keys())
    for address in added:
        typer.echo(f"new: {address}")
    if record:
        write_ledger(root, merged(old, new))
    typer.echo(f"{len(added)} new addresses{'' if record or not added else '; `lscb ledger --record` keeps them'}")


@app.command("mint")
def mint_ids(files: Annotated[list[Path], typer.Argument(exists=True, dir_okay=False)]) -> None:
    """Write a permanent id into each content file that has none."""
    for file in files:
        minted = mint(file)
        typer.echo(f"{file}: {minted or 'has an id already'}")


def main() -> None:
    """Run the command line."""
    sys.exit(app())
