"""A bucket of any S3-compatible storage, spoken to by Amazon's own client, and what it says of a fault in words to act on.

Keys, the address of a storage other than Amazon's and its region come from where every program of S3 looks for them:
`AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_ENDPOINT_URL`, `AWS_DEFAULT_REGION`, or the profiles in `~/.aws`.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from boto3.session import Session
from botocore import exceptions as faults
from botocore.config import Config

from lscb.files import AGAIN
from lscb.publishing.faults import NotSentError

One = TypeVar("One")
Answer = TypeVar("Answer")
AT_ONCE = 16  # requests that are on their way at the same time
ADDRESS = re.compile(r"s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/([\w./-]*))?")
TRIES = 3  # how often one request is tried before its fault is told
CONFIG = Config(
    connect_timeout=20,
    read_timeout=60,
    retries={"max_attempts": TRIES, "mode": "standard"},
    max_pool_connections=AT_ONCE,
    # Storages other than Amazon's know no checksums in trailers: Content-MD5, which all know, is sent instead.
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)
ENDPOINT = "and AWS_ENDPOINT_URL for a storage other than Amazon's"
KEY = f"look at AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY ({ENDPOINT}), {AGAIN}"
REACH = f"look whether AWS_ENDPOINT_URL is right and the network is there, {AGAIN}"
WAIT = f"wait a minute, {AGAIN}"
ROOM = f"make room there, or ask its keeper for more, {AGAIN}"
CODES = (
    (
        r"InvalidAccessKeyId|SignatureDoesNotMatch|AuthFailure|InvalidToken|ExpiredToken|401",
        "refuses your key",
        KEY,
    ),
    (r"RequestTimeTooSkewed", "refuses this computer's clock: it is wrong", f"set the clock, {AGAIN}"),
    (r"Quota|StorageFull|InsufficientStorage|StorageLimit|StorageCap|507", "is full", ROOM),
    (r"NoSuchBucket", "is not there", f"make the bucket, or look at its name, {AGAIN}"),
    (r"AccessDenied|AllAccessDisabled|403", "may not be written to with your key", f"ask its keeper for that right, {AGAIN}"),
    (r"SlowDown|ServiceUnavailable|InternalError|50\d", "cannot do it at the moment", WAIT),
    (
        r"PermanentRedirect|AuthorizationHeaderMalformed|IllegalLocation",
        "is in another region",
        f"set AWS_DEFAULT_REGION to it, {AGAIN}",
    ),
)
NO_KEY = (faults.NoCredentialsError, faults.PartialCredentialsError, faults.ProfileNotFound, faults.CredentialRetrievalError)
NOT_REACHED = (faults.HTTPClientError, faults.ConnectionError, faults.IncompleteReadError)
MISSING = {"NoSuchKey", "404"}


class Stored(NamedTuple):
    """What a listing says of an object: the storage's mark of its content, and when it was put there."""

    mark: str
    when: datetime


@dataclass(frozen=True)
class Bucket:
    """The objects under `s3://BUCKET/FOLDER`, by keys within it. Every method raises NotSentError."""

    target: str

    def __post_init__(self) -> None:
        if not ADDRESS.fullmatch(self.target):
            raise NotSentError(self.target, "is no bucket", "write s3://BUCKET or s3://BUCKET/FOLDER")

    def listed(self) -> dict[str, Stored]:
        """All objects."""
        with self._told():
            pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self._name, Prefix=self._prefix)
            objects = [one for page in pages for one in page.get("Contents", ())]
        return {one["Key"].removeprefix(self._prefix): Stored(one["ETag"].strip('"'), one["LastModified"]) for one in objects}

    def read(self, key: str) -> bytes | None:
        """The content of an object; None where there is none."""
        with self._told():
            try:
                content: bytes = self._client.get_object(**self._at(key))["Body"].read()
            except faults.ClientError as fault:
                if fault.response["Error"]["Code"] in MISSING:
                    return None
                raise
        return content

    def put(self, key: str, content: bytes, headers: Mapping[str, str]) -> None:
        """Put an object there whole, or not at all: the storage holds it against its sum."""
        kept = {"ContentType": headers["Content-Type"], "CacheControl": headers["Cache-Control"]}
        digest = base64.b64encode(hashlib.md5(content, usedforsecurity=False).digest()).decode()
        with self._told():
            self._client.put_object(**self._at(key), Body=content, ContentMD5=digest, **kept)

    def copy(self, key: str, to: str) -> str:
        """Copy an object with its headers, in one step and inside the storage; the mark of the copy."""
        with self._told():
            done = self._client.copy_object(**self._at(to), CopySource=self._at(key))
        return str(done["CopyObjectResult"]["ETag"]).strip('"')

    def remove(self, key: str) -> None:
        """Remove an object, if it is there."""
        with self._told():
            self._client.delete_object(**self._at(key))

    def now(self) -> datetime:
        """The time by the storage's clock: the one of this machine may be wrong."""
        with self._told():
            said = self._client.list_objects_v2(Bucket=self._name, Prefix=self._prefix, MaxKeys=1)
        dated = said["ResponseMetadata"]["HTTPHeaders"].get("date")
        return parsedate_to_datetime(dated) if dated else datetime.now(UTC)

    def each(self, one: Callable[[One], Answer], of: Iterable[One]) -> list[Answer]:
        """One request for each of many, some of them at a time, in order; the first fault ends it."""
        with ThreadPoolExecutor(AT_ONCE) as threads:
            try:
                return list(threads.map(one, of))
            except BaseException:
                threads.shutdown(cancel_futures=True)
                raise

    @cached_property
    def _client(self) -> Any:  # boto3 makes its clients at run time, and has no types
        return Session().client("s3", config=CONFIG, **({} if Session().region_name else {"region_name": "us-east-1"}))

    @cached_property
    def _name(self) -> str:
        return self.target.removeprefix("s3://").partition("/")[0]

    @cached_property
    def _prefix(self) -> str:
        folder = self.target.removeprefix("s3://").partition("/")[2].strip("/")
        return f"{folder}/" if folder else ""

    def _at(self, key: str) -> dict[str, str]:
        return {"Bucket": self._name, "Key": f"{self._prefix}{key}"}

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except NO_KEY:
            raise NotSentError(self.target, "has no key to come in with here", KEY) from None
        except NOT_REACHED:
            raise NotSentError(self.target, "cannot be reached, or broke off", REACH) from None
        except faults.ClientError as fault:
            raise self._fault(fault) from None
        except (faults.BotoCoreError, ValueError) as fault:  # what is set for this machine is wrong
            raise NotSentError(self.target, f"was not sent to: {_line(fault)}", f"mend that, {AGAIN}") from None

    def _fault(self, fault: faults.ClientError) -> NotSentError:
        code = str(fault.response.get("Error", {}).get("Code", ""))
        status = str(fault.response.get("ResponseMetadata", {}).get("HTTPStatusCode", ""))
        for said in (f"{code} {fault.response.get('Error', {}).get('Message', '')}", status):
            for pattern, message, hint in CODES:
                if re.search(pattern, said, re.IGNORECASE):
                    return NotSentError(self.target, message, hint)
        return NotSentError(self.target, f"was not sent to: {_line(fault)}", f"mend that, {AGAIN}")


def _line(fault: Exception) -> str:
    return (str(fault).splitlines() or [type(fault).__name__])[0]
