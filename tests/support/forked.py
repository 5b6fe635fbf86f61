"""`mkdocs` and `lscb` in processes of their own, forked from one that has imported them already: no command waits for that again.

What an interpreter reads when it starts, as `PYTHONPATH`, is as it was for the tests.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(
    [
        "mkdocs.commands.build", "mkdocs.livereload", "material.templates", "PIL.JpegImagePlugin", "PIL.PngImagePlugin",
        "tests.support.building", "lscb.disclosure.given_names", "lscb.generator.assembly", "lscb.generator.delivery", "lscb.mailing.send",
    ]
)  # fmt: skip


def run_forked(
    main: Callable[[], object], root: Path, arguments: tuple[str, ...], env: Mapping[str, str], stdin: str, patience: float
) -> tuple[int, str, str]:
    """Run a command's `main` in `root` to its end: its exit status, what it wrote and what it complained of.

    Raises TimeoutError after `patience` seconds.
    """
    with tempfile.TemporaryDirectory() as folder:
        given, out, err = (Path(folder) / name for name in ("in", "out", "err"))
        given.write_text(stdin, encoding="utf-8")
        out.touch()
        err.touch()
        process = _processes.Process(target=_become, args=(main, root, arguments, dict(env), (given, out, err)))
        process.start()
        process.join(patience)
        said = out.read_text(encoding="utf-8"), err.read_text(encoding="utf-8")
        if process.exitcode is None:
            process.kill()
            raise TimeoutError("".join(said))
        return process.exitcode, *said


def _become(
    main: Callable[[], object], root: Path, arguments: tuple[str, ...], env: dict[str, str], files: tuple[Path, Path, Path]
) -> None:
    """Be the command, where and how it was given."""
    for number, file in enumerate(files):
        os.dup2(os.open(file, os.O_RDWR), number)
    sys.stdin, sys.stdout, sys.stderr = (os.fdopen(number, how, closefd=False) for number, how in enumerate("rww"))
    os.chdir(root)
    os.environ.clear()
    os.environ.update(env)
    time.tzset()
    sys.argv = list(arguments)
    main()
