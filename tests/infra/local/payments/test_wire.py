"""HTTP as the provider speaks it."""

import http.client
import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from infra.local.payments import Provider

AUTHORIZED = "Authorization: Basic c2tfdGVzdF9zaG9wOg==\r\n"


@pytest.fixture
def line(provider: Provider) -> Iterator[socket.socket]:
    """A bare connection."""
    address = urlsplit(provider.url)
    with socket.create_connection((str(address.hostname), address.port or 0), timeout=10) as line:
        yield line


def _answers(line: socket.socket) -> bytes:
    """All that comes until the other side closes."""
    return b"".join(iter(lambda: line.recv(65536), b""))


def test_one_connection_serves_many_requests(provider: Provider) -> None:
    connection = http.client.HTTPConnection(urlsplit(provider.url).netloc)
    connection.connect()
    first_socket = connection.sock
    for _ in range(3):
        connection.request("GET", "/v1/events", headers={"Authorization": "Bearer sk_test_shop"})
        response = connection.getresponse()
        assert (response.status, response.read()[:2]) == (200, b'{"')
    assert connection.sock is first_socket
    connection.close()


def test_a_key_may_come_as_basic_authorization_and_requests_one_after_the_other(
    line: socket.socket,
) -> None:
    request = f"GET /v1/events HTTP/1.1\r\n{AUTHORIZED}"
    line.sendall(f"{request}\r\n{request}Connection: close\r\n\r\n".encode())

    assert _answers(line).count(b"HTTP/1.1 200 OK") == 2


@pytest.mark.parametrize(
    "request_text",
    [
        "NONSENSE\r\n\r\n",
        "GET /v1/events HTTP/2\r\n\r\n",
        "GET /v1/events HTTP/1.1\r\nno colon\r\n\r\n",
        "POST /v1/events HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n",
        "POST /v1/events HTTP/1.1\r\nContent-Length: many\r\n\r\n",
        "POST /v1/events HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n",
        "GET / HTTP/1.1\r\n" + "X-Long: " + "x" * 70_000 + "\r\n\r\n",
    ],
    ids=["nonsense", "http2", "header", "chunked", "length", "too long", "long headers"],
)
def test_what_is_not_http_1_1_is_refused_and_the_connection_closed(
    line: socket.socket, request_text: str
) -> None:
    line.sendall(request_text.encode())

    assert _answers(line).startswith(b"HTTP/1.1 400")


def test_a_caller_who_goes_away_in_the_middle_hurts_nobody(provider: Provider, line: socket.socket) -> None:
    line.sendall(b"POST /v1/payment_intents HTTP/1.1\r\nContent-Length: 100\r\n\r\namount=")
    line.close()

    assert provider.control.requests() == []


def test_parameters_that_cannot_be_read_are_a_400(line: socket.socket) -> None:
    head = f"POST /v1/payment_intents HTTP/1.1\r\n{AUTHORIZED}Connection: close\r\nContent-Length: 2\r\n\r\n"
    line.sendall(head.encode() + b"\xff\xfe")

    assert _answers(line).startswith(b"HTTP/1.1 400")


def test_only_loopback_is_listened_on(provider: Provider) -> None:
    assert urlsplit(provider.url).hostname == "127.0.0.1"
