"""What MkDocs tells of its run, handed on to `lscb.generator`.

Nothing of ours is imported before it is needed: a build that has nothing to do ends before that.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import Files

_command: Literal["build", "gh-deploy", "serve"] = "build"


def on_startup(*, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG001 - MkDocs names it
    """Remember whether this is the live preview: it must go on when content is at fault."""
    from lscb.generator import console

    global _command
    _command = command
    console.silence_mkdocs()
    console.silence_tracebacks()


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Start the build from the content as it is now, unless the site that stands was made from just that."""
    from lscb.generator import unchanged

    found = unchanged.look(config, os.environ)
    if _command != "serve" and found.said:
        sys.stdout.write(f"{found.said}\n")
        raise SystemExit(0)
    gc.disable()  # a build makes many things, and nearly all of them, modules too, last until it ends
    from lscb.generator import build, delivery

    build.start(config, found, preview=_command == "serve")
    if _command != "serve":
        delivery.prepare(config)
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:  # noqa: ARG001 - MkDocs names it
    """MkDocs has nothing to make: its own loop over pages costs as much again as all that is in them."""
    return Files([])


def on_post_build(config: MkDocsConfig) -> None:
    """Make the site and put it live. The preview makes each page when it is looked at."""
    if _command != "serve":
        from lscb.generator import delivery

        delivery.deliver(config)


def on_build_error(error: Exception) -> None:
    """Leave nothing of a failed build behind; the last good site stands as it was.

    Raises Abort for what the machine refused, which MkDocs would show as a fault in the program; it reports the rest itself.
    """
    from lscb.generator import console, delivery

    about = delivery.clear()
    if isinstance(error, OSError):
        console.report_machine(error, about)
        raise Abort("the site was not made, and the last one stands as it was")


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: object) -> LiveReloadServer:  # noqa: ARG001
    """Show the site as it is asked for."""
    from lscb.generator import preview_server

    return preview_server.attach(server, config)
