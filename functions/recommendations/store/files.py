"""Files of lines in the bucket: signals as they come, and what a training makes of them.

A file is written under a key that follows from what it is, so that a repeat replaces it by the same.
"""

import gzip
import hashlib
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

import msgspec
from botocore.exceptions import ClientError

from haat.clients import client
from haat.settings import Setting
from haat.table.meter import meter
from recommendations import keys
from recommendations.signals import Signal

BUCKET = Setting("RECOMMENDATIONS_BUCKET")  # comes with the right to it
READ_TIMEOUT_S = 30
DELETED_AT_ONCE = 1000  # the most that S3 takes
_ABSENT = {"NoSuchKey", "AccessDenied"}  # the latter to whoever may not list the bucket
LineT = TypeVar("LineT")


class FileStore:
    """Files of JSON lines, packed; each method is one row of ACCESS_PATTERNS.md."""

    def keep(self, batch: Sequence[str], signals: Iterable[Signal]) -> None:
        """Keep the signals of a batch of events, named by the events' ids. One PUT."""
        digest = hashlib.sha256("\n".join(sorted(batch)).encode()).hexdigest()
        self.write(f"{keys.SIGNALS}{digest}.gz", signals)

    def kept(self) -> list[str]:
        """Keys of all signals that no training has taken in. A listing of 1,000 a page."""
        return list(_listed(keys.SIGNALS))

    def before(self, run: str) -> list[str]:
        """Keys of all files of earlier trainings. A listing of 1,000 a page."""
        return [key for key in _listed(keys.RUNS) if key < keys.file_of(run, "")]

    def signals(self, key: str) -> Iterator[Signal]:
        """The signals of one batch; none if a training has taken them in meanwhile. One GET."""
        return _lines(key, Signal)

    def write(self, key: str, lines: Iterable[object]) -> None:
        """Write a file. One PUT; the lines go through a temporary file."""
        encode = msgspec.json.Encoder().encode
        with tempfile.TemporaryFile() as draft:
            with gzip.GzipFile(fileobj=draft, mode="wb", compresslevel=5, mtime=0) as packed:
                for line in lines:
                    packed.write(encode(line) + b"\n")
            draft.seek(0)
            meter.count("s3.PutObject")
            _s3().put_object(Bucket=BUCKET.text(), Key=key, Body=draft)

    def read(self, key: str, of: type[LineT]) -> Iterator[LineT]:
        """The lines of a file, one after the other; none if there is no such file. One GET."""
        return _lines(key, of)

    def delete(self, taken: Sequence[str]) -> None:
        """Delete files; those that are gone already are no fault. One call for each 1,000."""
        for start in range(0, len(taken), DELETED_AT_ONCE):
            meter.count("s3.DeleteObjects")
            objects = [{"Key": key} for key in taken[start : start + DELETED_AT_ONCE]]
            _s3().delete_objects(Bucket=BUCKET.text(), Delete={"Objects": objects})


def _listed(prefix: str) -> Iterator[str]:
    for page in _s3().get_paginator("list_objects_v2").paginate(Bucket=BUCKET.text(), Prefix=prefix):
        meter.count("s3.ListObjectsV2")
        yield from (found["Key"] for found in page.get("Contents", ()))


def _lines(key: str, of: Any) -> Iterator[Any]:
    meter.count("s3.GetObject")
    try:
        body = _s3().get_object(Bucket=BUCKET.text(), Key=key)["Body"]
    except ClientError as error:
        if error.response["Error"]["Code"] not in _ABSENT:
            raise
        return
    decode = msgspec.json.Decoder(of).decode
    with gzip.GzipFile(fileobj=body) as packed:
        for line in packed:
            yield decode(line)


def _s3() -> Any:
    return client("s3", read_timeout_s=READ_TIMEOUT_S)
