"""A repeated POST has no second effect, and gets the first answer byte for byte."""

import boto3

from haat.table.meter import meter
from tests.conftest import ENVIRONMENT
from tests.functions.cart.conftest import Rivals
from tests.functions.cart.support import Shopper, quantities, sku_row, stock

KEY = {"idempotency-key": "1f0c6a1e"}


def _raw_items() -> str:
    return repr(boto3.client("dynamodb").scan(TableName=ENVIRONMENT["TABLE_NAME"])["Items"])


def test_a_repeated_add_is_answered_as_the_first_and_adds_nothing(shop: None) -> None:
    customer = Shopper(customer_id="usr_1")
    first = customer.add("mug", 2, KEY)
    customer.add("kettle")

    repeat = customer.add("mug", 2, KEY)

    assert (repeat.status, repeat.text) == (first.status, first.text)
    assert repeat.headers["etag"] == first.headers["etag"]
    assert repeat.headers["idempotency-replayed"] == "true"
    assert quantities(customer.show()) == {"mug": 2, "kettle": 1}


def test_a_repeat_is_known_by_its_first_attempt(shop: None) -> None:
    customer = Shopper(customer_id="usr_1")
    customer.add("mug", 2, KEY)

    customer.add("mug", 2, KEY)

    assert meter.calls.count("dynamodb.BatchGetItem") == 1


def test_a_repeat_is_answered_as_the_first_even_when_nothing_is_left_by_now(shop: None) -> None:
    customer = Shopper(customer_id="usr_1")
    first = customer.add("lamp", 2, KEY)
    stock(sku_row("lamp", available=0))

    assert customer.add("lamp", 2, KEY).text == first.text


def test_the_same_key_for_another_sku_is_refused(shop: None) -> None:
    customer = Shopper(customer_id="usr_1")
    customer.add("mug", 1, KEY)

    response = customer.add("kettle", 1, KEY)

    assert (response.status, response.json["code"]) == (422, "idempotency_key_reused")
    assert quantities(customer.show()) == {"mug": 1}


def test_a_new_guest_whose_answer_was_lost_gets_the_same_token_again(shop: None) -> None:
    first = Shopper().add("mug", 1, KEY)

    repeat = Shopper().add("mug", 1, KEY)

    assert repeat.text == first.text
    assert repeat.headers["cart-token"] == first.headers["cart-token"]


def test_no_token_is_readable_in_the_table(shop: None) -> None:
    guest = Shopper()
    guest.add("mug", 1, KEY)

    assert guest.token
    assert guest.token not in _raw_items()


def test_the_same_request_twice_at_once_adds_once(rivals: Rivals) -> None:
    customer = Shopper(customer_id="usr_1")
    rivals.append(lambda: customer.add("mug", 1, KEY))

    second = customer.add("mug", 1, KEY)

    assert second.headers["idempotency-replayed"] == "true"
    assert quantities(customer.show()) == {"mug": 1}


def test_a_repeated_merge_is_answered_as_the_first(shop: None) -> None:
    guest = Shopper()
    guest.add("mug")
    customer = Shopper(guest.token, "usr_1")
    first = customer.merge(KEY)
    customer.add("kettle")

    assert customer.merge(KEY).text == first.text


def test_a_merge_with_nothing_to_take_keeps_its_answer_too(shop: None) -> None:
    customer = Shopper(customer_id="usr_1")
    first = customer.merge(KEY)
    customer.add("kettle")

    assert customer.merge(KEY).text == first.text
