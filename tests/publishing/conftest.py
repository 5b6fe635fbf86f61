"""The storage that publications go to."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.storage_server import BUCKET, StorageServer, storage_server


@pytest.fixture(scope="session")
def storage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StorageServer]:
    """A real S3 server with a bucket; each test has a folder of its own in it."""
    with storage_server(tmp_path_factory.mktemp("storage")) as running:
        running.client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-west-2"})
        yield running
