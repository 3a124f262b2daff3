"""The client's address: the edge names it, and nobody else can."""

import asyncio
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from haat.http import Call, endpoint, place
from haat.manifest import Auth
from haat.settings import EDGE_KEY
from infra.cdk.stages import EDGE_KEY_OF_A_LAPTOP
from infra.local import edge
from tests.layers.haat.shelf import Body, declared
from tests.support.requests import seen_at, send

KEY = {"haat-edge": "k" * 48}
CONNECTED = "203.0.113.9"


def at(headers: dict[str, str], **variables: str) -> str:
    """Where a request comes from that the gateway, of a stage with these variables, has from CONNECTED."""
    event: dict[str, Any] = {"requestContext": {"http": {"sourceIp": CONNECTED}}}
    return place.source_ip(event | ({"stageVariables": variables} if variables else {}), headers)


@pytest.fixture(autouse=True)
def on_aws(monkeypatch: pytest.MonkeyPatch) -> None:
    """No function has the key in its environment."""
    monkeypatch.delenv(EDGE_KEY.name)


@pytest.mark.parametrize(
    ("forwarded", "address"),
    [
        ({}, CONNECTED),
        ({"x-forwarded-for": "130.176.0.1"}, CONNECTED),
        ({"x-forwarded-for": "198.51.100.7, 130.176.0.1"}, "198.51.100.7"),
        ({"x-forwarded-for": "1.1.1.1, 198.51.100.7, 130.176.0.1"}, "198.51.100.7"),
    ],
)
def test_the_address_of_the_client_is_the_one_that_the_edge_saw(
    forwarded: dict[str, str], address: str
) -> None:
    assert at(KEY | forwarded, edgeKey="k" * 48) == address


@pytest.mark.parametrize("shown", [{}, {"haat-edge": ""}, {"haat-edge": "k" * 47}, {"haat-edge": "ä\ud800"}])
def test_who_asks_the_gateway_itself_is_known_by_where_they_connect_from(shown: dict[str, str]) -> None:
    made_up = {"x-forwarded-for": f"192.0.2.1, {CONNECTED}"}
    assert at(shown | made_up, edgeKey="k" * 48) == CONNECTED


def test_where_the_gateway_tells_no_key_none_is_right() -> None:
    made_up = {"x-forwarded-for": f"192.0.2.1, {CONNECTED}"}
    assert at(KEY | made_up) == CONNECTED
    assert at({"haat-edge": ""} | made_up, edgeKey="") == CONNECTED


def test_a_handler_is_told_that_address(monkeypatch: pytest.MonkeyPatch, table: None) -> None:
    monkeypatch.setenv(EDGE_KEY.name, "of-a-laptop")
    seen: list[str] = []

    @endpoint(declared(auth=Auth.PUBLIC))
    def handler(call: Call[Body]) -> dict[str, str]:
        seen.append(call.source_ip)
        return {}

    send(handler, {"text": "a"}, headers=seen_at("198.51.100.7"))
    send(handler, {"text": "a"}, headers=seen_at("198.51.100.7") | {"haat-edge": "another"})
    assert seen == ["198.51.100.7", CONNECTED]


def test_the_local_edge_names_the_client_and_shows_the_key_whatever_the_client_says() -> None:
    came: list[dict[str, str]] = []

    async def api(request: web.Request) -> web.Response:
        came.append({name.lower(): value for name, value in request.headers.items()})
        return web.json_response({})

    async def ask() -> None:
        behind = web.Application()
        behind.router.add_get("/api/here", api)
        async with TestServer(behind) as server, aiohttp.ClientSession() as session:
            to = edge.proxy(str(server.make_url("")).rstrip("/"), session)
            async with TestClient(TestServer(edge.application(to, to))) as client:
                said = {"X-Forwarded-For": "192.0.2.1", "Haat-Edge": "guessed"}
                await client.get("/api/here", headers=said)

    asyncio.run(ask())
    assert came[0]["haat-edge"] == EDGE_KEY_OF_A_LAPTOP
    assert came[0]["x-forwarded-for"] == "192.0.2.1, 127.0.0.1, 127.0.0.1"
    assert at(came[0], edgeKey=EDGE_KEY_OF_A_LAPTOP) == "127.0.0.1"
