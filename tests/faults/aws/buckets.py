"""S3: the operations that functions use, on objects in memory, whose times are the simulation's."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from botocore.awsrequest import AWSPreparedRequest, AWSResponse

from haat import clock
from infra.local.table_in_process import Body
from tests.faults.aws.answers import URL

_HOST = re.compile(r"(?P<bucket>.+)\.s3\.[a-z0-9-]+\.amazonaws\.com")


@dataclass(frozen=True)
class Request:
    """One request as S3 reads it; `key` is "" where the bucket itself is asked."""

    bucket: str
    key: str
    query: Mapping[str, list[str]]
    body: bytes

    @property
    def prefix(self) -> str:
        """What the keys that a listing names start with."""
        return "".join(self.query.get("prefix", ()))

    @property
    def deleted(self) -> list[str]:
        """The keys that a request to delete several names."""
        return [found.text or "" for found in ElementTree.fromstring(self.body).iter() if _is_key(found)]


def named(bucket: str) -> str:
    """The name of one of the platform's buckets: of "search", say."""
    return f"haat-test-{bucket}"


def request_of(sent: AWSPreparedRequest) -> Request:
    """Raises: AssertionError for a host that is not a bucket's."""
    url = urlsplit(sent.url)
    host = _HOST.fullmatch(url.netloc)
    assert host, sent.url
    body: Any = sent.body or b""
    whole = body.read() if hasattr(body, "read") else body
    return Request(host["bucket"], unquote(url.path.removeprefix("/")), parse_qs(url.query), bytes(whole))


@dataclass
class Buckets:
    """All buckets: each is there, and empty to begin with."""

    objects: dict[tuple[str, str], tuple[bytes, str]] = field(default_factory=dict)  # with the time

    def answer(self, operation: str, given: Request) -> AWSResponse:
        """Carry out one request. Raises: NotImplementedError for what no function here does."""
        match operation:
            case "PutObject":
                self.objects[given.bucket, given.key] = (given.body, clock.now())
                return _said(b"")
            case "GetObject":
                found = self.objects.get((given.bucket, given.key))
                return _said(found[0]) if found else refused_by_s3("NoSuchKey", 404)
            case "DeleteObject":
                self.objects.pop((given.bucket, given.key), None)
                return _said(b"")
            case "DeleteObjects":
                for key in given.deleted:
                    self.objects.pop((given.bucket, key), None)
                return _said(b"<DeleteResult/>")
            case "ListObjectsV2":
                return _said(self._listing(given).encode())
            case _:
                raise NotImplementedError(operation)

    def _listing(self, given: Request) -> str:
        """All in one page."""
        found = sorted(
            (key, at)
            for (bucket, key), (_, at) in self.objects.items()
            if bucket == given.bucket and key.startswith(given.prefix)
        )
        contents = "".join(
            f"<Contents><Key>{escape(key)}</Key><LastModified>{at}</LastModified></Contents>"
            for key, at in found
        )
        return f"<ListBucketResult><IsTruncated>false</IsTruncated>{contents}</ListBucketResult>"


def refused_by_s3(code: str, status: int) -> AWSResponse:
    """A refusal, which S3 writes as XML."""
    return _answered(status, f"<Error><Code>{code}</Code><Message>{code}</Message></Error>".encode())


def _said(body: bytes) -> AWSResponse:
    return _answered(200, body)


def _answered(status: int, body: bytes) -> AWSResponse:
    headers = {"content-length": str(len(body))}
    return AWSResponse(URL, status, headers, Body(body))  # type: ignore[arg-type]  # any headers and body do


def _is_key(element: ElementTree.Element) -> bool:
    return element.tag.rpartition("}")[2] == "Key"
