"""One signed POST to a webhook."""

import asyncio
import hashlib
import hmac
from urllib.parse import urlsplit


def signature(payload: bytes, secret: str, timestamp: int) -> str:
    """The `Stripe-Signature` header: HMAC-SHA256 over `timestamp.payload`, `timestamp` in Unix seconds."""
    signed = f"{timestamp}.".encode() + payload
    return f"t={timestamp},v1={hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()}"


async def post(url: str, payload: bytes, headers: dict[str, str], timeout_s: float) -> int:
    """The status that the webhook answers. ConnectionError, saying why, if it does not answer in time."""
    try:
        async with asyncio.timeout(timeout_s):
            return await _exchange(url, payload, headers)
    except TimeoutError:
        raise ConnectionError(f"no answer within {timeout_s} s") from None
    except (OSError, EOFError, ValueError, asyncio.LimitOverrunError) as error:
        raise ConnectionError(str(error) or type(error).__name__) from error


async def _exchange(url: str, payload: bytes, headers: dict[str, str]) -> int:
    target = urlsplit(url)
    secure = target.scheme == "https"
    reader, writer = await asyncio.open_connection(
        target.hostname, target.port or (443 if secure else 80), ssl=secure or None
    )
    try:
        path = (target.path or "/") + (f"?{target.query}" if target.query else "")
        own = {"Host": target.netloc, "Connection": "close", "Content-Length": str(len(payload))}
        lines = "".join(f"{name}: {value}\r\n" for name, value in {**own, **headers}.items())
        writer.write(f"POST {path} HTTP/1.1\r\n{lines}\r\n".encode("latin-1") + payload)
        return await _status(reader)
    finally:
        writer.close()


async def _status(reader: asyncio.StreamReader) -> int:
    """The status of the answer, once its body has come, lest its sender meets a closed connection."""
    status_line, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    version, status, *_ = status_line.split(" ")
    if not version.startswith("HTTP/1."):
        raise ValueError(f"not an HTTP answer: {version!r}")
    headers = dict(line.lower().split(": ", 1) for line in lines if ": " in line)
    if "content-length" in headers:
        await reader.readexactly(int(headers["content-length"]))
    return int(status)
