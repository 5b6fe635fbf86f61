"""What the host of the site needs beside its pages: its headers, and where addresses went."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from lscb.files import write_whole
from lscb.hosting import servers
from lscb.hosting.well_known import well_known
from lscb.model.site import Site

DEPLOY = {"nginx/maps.conf": servers.nginx_maps, "nginx/site.conf": servers.nginx_site, "caddy/site.caddy": servers.caddy_site}


def host_files(site: Site, addresses: Iterable[str]) -> dict[str, str]:
    """`_headers`, `_redirects`, robots.txt and security.txt by address; `addresses` are those of all other files of the site."""
    known = dict(well_known(site.board))
    parts = (address.lstrip("/").partition("/") for address in (*addresses, *known))
    entries = sorted({f"{first}{slash}" for first, slash, _ in parts})
    return known | {
        "/_headers": servers.headers_file(entries),
        "/_redirects": servers.redirects_file(site.redirects),
        "/_redirects.nginx": servers.redirects_nginx(site.redirects),
        "/_redirects.caddy": servers.redirects_caddy(site.redirects),
    }


def write_deploy(folder: Path) -> list[Path]:
    """Write the configuration of real servers, which is kept in the repository; returns the files that changed."""
    changed = []
    for name, text in DEPLOY.items():
        file = folder / name
        if not file.exists() or file.read_text(encoding="utf-8") != text():
            file.parent.mkdir(parents=True, exist_ok=True)
            write_whole(file, text())
            changed.append(file)
    return changed
