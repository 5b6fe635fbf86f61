"""What the host of the site needs beside its pages, written into the finished site: its headers, and where addresses went."""

from __future__ import annotations

from pathlib import Path

from lscb.files import write_whole
from lscb.hosting import servers
from lscb.hosting.well_known import well_known
from lscb.model.site import Site

DEPLOY = {"nginx/maps.conf": servers.nginx_maps, "nginx/site.conf": servers.nginx_site, "caddy/site.caddy": servers.caddy_site}


def add_hosting(site: Site, made: Path) -> None:
    """Write `_headers`, `_redirects`, robots.txt and security.txt into the directory of the finished site."""
    for address, text in well_known(site.board):
        file = made / address.lstrip("/")
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    entries = [f"{entry.name}/" if entry.is_dir() else entry.name for entry in made.iterdir()]
    files = {
        "_headers": servers.headers_file(entries),
        "_redirects": servers.redirects_file(site.redirects),
        "_redirects.nginx": servers.redirects_nginx(site.redirects),
        "_redirects.caddy": servers.redirects_caddy(site.redirects),
    }
    for name, text in files.items():
        (made / name).write_text(text, encoding="utf-8")


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
