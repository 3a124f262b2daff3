"""HTTP/1.1 over asyncio streams: keep-alive, bodies by `Content-Length`, one request at a time."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from http import HTTPStatus

MAX_BODY_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Request:
    """`headers` by lower-case name; `query` as it was sent."""

    method: str
    path: str
    query: str
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Response:
    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


Application = Callable[[Request], Awaitable[Response | None]]
"""None closes the connection without an answer."""


class BadRequest(Exception):
    """Not HTTP as it is spoken here; the message says why."""


async def serve_connection(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, application: Application
) -> None:
    """Answer one connection's requests until either side has had enough."""
    try:
        while (request := await _read(reader)) is not None:
            response = await application(request)
            if response is None:
                return
            writer.write(_encode(response))
            if request.headers.get("connection", "").lower() == "close":
                break
        await writer.drain()
    except BadRequest as problem:
        writer.write(_encode(Response(400, str(problem).encode(), {"Connection": "close"})))
    except (ConnectionError, asyncio.IncompleteReadError):
        return  # the caller went away
    finally:
        writer.close()


async def _read(reader: asyncio.StreamReader) -> Request | None:
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError as end:
        if end.partial:
            raise
        return None
    except asyncio.LimitOverrunError:
        raise BadRequest("The headers are too long.") from None
    request_line, *lines = head[:-4].decode("latin-1").split("\r\n")
    method, target = _request_line(request_line)
    headers = dict(_header(line) for line in lines)
    body = await reader.readexactly(_body_length(headers))
    path, _, query = target.partition("?")
    return Request(method, path, query, headers, body)


def _request_line(line: str) -> tuple[str, str]:
    match line.split(" "):
        case [method, target, ("HTTP/1.1" | "HTTP/1.0")]:
            return method, target
    raise BadRequest("The request line is not HTTP/1.1.")


def _header(line: str) -> tuple[str, str]:
    name, colon, value = line.partition(":")
    if not colon:
        raise BadRequest("A header has no colon.")
    return name.lower(), value.strip()


def _body_length(headers: dict[str, str]) -> int:
    if "transfer-encoding" in headers:
        raise BadRequest("Send a Content-Length: chunked bodies are not read here.")
    length = headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > MAX_BODY_BYTES:
        raise BadRequest(f"Content-Length must be a number up to {MAX_BODY_BYTES}.")
    return int(length)


def _encode(response: Response) -> bytes:
    reason = HTTPStatus(response.status).phrase
    headers = {**response.headers, "Content-Length": str(len(response.body))}
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {response.status} {reason}\r\n{lines}\r\n".encode("latin-1") + response.body
