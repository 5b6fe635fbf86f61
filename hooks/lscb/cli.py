"""The `lscb` command."""

from __future__ import annotations

import sys
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer

from lscb.mint import mint
from lscb.problems import report
from lscb.reading.load import read_content
from lscb.types import CONTENT_TYPES

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


@app.command()
def check() -> None:
    """Check the content: every problem of every file, or a count of what is there."""
    started = perf_counter()
    content = read_content(Path.cwd(), CONTENT_TYPES)
    if content.problems:
        typer.echo(report(sorted(set(content.problems))), err=True)
        raise typer.Exit(1)
    count = sum(len(records) for records in content.records.values())
    typer.echo(f"{count} records, no problems ({perf_counter() - started:.2f} s)")


@app.command("mint")
def mint_ids(files: Annotated[list[Path], typer.Argument(exists=True, dir_okay=False)]) -> None:
    """Write a permanent id into each content file that has none."""
    for file in files:
        minted = mint(file)
        typer.echo(f"{file}: {minted or 'has an id already'}")


def main() -> None:
    """Run the command line."""
    sys.exit(app())
