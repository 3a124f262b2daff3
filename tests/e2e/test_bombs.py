"""What is made to break a server, over the wire of the whole stack: refused, and the shop goes on."""

import socket
from collections.abc import Iterator, Mapping
from urllib.parse import quote

import pytest
import urllib3

from tests.e2e.world import World
from tests.security.bombs.bodies import GATEWAY_BYTES_MAX, LARGEST, UNREADABLE, Bomb
from tests.security.bombs.flips import bombs_of, flips

BODIES = {**UNREADABLE, **LARGEST}
MENDED = (422, "invalid_input")
ADDRESS = "/api/cart/items"
READ_S = 35  # a cold start on a busy machine
LINE = b"GET /api/cart HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n"
HOSTILE: Mapping[str, bytes] = {
    "a header over two lines": LINE + b"Cart-Token: a\r\n b\r\n\r\n",
    "a carriage return in a header": LINE + b"Cart-Token: a\rSet-Cookie: b\r\n\r\n",
    "a line feed in a header": LINE + b"Cart-Token: a\nSet-Cookie: b\n\r\n\r\n",
    "a NUL in a header": LINE + b"Cart-Token: a\x00b\r\n\r\n",
    "a NUL in the name of a header": LINE + b"Cart\x00Token: a\r\n\r\n",
    "a space before the colon": LINE + b"Cart-Token : a\r\n\r\n",
    "no colon": LINE + b"Cart-Token\r\n\r\n",
    "a header of 100 KB": LINE + b"Cart-Token: " + b"a" * 100_000 + b"\r\n\r\n",
    "two lengths": LINE + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
    "a negative length": LINE + b"Content-Length: -1\r\n\r\n",
    "a length and chunks": LINE + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "a chunk without a size": LINE + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
    "a line break in the address": b"GET /api/c\rart HTTP/1.1\r\nHost: shop\r\n\r\n",
}
BY_FUNCTION, BY_GATEWAY = "/api/cart", "/api/users/profile"  # who verifies the token
BREAKS_THE_EMULATOR = "a header that is a list"  # its gateway answers 500: it asks the list for a "kid"
# Nothing is wrong with these as HTTP, and there is nothing where they point.
PATHS = (
    "\r\nSet-Cookie: a=b",
    "\x00",
    "..",
    "../../etc/passwd",
    "%2e%2e",
    "\ud7ff",
    "a" * 5000,
    "'; --",
    "{}",
)


@pytest.fixture(autouse=True)
def goes_on(world: World) -> Iterator[None]:
    """Whatever came, the next customer is served."""
    yield
    assert world.api.send("GET", "/api/health").status == 200


def is_text(body: bytes) -> bool:
    """Whether it is UTF-8. In what is not, the emulator puts other letters before functions see it."""
    try:
        return bool(body.decode())
    except UnicodeDecodeError:
        return False


def post(world: World, body: bytes, headers: Mapping[str, str]) -> urllib3.BaseHTTPResponse:
    """A body as it is, put into a cart."""
    url = f"{world.layout.api}{ADDRESS}"
    return urllib3.request("POST", url, body=body, headers=dict(headers), retries=False, timeout=READ_S)


@pytest.mark.parametrize("bomb", BODIES.values(), ids=BODIES)
def test_a_body_that_is_a_bomb_is_a_problem(world: World, bomb: Bomb) -> None:
    answer = post(world, bomb.body, bomb.headers)
    told = (answer.status, answer.json()["code"])
    assert told == (bomb.status, bomb.code) or (told == MENDED and not is_text(bomb.body))


def test_a_body_beyond_the_gateway_s_limit_is_a_problem_too(world: World) -> None:
    answer = post(world, b" " * (GATEWAY_BYTES_MAX + 1), {"content-type": "application/json"})
    assert (answer.status, answer.json()["code"]) == (413, "body_too_large")


@pytest.mark.parametrize("request_", HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_http_is_the_client_s_fault_and_makes_no_header(world: World, request_: bytes) -> None:
    with socket.create_connection(("127.0.0.1", world.layout.port), timeout=READ_S) as wire:
        wire.sendall(request_)
        said = b"".join(iter(lambda: wire.recv(65536), b""))
    assert said.split()[1][:1] == b"4", said[:300]
    assert b"set-cookie" not in said.lower().partition(b"\r\n\r\n")[0]


@pytest.mark.parametrize("path", PATHS, ids=range(len(PATHS)))
def test_a_path_that_points_elsewhere_points_nowhere(world: World, path: str) -> None:
    url = f"{world.layout.api}/api/products/{quote(path, safe='')}"
    answer = urllib3.request("GET", url, retries=False, timeout=READ_S)
    assert 400 <= answer.status < 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert "set-cookie" not in answer.headers


def test_a_token_that_breaks_a_parser_is_refused(world: World) -> None:
    for name, token in bombs_of(world.customer().token).items():
        if token.isascii() and token.isprintable():
            for path in (BY_FUNCTION,) if name == BREAKS_THE_EMULATOR else (BY_FUNCTION, BY_GATEWAY):
                headers = {"authorization": f"Bearer {token}"}
                answer = urllib3.request("GET", world.layout.api + path, headers=headers, timeout=READ_S)
                assert answer.status in (400, 401, 431), name  # too long for a header, or nobody's


def test_no_bit_of_a_cursor_can_be_changed(world: World) -> None:
    real = world.api.send("GET", "/api/products", query={"limit": 1}).expect(200).json["next"]
    every_other_letter = list(flips(real))[::9]
    statuses = {
        world.api.send("GET", "/api/products", query={"limit": 1, "cursor": one}).status
        for one in every_other_letter
    }
    assert statuses == {400}
    assert world.api.send("GET", "/api/products", query={"limit": 1, "cursor": real}).status == 200
