"""The files of imports and exports in S3: addresses to put them to and get them from, and what is in them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from botocore.exceptions import ClientError

from catalog.transfers.imports import Upload
from haat.clients import client
from haat.settings import Setting
from haat.table.meter import meter

BUCKET = Setting("TRANSFERS_BUCKET")
BLOCK_BYTES = 4 * 1024 * 1024
PART_BYTES = 8 * 1024 * 1024  # S3 takes 10,000 parts of 5 MB at least
READ_TIMEOUT_S = 30
LINK_S = 3600
# S3 answers 403 for an object that is not there to whoever may not list the bucket.
_ABSENT = {"404", "403", "NoSuchKey", "AccessDenied"}


@dataclass(frozen=True, slots=True)
class Link:
    """An address that gives a right for a while to whoever has it."""

    url: str
    expires_in_s: int = LINK_S


class FileChanged(RuntimeError):
    """A file is gone, or is another one than when its import began."""


class Files:
    """Objects of the bucket."""

    def upload_link(self, key: str) -> Link:
        """Where to PUT a file. No round trip."""
        return self._link("put_object", {"Key": key})

    def download_link(self, key: str, name: str) -> Link:
        """Where to GET a file, which a browser saves as `name`. No round trip."""
        disposition = f'attachment; filename="{name}"'
        return self._link("get_object", {"Key": key, "ResponseContentDisposition": disposition})

    def find(self, key: str) -> Upload | None:
        """A file that is there, and not empty. One HEAD."""
        meter.count("s3.HeadObject")
        try:
            head = _s3().head_object(Bucket=BUCKET.text(), Key=key)
        except ClientError as error:
            if error.response["Error"]["Code"] not in _ABSENT:
                raise
            return None
        size = int(head["ContentLength"])
        return Upload(size, head["ETag"]) if size else None

    def blocks(self, key: str, upload: Upload, start: int) -> Iterator[bytes]:
        """A file from byte `start` on. One GET for each 4 MB. Raises: FileChanged."""
        for first in range(start, upload.size_bytes, BLOCK_BYTES):
            yield self._block(key, upload, first)

    def put(self, key: str, content: bytes) -> None:
        """Write a whole object. One PUT."""
        meter.count("s3.PutObject")
        _s3().put_object(Bucket=BUCKET.text(), Key=key, Body=content)

    def put_parts(self, key: str, parts: Iterable[bytes]) -> None:
        """Write an object of any size, piece by piece. One PUT, or two more for each 8 MB."""
        pieces = _joined(parts, PART_BYTES)
        first = next(pieces, b"")
        second = next(pieces, None)
        if second is None:
            self.put(key, first)
            return
        upload_id = self.begin(key)
        etags = [
            self.put_part(key, upload_id, number, piece)
            for number, piece in enumerate(chain((first, second), pieces), start=1)
        ]
        self.complete(key, upload_id, etags)

    def begin(self, key: str) -> str:
        """Begin an object that is written in parts; its upload id."""
        meter.count("s3.CreateMultipartUpload")
        upload_id: str = _s3().create_multipart_upload(Bucket=BUCKET.text(), Key=key)["UploadId"]
        return upload_id

    def put_part(self, key: str, upload_id: str, number: int, content: bytes) -> str:
        """Write part `number`, from 1, which has 5 MB unless it is the last; its ETag."""
        meter.count("s3.UploadPart")
        answer = _s3().upload_part(
            Bucket=BUCKET.text(), Key=key, UploadId=upload_id, PartNumber=number, Body=content
        )
        etag: str = answer["ETag"]
        return etag

    def complete(self, key: str, upload_id: str, etags: Sequence[str]) -> None:
        """Make the object of its parts; made before is fine."""
        parts = [{"PartNumber": number, "ETag": etag} for number, etag in enumerate(etags, start=1)]
        meter.count("s3.CompleteMultipartUpload")
        try:
            _s3().complete_multipart_upload(
                Bucket=BUCKET.text(), Key=key, UploadId=upload_id, MultipartUpload={"Parts": parts}
            )
        except ClientError as error:
            if error.response["Error"]["Code"] != "NoSuchUpload" or self.find(key) is None:
                raise

    def get(self, key: str) -> bytes:
        """Read a whole object. One GET."""
        meter.count("s3.GetObject")
        content: bytes = _s3().get_object(Bucket=BUCKET.text(), Key=key)["Body"].read()
        return content

    def _block(self, key: str, upload: Upload, first: int) -> bytes:
        last = min(first + BLOCK_BYTES, upload.size_bytes) - 1
        meter.count("s3.GetObject")
        try:
            answer = _s3().get_object(
                Bucket=BUCKET.text(), Key=key, Range=f"bytes={first}-{last}", IfMatch=upload.etag
            )
        except ClientError as error:
            if error.response["Error"]["Code"] not in {*_ABSENT, "412", "PreconditionFailed", "InvalidRange"}:
                raise
            raise FileChanged(key) from error
        content: bytes = answer["Body"].read()
        return content

    def _link(self, operation: str, parameters: dict[str, str]) -> Link:
        given = {"Bucket": BUCKET.text(), **parameters}
        return Link(_s3().generate_presigned_url(operation, Params=given, ExpiresIn=LINK_S))


def _joined(parts: Iterable[bytes], size: int) -> Iterator[bytes]:
    """The same bytes in pieces of `size` at least; the last may be smaller."""
    held = bytearray()
    for part in parts:
        held += part
        if len(held) >= size:
            yield bytes(held)
            held.clear()
    if held:
        yield bytes(held)


def _s3() -> Any:
    return client("s3", read_timeout_s=READ_TIMEOUT_S)
