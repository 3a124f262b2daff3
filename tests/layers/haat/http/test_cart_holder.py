"""Endpoints open to guests and customers alike, which verify tokens themselves."""

import hashlib
from typing import Any

import pytest

from haat.http import Call, endpoint, tokens
from haat.http.call import Customer, Guest, Principal
from haat.http.endpoint import Handler
from haat.manifest import Auth
from tests.layers.haat.shelf import declared
from tests.support.requests import send

pytestmark = pytest.mark.usefixtures("table")
TOKEN = "0123456789abcdef" * 4
GUEST = Guest(hashlib.sha256(TOKEN.encode()).hexdigest())
ADA = Customer("usr_1", "fam_1", "ada@example.com")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> tuple[Handler[Any, Any], list[Principal]]:
    """An endpoint and who reached it; one token is Ada's."""
    monkeypatch.setattr(tokens, "customer_from_token", {"adas": ADA}.get)
    seen: list[Principal] = []

    @endpoint(declared("GET", auth=Auth.CART_HOLDER))
    def handler(call: Call[None]) -> None:
        seen.append(call.principal)

    return handler, seen


@pytest.mark.parametrize(
    ("headers", "principal"),
    [
        ({}, None),
        ({"Cart-Token": TOKEN}, GUEST),
        ({"Authorization": "Bearer adas"}, ADA),
        ({"Authorization": "bearer  adas"}, ADA),
        ({"Authorization": "Bearer adas", "Cart-Token": TOKEN}, ADA),
        ({"Cart-Token": ""}, None),
        ({"Cart-Token": "short"}, None),
        ({"Cart-Token": TOKEN + "0"}, None),
        ({"Cart-Token": TOKEN[:-1] + "#"}, None),
    ],
)
def test_a_token_says_who_holds_the_cart(
    asked: tuple[Handler[Any, Any], list[Principal]], headers: dict[str, str], principal: Principal
) -> None:
    handler, seen = asked
    assert send(handler, headers=headers).status == 200
    assert seen == [principal]


@pytest.mark.parametrize(
    "authorization", ["Bearer wrong", "Bearer", "Bearer ", "Basic adas", "adas", "Bearer adas adas"]
)
def test_a_bad_access_token_is_never_taken_for_a_guest(
    asked: tuple[Handler[Any, Any], list[Principal]], authorization: str
) -> None:
    handler, seen = asked
    response = send(handler, headers={"Authorization": authorization, "Cart-Token": TOKEN})
    assert response.status == 401
    assert seen == []


def test_the_hash_is_all_that_is_known_of_a_guest() -> None:
    assert TOKEN not in repr(GUEST)
