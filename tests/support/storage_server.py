"""A real S3 server on this machine: moto's, which holds keys to their signatures, with a quota and a clock of its own in front.

As a program: `python -m tests.support.storage_server PORT`.
"""

from __future__ import annotations

import os
import sys
import threading
import time
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3

from tests.support.building import REPOSITORY
from tests.support.servers import free_port, running

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

SKEW = timedelta(minutes=15)  # as Amazon's
BUCKET = "board"
CONTROL = "/-control/"
FAULT = "<Error><Code>{code}</Code><Message>{code}</Message></Error>"


class Front:
    """What stands before moto: it refuses what storages refuse, and counts what is sent."""

    def __init__(self, app: Any) -> None:
        self.app = app
        self.lock = threading.Lock()
        self.said = {"room": 1 << 40, "sent": 0, "writes": 0, "slow": 0}

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        if (path := environ["PATH_INFO"]).startswith(CONTROL):
            name, _, value = path.removeprefix(CONTROL).partition("/")
            if value:
                self.said[name] = int(value)
            start("200 OK", [])
            return [str(self.said[name]).encode()]
        if code := self._refused(environ):
            start("403 Forbidden", [("Content-Type", "application/xml")])
            return [FAULT.format(code=code).encode()]
        answer: Iterable[bytes] = self.app(environ, start)
        return answer

    def _refused(self, environ: WSGIEnvironment) -> str:
        stamp = environ.get("HTTP_X_AMZ_DATE", "")
        if stamp and abs(datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC) - datetime.now(UTC)) > SKEW:
            return "RequestTimeTooSkewed"
        if environ["REQUEST_METHOD"] == "PUT":
            time.sleep(self.said["slow"] / 1000)
            with self.lock:
                size = int(environ.get("CONTENT_LENGTH") or 0)
                if size > self.said["room"]:
                    return "QuotaExceeded"  # as Ceph says it
                self.said |= {
                    "room": self.said["room"] - size,
                    "sent": self.said["sent"] + size,
                    "writes": self.said["writes"] + 1,
                }
        return ""


@dataclass(frozen=True)
class StorageServer:
    """Where it is, and how it is asked."""

    url: str
    environment: dict[str, str]

    @property
    def client(self) -> Any:
        return boto3.client(
            "s3", endpoint_url=self.url, aws_access_key_id="x", aws_secret_access_key="y", region_name="eu-west-2"
        )

    def told(self, name: str, value: int | None = None) -> int:
        """One of the server's numbers: `room` in bytes, `sent` bytes, `writes`, `slow` milliseconds a write."""
        with urllib.request.urlopen(f"{self.url}{CONTROL}{name}{'' if value is None else f'/{value}'}") as answer:
            return int(answer.read())

    def hold_to_keys(self, on: bool) -> None:
        """Whether keys that are not known are refused from now on."""
        asked = urllib.request.Request(
            f"{self.url}/moto-api/reset-auth", data=b"0" if on else b"inf", headers={"Content-Type": "text/plain"}
        )
        with urllib.request.urlopen(asked):
            pass

    def tree(self, under: str) -> dict[str, bytes]:
        """Every object of a folder that readers see, with its bytes."""
        client = self.client
        pages = client.get_paginator("list_objects_v2").paginate(Bucket=BUCKET, Prefix=under)
        keys = [one["Key"] for page in pages for one in page.get("Contents", ())]
        seen = [key for key in keys if "_publications/" not in key]
        return {key.removeprefix(under): client.get_object(Bucket=BUCKET, Key=key)["Body"].read() for key in seen}


@contextmanager
def storage_server(work: Path) -> Iterator[StorageServer]:
    """A server for as long as the block lasts."""
    port = free_port()
    command = [sys.executable, "-m", "tests.support.storage_server", str(port)]
    path = os.environ.get("PYTHONPATH", "")
    os.environ["PYTHONPATH"] = f"{REPOSITORY}{os.pathsep}{path}" if path else str(REPOSITORY)
    try:
        with running(command, work, port):
            url = f"http://127.0.0.1:{port}"
            keys = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_DEFAULT_REGION": "eu-west-2"}
            yield StorageServer(url, {"AWS_ENDPOINT_URL": url, **keys})
    finally:
        os.environ["PYTHONPATH"] = path


def serve(port: int) -> None:
    """Answer until the process is ended."""
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app  # noqa: PLC0415 - only the server's process waits for it
    from werkzeug.serving import run_simple  # noqa: PLC0415

    run_simple("127.0.0.1", port, Front(DomainDispatcherApplication(create_backend_app)), threaded=True)


if __name__ == "__main__":
    serve(int(sys.argv[1]))
