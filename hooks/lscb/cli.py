"""The `lscb` command. Each of its commands imports what it needs when it is given: none waits for what the others need."""

from __future__ import annotations

import gc
import os
import sys
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer

from lscb import environment
from lscb.problems import ContentError, FieldError, Problem, nearest, report_drafts

HOW_TO_MAKE_PDFS = (
    "they need `pip install -r requirements/pdf.txt`, and of Debian libpangoft2-1.0-0, libharfbuzz-subset0 and fonts-liberation"
)

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


@app.command()
def check(
    report: Annotated[bool, typer.Option("--report", help="Say too who may be named, and what was considered where.")] = False,
) -> None:
    """Check the content: every problem of every file, every link and the ledger, or a count of what is there.

    What could tell who a child is, outside reviews and what refers to one, is advice and no problem; so is an item that waits
    for the end of its season.
    """
    from lscb.cache.digests import version
    from lscb.cache.store import Store
    from lscb.disclosure.never_named import read_never_named
    from lscb.prepared import prepare
    from lscb.reading.load import not_over_yet
    from lscb.types import CONTENT_TYPES

    started = perf_counter()
    never = read_never_named(environment.never_named_folder())
    gc.disable()  # what is read lasts until the end
    store = Store(Path.cwd(), version())
    prepared = prepare(Path.cwd(), CONTENT_TYPES, environment.as_of(), never_named=never, store=store)
    if problems := sorted(set(prepared.check())):
        raise ContentError(problems)
    store.save()
    for line in store.said:
        typer.echo(line, err=True)
    if unfinished := sorted(set(prepared.content.unfinished)):
        typer.echo(report_drafts(unfinished))
    not_over = not_over_yet(prepared.content, prepared.site.today)
    if advice := {*prepared.disclosure.advice(), *not_over, *prepared.unsaid(), *prepared.unexplained()}:
        typer.echo("\n".join(["to look at again:", *map(str, sorted(advice))]))
    if report:
        typer.echo("\n".join(prepared.disclosure.report()))
    count = sum(len(records) for records in prepared.content.records.values())
    typer.echo(f"{count} records, no problems ({perf_counter() - started:.2f} s)")


@app.command("never-name")
def never_name() -> None:
    """Put a real name on the list of those that must never appear. It is asked for, so that no command line keeps it."""
    from lscb.disclosure.never_named import add_name

    folder = environment.never_named_folder()
    if folder.resolve().is_relative_to(Path.cwd().resolve()):
        typer.echo(
            f"{folder} is inside this folder, and the list must not be: set {environment.NEVER_NAMED} to another", err=True
        )
        raise typer.Exit(2)
    name = typer.prompt("The name", hide_input=True)
    added = add_name(folder, name)
    typer.echo(f"{'added to' if added else 'already on'} the list in {folder}; keep the list and its key apart from the website")


@app.command("ledger")
def ledger(
    record: Annotated[bool, typer.Option("--record", help="Write what is new into the ledger.")] = False,
) -> None:
    """Say what a publication would add to the ledger of addresses and ids; with --record, add it."""
    from lscb.prepared import prepare
    from lscb.publishing import recording
    from lscb.types import CONTENT_TYPES

    root = Path.cwd()
    prepared = prepare(root, CONTENT_TYPES, environment.as_of())
    unsaid = list(prepared.unsaid())
    added = recording.record(root, prepared) if record else recording.addition(root, prepared)
    for path in added.versions:
        typer.echo(f"kept: {path}")
    for address in added.addresses:
        typer.echo(f"new: {address}")
    if unsaid:
        typer.echo("\n".join(["look at again:", *map(str, unsaid)]), err=True)
    if record and not prepared.site.board.published:
        typer.echo("once it is public, write `published: yes` into content/board.yml: then a lost ledger is told", err=True)
    count = len(added.addresses)
    typer.echo(f"{count} new addresses{'' if record or not count else '; `lscb ledger --record` keeps them'}")


@app.command("mint")
def mint_ids(files: Annotated[list[Path], typer.Argument(exists=True, dir_okay=False)]) -> None:
    """Write a permanent id into each content file that has none."""
    from lscb.mint import mint

    for file in files:
        minted = mint(file)
        typer.echo(f"{file}: {', '.join(minted) or 'has its ids already'}")


@app.command("new")
def new(
    kind: Annotated[str, typer.Argument(help="What to make: event, procedure, newsletter, article, campaign …")] = "",
    title: Annotated[str, typer.Argument(help="Its title.")] = "",
    folder: Annotated[str, typer.Option(help="The folder inside the collection, as 2015 or 2015-summer.")] = "",
    field: Annotated[
        list[str] | None, typer.Option(help="A field filled in, as --field kind=training; as often as you like.")
    ] = None,
) -> None:
    """Start a new content file, as a draft with a permanent id and the fields its type needs. What is not given is asked for."""
    from lscb.files import write_whole
    from lscb.model.dates import LONDON
    from lscb.reading.load import read_content
    from lscb.scaffold import path_for, questions, skeleton
    from lscb.types import CONTENT_TYPES

    asking = sys.stdin.isatty() or not (kind and title)
    kinds = [one.singular for one in CONTENT_TYPES]
    kind = kind or typer.prompt(f"What is it? ({', '.join(kinds)})")
    found = next((one for one in CONTENT_TYPES if kind in {one.singular, one.collection}), None)
    if found is None:
        typer.echo(f"there is no type “{kind}”; {nearest(kind, kinds)}", err=True)
        raise typer.Exit(2)
    title = title or typer.prompt("Its title")
    given = dict(_field(one) for one in field or ())
    if asking:
        folder = folder or (typer.prompt("Its folder, as 2015-summer") if "*" in found.files.split("/")[:-1] else "")
    try:
        path = path_for(found, title, folder)
    except ValueError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    if path.exists():
        typer.echo(f"{path.as_posix()} exists already", err=True)
        raise typer.Exit(2)
    for name, question in questions(found).items() if asking else ():
        if name not in given and (said := typer.prompt(question, default="", show_default=False)):
            given[name] = said
    board = read_content(Path.cwd(), CONTENT_TYPES).board
    today = (board and board.as_of) or datetime.now(LONDON).date()
    text = skeleton(found, title, today, given)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, text)
    typer.echo(path.as_posix())


def _field(given: str) -> tuple[str, str]:
    name, sign, value = given.partition("=")
    if not sign:
        raise FieldError(f"“{given}” fills no field in", hint="as --field kind=training")
    return name.strip(), value.strip()


@app.command("rename")
def rename_item(
    old: Annotated[str, typer.Argument(help="The file, or the folder of an issue, as content/themes/neglect.md.")],
    new_name: Annotated[str, typer.Argument(metavar="NEW", help="Its new name, as neglected-children.")],
) -> None:
    """Give an item another name: its file moves, its published addresses lead on, and what names it names it anew."""
    from lscb.desk.rename import rename

    for line in rename(Path.cwd(), old, new_name, environment.as_of()):
        typer.echo(line)


@app.command("withdraw")
def withdraw_item(
    file: Annotated[str, typer.Argument(help="The file of the item, as content/events/2015-16/workshop.md.")],
    reason: Annotated[str, typer.Option(help="What readers are told at its address.")] = "",
) -> None:
    """Take an item down: its page stays and says why, and followers are told. Nothing is deleted."""
    from lscb.desk.withdraw import withdraw

    reason = reason or typer.prompt("Why? Readers see this sentence")
    for path in withdraw(Path.cwd(), file.replace("\\", "/"), reason, environment.as_of()):
        typer.echo(f"withdrawn: {path}")


@app.command("tidy")
def tidy_item(
    file: Annotated[str, typer.Argument(help="The file whose text was pasted, as content/themes/neglect.md.")],
    write: Annotated[bool, typer.Option("--write", help="Keep what is shown.")] = False,
) -> None:
    """Make clean Markdown of what was pasted from Word or a web page, and show the difference. No word is changed."""
    from difflib import unified_diff

    from lscb.desk.tidy import tidy_file
    from lscb.files import write_whole
    from lscb.reading.sources import read_text

    found = read_text(Path(file), file, Path.cwd())
    if isinstance(found, Problem):
        raise ContentError([found])
    before = Path(file).read_bytes().decode("utf-8")
    after = tidy_file(before)
    lines = unified_diff(before.splitlines(), after.splitlines(), file, f"{file}, tidied", lineterm="", n=1)
    typer.echo("\n".join(lines) if after != before else f"{file} is tidy")
    if write and after != before:
        write_whole(Path(file), after.encode())
    elif after != before:
        typer.echo("nothing was written: say the same with --write to keep this")


@app.command("servers")
def server_files() -> None:
    """Write the header policy into the configuration of each server, in deploy/."""
    from lscb.hosting.host_files import write_deploy

    for file in write_deploy(Path("deploy")):
        typer.echo(file.as_posix())


@app.command("propose")
def propose(year: Annotated[int, typer.Argument(min=1900, max=2199)]) -> None:
    """Say when awareness days would fall in a year by their usual rules: lines to add once each date is checked."""
    from lscb.prepared import prepare
    from lscb.types import CONTENT_TYPES
    from lscb.types.event import proposal_in

    events = prepare(Path.cwd(), CONTENT_TYPES, None).site.all("events")
    for event in events:
        if (found := proposal_in(event, year)) and not any(one.first_day.year == year for one in event.occurrences):
            ends = f", ends: {found.last_day}" if found.last_day != found.first_day else ""
            typer.echo(f"{event.origin.path}\n  - {{starts: {found.first_day}{ends}, status: provisional}}")


@app.command("build")
def build(
    as_of: Annotated[str, typer.Option(help="Build the site as it stands on this day.")] = "",
    timings: Annotated[bool, typer.Option("--timings", help="Say where the time went.")] = False,
) -> None:
    """Build the site into site/."""
    _mkdocs("build", as_of, {environment.TIMINGS: "1"} if timings else {})


@app.command("serve")
def serve(
    as_of: Annotated[str, typer.Option(help="Show the site as it stands on this day.")] = "",
    drafts: Annotated[bool, typer.Option("--drafts", help="Show what is not public yet, too.")] = False,
) -> None:
    """Run the live preview at http://127.0.0.1:8000/."""
    _mkdocs("serve", as_of, {environment.DRAFTS: "1"} if drafts else {})


@app.command("pdf")
def pdf(as_of: Annotated[str, typer.Option(help="Build the site as it stands on this day.")] = "") -> None:
    """Build the site into site/ with its PDFs: the manual, each procedure, the threshold document, each newsletter."""
    _can_make_pdfs()
    _mkdocs("build", as_of, {environment.PDF: "1"})


@app.command("publish")
def publish(
    to: Annotated[str, typer.Option(envvar=environment.PUBLISH_TO, help="The folder, USER@HOST:FOLDER, or s3://BUCKET.")],
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Go back to the publication before.")] = False,
    pdf: Annotated[bool, typer.Option("--pdf/--no-pdf", help="With PDFs, as `lscb pdf` makes them, or without.")] = True,
) -> None:
    """Say what changes for readers against what is live; then record it, build, send it and let readers see it."""
    from lscb.publishing import publish as publishing
    from lscb.publishing.faults import NotSentError

    def ask(question: str) -> bool:
        return yes or typer.confirm(question)

    try:
        if undo:
            publishing.undo(to, typer.echo, ask)
        else:
            if pdf:
                _can_make_pdfs("; or publish without them: `--no-pdf`")
                os.environ[environment.PDF] = "1"  # for the builds
            publishing.publish(Path.cwd(), to, environment.as_of(), typer.echo, ask)
    except NotSentError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None


def _can_make_pdfs(otherwise: str = "") -> None:
    """Raises FieldError where what PDFs are made with is not there."""
    try:
        import lscb.printed  # noqa: F401 - only to see whether it can be
    except (ImportError, OSError) as error:
        said = f"PDFs cannot be made here: {str(error).splitlines()[0]}"
        raise FieldError(said, hint=f"{HOW_TO_MAKE_PDFS}{otherwise}") from None


def _mkdocs(command: str, as_of: str, given: dict[str, str]) -> None:
    """Become MkDocs: it is a program of its own, with its own exit status."""
    given |= {environment.AS_OF: as_of} if as_of else {}
    os.execve(  # noqa: S606 - our own interpreter, no shell
        sys.executable, [sys.executable, "-m", "mkdocs", command], {**os.environ, "NO_MKDOCS_2_WARNING": "1", **given}
    )


def _send() -> typer.Typer:
    """The commands that send: only who sends waits for what they need."""
    if sys.argv[1:2] != ["send"]:
        return typer.Typer()
    from lscb.mailing import send

    return send.app


def main() -> None:
    """Run the command line. What is wrong with the content, the day that was given or the machine is said, with status 1."""
    app.add_typer(_send(), name="send", help="Send a newsletter, or a month's changes to procedures, by email.")
    try:
        sys.exit(app())
    except ContentError as error:
        said = str(error)
    except FieldError as error:
        said = f"{error.message} ({error.hint})"
    except OSError as error:
        from lscb.files import problem_with

        said = str(problem_with(error))
    sys.exit(said)
