"""Small files at addresses that programs know: robots.txt and security.txt."""

from __future__ import annotations

from collections.abc import Iterator

from lscb.model.board import Board

SECURITY = "/.well-known/security.txt"


def well_known(board: Board) -> Iterator[tuple[str, str]]:
    """Each such file with its address."""
    yield "/robots.txt", f"User-agent: *\nAllow: /\nSitemap: {board.absolute('/sitemap.xml')}\n"
    if board.security:
        yield SECURITY, _security(board)


def _security(board: Board) -> str:
    """Whom to tell of a weakness (RFC 9116). The day it expires is the editors': a build reads no clock."""
    assert board.security  # noqa: S101 - only called for a Board that gives it
    return (
        f"Contact: mailto:{board.security.contact}\n"
        f"Expires: {board.security.expires}T00:00:00Z\n"
        "Preferred-Languages: en\n"
        f"Canonical: {board.absolute(SECURITY)}\n"
    )
