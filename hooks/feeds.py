"""Fourth: the feeds, and the list of all of them. Their addresses are known from the start, so that links to them are checked."""

from __future__ import annotations

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from lscb.following.opml import OPML, opml
from lscb.following.syndication import Publisher, documents
from lscb.generator import build


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Write each feed of the plan."""
    begun = build.current(config)
    prepared = begun.prepared
    ending = prepared.renderer.phones.tap(begun.notice)
    publisher = Publisher(prepared.site.board, prepared.contents.of, begun.notice, ending)
    for feed in prepared.plan.feeds.values():
        for address, document in documents(feed, publisher):
            files.append(File.generated(config, address.lstrip("/"), content=document))
    files.append(
        File.generated(
            config,
            OPML.lstrip("/"),
            content=opml(prepared.site.board, tuple(prepared.plan.feeds.values()), prepared.plan.feed_groups),
        )
    )
    return env
