"""Answers: what a handler returns, and how it leaves as an API Gateway response."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Generic, TypeVar

import msgspec

from haat.errors import InvalidInput, Problem
from haat.http import browser

BodyT = TypeVar("BodyT")
PRIVATE = "private, no-store"
UNAUTHORIZED = 401


@dataclass(frozen=True, slots=True)
class Binary:
    """A body that is no JSON; a class derived from this says what its bytes are."""

    media_type: ClassVar[str] = "application/octet-stream"
    content: bytes


@dataclass(frozen=True, slots=True)
class Answer(Generic[BodyT]):
    """A body with what goes beside it. `etag` is the bare tag: the version of the resource."""

    body: BodyT
    etag: str | None = None
    status: int | None = None  # None: the endpoint's own
    headers: Mapping[str, str] = field(default_factory=dict)


class Stored(msgspec.Struct, frozen=True):
    """An answer as it is sent: what a replay repeats."""

    status: int
    headers: dict[str, str]
    body: str
    in_base64: bool = False  # the body stands for bytes

    def to_response(self, request_id: str, **more: str) -> dict[str, Any]:
        """API Gateway's response, payload format 2.0."""
        headers = {**browser.SECURITY, **self.headers, "x-request-id": request_id, **more}
        response = {"statusCode": self.status, "headers": headers, "body": self.body}
        return response | ({"isBase64Encoded": True} if self.in_base64 else {})


def store(answer: Answer[Any], *, status: int, cache_control: str = PRIVATE) -> Stored:
    """Serialize an answer. A body of None is no body."""
    headers = {"cache-control": cache_control} | {
        name.lower(): value for name, value in answer.headers.items()
    }
    if answer.etag is not None:
        headers["etag"] = quote(answer.etag)
    if answer.body is None:
        return Stored(answer.status or status, headers, "")
    if isinstance(answer.body, Binary):
        headers["content-type"] = answer.body.media_type
        text = base64.b64encode(answer.body.content).decode()
        return Stored(answer.status or status, headers, text, in_base64=True)
    headers["content-type"] = "application/json"
    return Stored(answer.status or status, headers, msgspec.json.encode(answer.body).decode())


def quote(etag: str) -> str:
    return f'"{etag}"'


def problem(this: Problem, request_id: str) -> Stored:
    """The RFC 9457 document of a problem."""
    kind = this.code()
    document: dict[str, object] = {
        "type": f"/problems/{kind.replace('_', '-')}",
        "title": this.title(),
        "status": this.status,
        "detail": this.describe(),
        "code": kind,
        "request_id": request_id,
    }
    headers = {"cache-control": "no-store", "content-type": "application/problem+json"}
    if (wait_s := this.comes_back_s()) is not None:
        headers["retry-after"] = str(wait_s)
    if this.status == UNAUTHORIZED:
        headers["www-authenticate"] = "Bearer"
    members = {"errors": this.errors} if isinstance(this, InvalidInput) else this.members()
    return Stored(this.status, headers, msgspec.json.encode(document | members).decode())
