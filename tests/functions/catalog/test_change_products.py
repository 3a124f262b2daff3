"""POST /api/admin/products/bulk"""

from typing import Any

import pytest

from catalog.api.change_products import handler
from catalog.domain import Product, State, create, filed
from catalog.keys import PRODUCT
from catalog.manifest import CHANGE_PRODUCTS
from catalog.store import ProductStore
from haat.table import writes
from haat.table.meter import meter
from tests.functions.catalog.examples import NOW, draft, stored
from tests.support.crash import Killed, die
from tests.support.events import names
from tests.support.meanwhile import Rivals, rivals
from tests.support.requests import Response, admin_claims, send

__all__ = ["rivals"]
pytestmark = pytest.mark.usefixtures("table")


def bulk(*changes: dict[str, Any], key: str = "bulk-1") -> Response:
    headers = {"idempotency-key": key}
    return send(handler, {"changes": list(changes)}, headers=headers, claims=admin_claims())


def archive(product: Product, **more: Any) -> dict[str, Any]:
    return {"product_id": product.id, "action": "archive"} | more


def publish(product: Product) -> dict[str, Any]:
    return {"product_id": product.id, "action": "publish"}


def reprice(product: Product, amount_minor: int, *, sku: str = "A", currency: str = "EUR") -> dict[str, Any]:
    price = {"amount_minor": amount_minor, "currency": currency}
    return {"product_id": product.id, "action": "reprice", "prices": [{"sku": sku, "price": price}]}


def now(product: Product) -> Product:
    found = ProductStore().find_any(product.id)
    assert found
    return found


def codes(answer: Response) -> list[str | None]:
    assert answer.status == 200, answer.text
    return [item["problem"] and item["problem"]["code"] for item in answer.json["items"]]


@pytest.fixture
def bowls() -> list[Product]:
    return [stored(draft(sku)) for sku in ("A", "B", "C")]


def test_each_product_is_changed_and_says_what_it_is_then(bowls: list[Product]) -> None:
    hidden = stored_draft("D")

    answer = bulk(reprice(bowls[0], 1900), archive(bowls[1]), publish(hidden))

    assert answer.json == {
        "refused": 0,
        "items": [
            {"product_id": bowls[0].id, "version": 2, "state": "active", "problem": None},
            {"product_id": bowls[1].id, "version": 2, "state": "archived", "problem": None},
            {"product_id": hidden.id, "version": 2, "state": "active", "problem": None},
        ],
    }
    assert now(bowls[0]).variants[0].price.amount_minor == 1900
    assert now(hidden).state is State.ACTIVE
    assert names(PRODUCT, bowls[1].id) == ["ProductCreated", "ProductArchived"]
    assert names(PRODUCT, bowls[0].id) == ["ProductCreated", "ProductUpdated"]


def stored_draft(sku: str) -> Product:
    """A product that is not on sale yet."""
    made = filed(create(draft(sku), f"prod_{sku.lower()}{'0' * 25}", NOW, State.DRAFT), ("ceramics",))
    assert ProductStore().create(made) is None
    return made


def test_what_is_refused_holds_up_nothing(bowls: list[Product]) -> None:
    absent = {"product_id": "prod_none", "action": "archive"}
    stale = archive(bowls[0], version=7)
    answer = bulk(absent, stale, publish(bowls[1]), archive(bowls[2]))

    assert codes(answer) == ["not_found", "product_changed", "product_not_draft", None]
    assert answer.json["refused"] == 3
    assert [now(bowl).state for bowl in bowls] == [State.ACTIVE, State.ACTIVE, State.ARCHIVED]


@pytest.mark.parametrize(
    ("sku", "currency", "amount_minor", "pointer"),
    [("Z", "EUR", 100, "no such variant"), ("A", "USD", 100, "no price in this currency")],
)
def test_a_price_of_nothing_there_is_refused(
    bowls: list[Product], sku: str, currency: str, amount_minor: int, pointer: str
) -> None:
    answer = bulk(reprice(bowls[0], amount_minor, sku=sku, currency=currency))

    assert codes(answer) == ["invalid_input"]
    assert now(bowls[0]) == bowls[0]


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"action": "reprice"}, "/changes/1/prices"),
        (
            {"action": "archive", "prices": [{"sku": "B", "price": {"amount_minor": 1, "currency": "EUR"}}]},
            "/changes/1/prices",
        ),
        ({"action": "delete"}, "/changes/1/action"),
        ({"action": "archive", "version": 0}, "/changes/1/version"),
    ],
)
def test_what_is_wrong_with_one_change_is_said_before_any_is_made(
    bowls: list[Product], change: dict[str, Any], pointer: str
) -> None:
    answer = bulk(archive(bowls[0]), {"product_id": bowls[1].id} | change)

    assert (answer.status, [error["pointer"] for error in answer.json["errors"]]) == (422, [pointer])
    assert now(bowls[0]) == bowls[0]


def test_a_product_has_one_change_and_a_request_a_hundred(bowls: list[Product]) -> None:
    twice = bulk(archive(bowls[0]), publish(bowls[0]))
    assert twice.json["errors"][0]["pointer"] == "/changes/1/product_id"
    assert bulk(*([archive(bowls[0])] * 101)).status == 422
    assert bulk().status == 422


def test_without_a_key_nothing_is_changed(bowls: list[Product]) -> None:
    answer = send(handler, {"changes": [archive(bowls[0])]}, claims=admin_claims())
    assert (answer.status, answer.json["code"]) == (400, "idempotency_key_missing")


def test_a_repeat_gets_the_same_bytes_and_changes_nothing(bowls: list[Product]) -> None:
    changes = reprice(bowls[0], 1900), archive(bowls[1]), {"product_id": "prod_none", "action": "archive"}
    first = bulk(*changes)
    assert bulk(reprice(bowls[0], 2500), key="bulk-2").status == 200

    again = bulk(*changes)

    assert (again.text, again.headers["idempotency-replayed"]) == (first.text, "true")
    assert now(bowls[0]).variants[0].price.amount_minor == 2500


def test_a_key_is_of_one_request(bowls: list[Product]) -> None:
    bulk(reprice(bowls[0], 1900))

    other = bulk(reprice(bowls[0], 2500), archive(bowls[1]))

    assert (other.status, other.json["code"]) == (422, "idempotency_key_reused")
    assert now(bowls[1]) == bowls[1]


@pytest.mark.parametrize("at", range(1, 5))
def test_whoever_died_half_way_is_carried_on(
    bowls: list[Product], at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    changes = reprice(bowls[0], 1900), archive(bowls[1]), reprice(bowls[2], 300, sku="C")
    commit, left = writes.commit, iter(range(at))

    def dying(*pending: Any) -> list[object]:
        refusals = commit(*pending)
        return refusals if next(left, None) is not None else die()

    with monkeypatch.context() as short:
        short.setattr(writes, "commit", dying)
        with pytest.raises(Killed):
            bulk(*changes)

    answer = bulk(*changes)

    assert codes(answer) == [None, None, None]
    assert [item["version"] for item in answer.json["items"]] == [2, 2, 2]
    assert [now(bowl).version for bowl in bowls] == [2, 2, 2]


def test_of_two_at_once_each_change_is_made_once(bowls: list[Product], rivals: Rivals) -> None:
    changes = reprice(bowls[0], 1900), archive(bowls[1])
    others: list[Response] = []
    rivals.next(lambda: None, lambda: others.append(bulk(*changes)))  # after the claim

    mine = bulk(*changes)

    assert codes(mine) == [None, None]
    assert mine.text == others[0].text
    assert [now(bowl).version for bowl in bowls] == [2, 2, 1]


def test_it_takes_as_many_round_trips_as_it_declares(bowls: list[Product]) -> None:
    bulk(*(archive(bowl) for bowl in bowls))
    assert len(meter.calls) == 3 * len(bowls) + 2
    assert CHANGE_PRODUCTS.round_trips == 3 * 100 + 2
