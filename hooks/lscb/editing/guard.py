"""Who may use the editor: a browser on this computer, and forms that the editor itself has shown.

A page of another site can send a form to an address on this computer, and a name of another site can be made to lead here
(DNS rebinding). The one is told by `Origin` (RFC 6454), which a page cannot forge, the other by `Host`.
"""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

HERE = frozenset({"localhost", "127.0.0.1", "::1"})


def refusal(environ: Mapping[str, Any]) -> str:
    """Why a request (PEP 3333) is not answered, or ""."""
    host = str(environ.get("HTTP_HOST", ""))
    if not _is_here(str(environ.get("REMOTE_ADDR", ""))) or urlsplit(f"//{host}").hostname not in HERE:
        return "The editor answers only on the computer that the preview runs on."
    if environ["REQUEST_METHOD"] in {"GET", "HEAD"}:
        return ""
    if environ.get("HTTP_ORIGIN") != f"http://{host}":
        return "This form was not sent by the editor: open the item again, and save it from there."
    return ""


def _is_here(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
