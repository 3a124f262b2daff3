"""Endpoints open to an order's customer and to who carries its link."""

from typing import Any

import pytest

from haat.http import Call, LinkHolder, endpoint, order_link, tokens
from haat.http.call import Customer, Guest, Principal
from haat.http.endpoint import Handler
from haat.manifest import Auth
from tests.layers.haat.shelf import declared, write_note
from tests.support.requests import customer_claims, send

pytestmark = pytest.mark.usefixtures("table")
ADA = Customer("usr_1", "fam_1", "ada@example.com")
GUEST = Guest("0" * 64)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> tuple[Handler[Any, Any], list[Principal]]:
    """An endpoint and who reached it; one token is Ada's."""
    monkeypatch.setattr(tokens, "customer_from_token", {"adas": ADA}.get)
    seen: list[Principal] = []

    @endpoint(declared("GET", auth=Auth.ORDER_HOLDER))
    def handler(call: Call[None]) -> None:
        seen.append(call.principal)

    return handler, seen


@pytest.mark.parametrize(
    ("headers", "principal"),
    [
        ({"Order-Token": "its link"}, LinkHolder("ord_1")),
        ({"order-token": "its link", "Cart-Token": "0" * 64}, LinkHolder("ord_1")),
        ({"Authorization": "Bearer adas"}, ADA),
        ({"Authorization": "Bearer adas", "Order-Token": "its link"}, LinkHolder("ord_1")),
        ({"Authorization": "Bearer expired", "Order-Token": "its link"}, LinkHolder("ord_1")),
    ],
)
def test_a_link_or_a_token_says_who_holds_an_order(
    asked: tuple[Handler[Any, Any], list[Principal]], headers: dict[str, str], principal: Principal
) -> None:
    handler, seen = asked
    link = order_link.token_of("ord_1")
    sent = {name: link if value == "its link" else value for name, value in headers.items()}
    assert send(handler, headers=sent).status == 200
    assert seen == [principal]


@pytest.mark.parametrize(
    "forged",
    [
        "",
        "ord_1",
        "ord_1.",
        "ord_1." + "0" * 64,
        "ord_2.{tag}",
        "ord_1.{tag}0",
        "ord_1.{tag}\n",
        " ord_1.{tag}",
        "ord_1.{tag},ord_1.{tag}",
        "ORD_1.{tag}",
        "{tag}",
        "ord_\u00e9." + "0" * 64,
        pytest.param("x" * 9000, id="long"),
    ],
)
def test_a_link_that_was_not_made_here_opens_nothing_even_to_a_customer(
    asked: tuple[Handler[Any, Any], list[Principal]], forged: str
) -> None:
    handler, seen = asked
    link = forged.format(tag=order_link.token_of("ord_1").partition(".")[2])
    response = send(handler, headers={"Order-Token": link, "Authorization": "Bearer adas"})
    assert (response.status, response.json["code"]) == (401, "unauthorized")
    assert seen == []


@pytest.mark.parametrize(
    "headers", [{}, {"Authorization": ""}, {"Authorization": "Bearer wrong"}, {"Cart-Token": "0" * 64}]
)
def test_who_is_nobody_is_told_so(
    asked: tuple[Handler[Any, Any], list[Principal]], headers: dict[str, str]
) -> None:
    handler, seen = asked
    assert send(handler, headers=headers).status == 401
    assert seen == []


@pytest.mark.parametrize(
    ("principal", "held"),
    [
        (ADA, ["usr_1"]),
        (LinkHolder("ord_1"), ["ord_1"]),
        (LinkHolder("usr_1"), []),
        (Customer("ord_1", "fam_1", ""), []),
        (GUEST, []),
        (None, []),
    ],
    ids=repr,
)
def test_an_order_is_held_by_its_customer_and_by_its_link(principal: Principal, held: list[str]) -> None:
    seen: list[bool] = []

    @endpoint(declared("GET", auth=Auth.PUBLIC))
    def handler(call: Call[None]) -> None:
        mine = Call(**{name: getattr(call, name) for name in call.__slots__} | {"principal": principal})
        seen.append(mine.holds("ord_1", "usr_1"))

    send(handler)
    assert seen == [bool(held)]


def test_a_link_never_shares_an_idempotency_key_with_another_one_or_with_a_customer() -> None:
    write = Handler(declared(auth=Auth.ORDER_HOLDER, status=201), write_note)

    def written(place: str, **who: Any) -> str | None:
        headers = {"Idempotency-Key": "k-1"} | who.pop("headers", {})
        response = send(write, {"text": "x"}, path={"place": place}, headers=headers, **who)
        assert response.status == 201
        return response.headers.get("idempotency-replayed")

    assert written("a", headers={"Order-Token": order_link.token_of("ord_1")}) is None
    assert written("a", headers={"Order-Token": order_link.token_of("ord_1")}) == "true"
    assert written("b", headers={"Order-Token": order_link.token_of("ord_2")}) is None
    assert written("c", claims=customer_claims("ord_1")) is None
