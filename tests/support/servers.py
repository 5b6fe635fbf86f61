"""Real web servers for the tests: the shipped configuration of nginx and Caddy, serving a finished site on this machine."""

from __future__ import annotations

import getpass
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.building import PATIENCE, REPOSITORY

DEPLOY = REPOSITORY / "deploy"
NGINX = """
user {user}; daemon off; pid {work}/pid; error_log {work}/error.log; worker_processes 1;
events {{ worker_connections 256; }}
http {{
  access_log {work}/access.log;
  client_body_temp_path {work}/body; proxy_temp_path {work}/proxy; fastcgi_temp_path {work}/fastcgi;
  uwsgi_temp_path {work}/uwsgi; scgi_temp_path {work}/scgi;
  include maps.conf;
  server {{ listen 127.0.0.1:{port}; root {site}; include site.conf; }}
}}
"""
CADDY = """
{{
	admin off
	auto_https off
	storage file_system {work}/caddy
}}
import site.caddy
http://127.0.0.1:{port} {{
	root * {site}
	import lscb
}}
"""


@dataclass(frozen=True)
class Served:
    """A site being served."""

    url: str
    site: Path

    def get(self, address: str, *, gzip: bool = False, method: str = "GET") -> Answer:
        """Ask for an address; redirects are not followed."""
        headers = {"Accept-Encoding": "gzip"} if gzip else {}
        asked = urllib.request.Request(self.url + address, headers=headers, method=method)
        try:
            with _direct.open(asked, timeout=PATIENCE) as answer:
                return Answer(answer.status, dict(answer.headers.items()), answer.read())
        except urllib.error.HTTPError as refused:
            return Answer(refused.code, dict(refused.headers.items()), refused.read())


@dataclass(frozen=True)
class Answer:
    """What the server said."""

    status: int
    headers: dict[str, str]
    body: bytes


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: object) -> None:
        return None


_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}), _Stay)


@contextmanager
def nginx(site: Path, work: Path) -> Iterator[Served]:
    """A real nginx with the shipped configuration; the test is skipped, loudly, where there is none."""
    program = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
    if not program:
        pytest.skip("no nginx on this machine")
    port = free_port()
    for name in ("maps.conf", "site.conf"):
        shutil.copy(DEPLOY / "nginx" / name, work)
    shutil.copy(site / "_redirects.nginx", work / "lscb-redirects.map")
    (work / "nginx.conf").write_text(NGINX.format(user=getpass.getuser(), work=work, port=port, site=site), encoding="utf-8")
    with running([program, "-p", str(work), "-c", "nginx.conf"], work, port):
        yield Served(f"http://127.0.0.1:{port}", site)


@contextmanager
def caddy(site: Path, work: Path) -> Iterator[Served]:
    """A real Caddy with the shipped configuration; the test is skipped, loudly, where there is none."""
    program = shutil.which("caddy")
    if not program:
        pytest.skip("no Caddy on this machine")
    port = free_port()
    shutil.copy(DEPLOY / "caddy" / "site.caddy", work)
    shutil.copy(site / "_redirects.caddy", work / "lscb-redirects.caddy")
    (work / "Caddyfile").write_text(CADDY.format(work=work, port=port, site=site), encoding="utf-8")
    with running([program, "run", "--config", "Caddyfile", "--adapter", "caddyfile"], work, port):
        yield Served(f"http://127.0.0.1:{port}", site)


@contextmanager
def running(command: list[str], work: Path, port: int) -> Iterator[None]:
    """A server for as long as the block lasts, from when it answers at its port; what it says is in a file in `work`."""
    with (work / "said.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=work, stdout=log, stderr=log)
    try:
        _wait_for(port, process, work)
        yield
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _wait_for(port: int, process: subprocess.Popen[bytes], work: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError((work / "said.log").read_text(encoding="utf-8"))


def free_port() -> int:
    """A port of this machine that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
