"""POST /api/orders again: one key, one order, one answer byte for byte, wherever the first run died (I14)."""

from collections.abc import Callable
from typing import NoReturn

import pytest

from cart.participant import read
from checkout import placing
from checkout.cancelling import OrderCanceller
from haat import clock
from orders.domain import CancelReason, Order, Status, move
from orders.store import OrderStore
from payments.domain import IntentStatus, Payment
from payments.intents import Intents
from tests.support.crash import Killed, die
from tests.support.gateway import FakeGateway, lost, tell
from tests.support.meanwhile import Rivals
from tests.support.requests import Response
from tests.support.shop import ADA, ADDRESS, cancel, fill_cart, order_of, payment_of, place, stock, units
from tests.support.table import ids_of

pytestmark = pytest.mark.usefixtures("shop", "machines")
CART = {"bowl": 2, "tea": 1}


def same(repeat: Response, first: Response) -> None:
    """Byte for byte the first answer, marked as a repeat, and still one order and one intent."""
    assert (repeat.status, repeat.text) == (first.status, first.text)
    assert repeat.headers == {**first.headers, "idempotency-replayed": "true"}
    assert len(ids_of("ORDER#")) == len(ids_of("PAYMENT#")) == 1


def only_order() -> str:
    (key,) = ids_of("ORDER#")
    return key


def moved_on(order_id: str, to: Status) -> None:
    order = move(order_of(order_id), to, at=clock.now())
    assert isinstance(order, Order)
    OrderStore().save_move(order)


# After an answer


def test_a_repeat_gets_the_stored_answer(gateway: FakeGateway) -> None:
    version = fill_cart(CART)
    first = place(version)

    for _ in range(3):
        same(place(version), first)

    assert gateway.calls == ["create_intent"]
    assert units("bowl") == (8, 2, 0)


@pytest.mark.parametrize(
    "later",
    [
        cancel,
        lambda order_id: moved_on(order_id, Status.CONFIRMED),
        lambda order_id: fill_cart({"lamp": 1}),
        lambda order_id: stock("bowl", available=0, price_minor=1),
    ],
    ids=["cancelled", "confirmed", "new cart", "sold out and repriced"],
)
def test_a_repeat_gets_the_stored_answer_whatever_happened_since(
    gateway: FakeGateway, later: Callable[[str], object]
) -> None:
    version = fill_cart(CART)
    first = place(version)
    later(first.json["order"]["id"])

    same(place(version), first)


def test_a_repeat_a_year_later_gets_the_stored_answer(gateway: FakeGateway) -> None:
    version = fill_cart(CART)
    first = place(version)

    with clock.set_to(lambda: clock.seconds("2037-01-01T00:00:00Z")):
        same(place(version), first)


@pytest.mark.parametrize("later", [0, 1])
@pytest.mark.parametrize("address", [ADDRESS | {"city": "Bonn"}, ADDRESS | {"line2": "c/o Bob"}])
def test_a_key_with_another_body_is_refused_and_places_nothing(
    gateway: FakeGateway, address: dict[str, str], later: int
) -> None:
    version = fill_cart(CART)
    place(version)

    response = place(version + later, shipping_address=address)

    assert (response.status, response.json["code"]) == (422, "idempotency_key_reused")
    assert len(ids_of("ORDER#")) == 1


def test_a_key_with_another_cart_is_refused_even_when_that_cart_could_be_ordered(
    gateway: FakeGateway,
) -> None:
    place(fill_cart(CART))

    response = place(fill_cart({"tea": 1}))

    assert (response.status, response.json["code"]) == (422, "idempotency_key_reused")
    assert units("tea") == (9, 1, 0)
    assert len(read(ADA).lines) == 1


def test_a_refused_request_may_be_sent_again_with_its_key(gateway: FakeGateway) -> None:
    stock("bowl", available=1, price_minor=2400)
    version = fill_cart(CART)
    assert place(version).status == 409
    stock("bowl", available=9, price_minor=2400)

    assert place(version).status == 201


def test_a_cart_is_ordered_once_whatever_the_keys(gateway: FakeGateway) -> None:
    version = fill_cart(CART)
    place(version, key="one")

    response = place(version, key="two")

    assert (response.status, response.json["code"]) == (409, "cart_changed")
    assert len(ids_of("ORDER#")) == 1


# After a crash


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("death", [lost, die], ids=["no answer", "killed"])
def test_who_died_between_the_order_and_its_intent_is_taken_up_again(
    gateway: FakeGateway, moment: str, death: Callable[[], None]
) -> None:
    version = fill_cart(CART)
    getattr(gateway, moment)("create_intent", death)
    _die_or_fail(version)
    order_id = only_order()
    assert units("bowl") == (8, 2, 0)

    again = place(version)

    assert (again.status, again.json["order"]["id"]) == (201, order_id)
    assert again.json["payment"]["client_secret"] == payment_of(order_id).client_secret
    assert list(gateway.intents) == ["pi_1"]
    assert units("bowl") == (8, 2, 0)
    same(place(version), again)


def test_who_died_before_the_answer_was_stored_is_taken_up_again(
    gateway: FakeGateway, rivals: Rivals
) -> None:
    version = fill_cart(CART)
    rivals.next(lambda: None, die)  # the transaction passes, storing the intent does not
    with pytest.raises(Killed):
        place(version)

    again = place(version)

    assert again.status == 201
    assert payment_of(only_order()).intent_id == "pi_1"
    assert list(gateway.intents) == ["pi_1"]
    same(place(version), again)


def test_who_died_after_everything_was_stored_gets_the_stored_answer(
    gateway: FakeGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = fill_cart(CART)
    with monkeypatch.context() as patch:
        patch.setattr("checkout.placing._answer", _dying_the_second_time())
        with pytest.raises(Killed):
            place(version)

    again = place(version)

    assert (again.status, again.headers["idempotency-replayed"]) == (201, "true")
    assert again.json["order"]["id"] == only_order()


def test_an_intent_that_a_webhook_stored_meanwhile_is_answered(gateway: FakeGateway) -> None:
    version = fill_cart(CART)
    gateway.after("create_intent", die)
    _die_or_fail(version)
    tell(gateway, "payment_failed")

    again = place(version)

    assert (again.status, again.json["payment"]["client_secret"]) == (201, "pi_1_secret")
    same(place(version), again)


def test_a_provider_that_is_down_is_503_and_says_that_nothing_is_lost(gateway: FakeGateway) -> None:
    version = fill_cart(CART)
    gateway.before("create_intent", lost)

    response = place(version)

    assert (response.status, response.json["code"]) == (503, "unavailable")
    assert response.headers["retry-after"] == "2"
    assert "same Idempotency-Key" in response.json["detail"]


@pytest.mark.parametrize("end", ["expired", "cancelled by customer"])
def test_an_order_that_was_closed_before_its_answer_says_so_and_not_to_wait(
    gateway: FakeGateway, end: str
) -> None:
    version = fill_cart(CART)
    gateway.before("create_intent", die)
    _die_or_fail(version)
    order_id = only_order()
    if end == "expired":
        Intents().close(payment_of(order_id).id)
        OrderCanceller().release(order_id, CancelReason.EXPIRED)
    else:
        cancel(order_id)

    for _ in range(2):
        response = place(version)
        assert (response.status, response.json["code"]) == (409, "payment_not_open")
        assert response.json["payment_state"] == "cancelled"
    assert {intent.status for intent in gateway.intents.values()} == {IntentStatus.CANCELLED}
    assert units("bowl") == (10, 0, 0)


def _die_or_fail(version: int) -> None:
    try:
        assert place(version).status == 503
    except Killed:
        return


def _dying_the_second_time() -> Callable[..., object]:
    """The answer for the table can still be made, the one for the client cannot."""
    turns = iter([placing._answer])

    def made(order: Order, payment: Payment) -> object:
        return next(turns, _dead)(order, payment)

    return made


def _dead(order: Order, payment: Payment) -> NoReturn:
    die()
