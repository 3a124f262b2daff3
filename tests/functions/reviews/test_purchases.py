"""Who bought what: learned from orders, in whatever order they tell of it."""

from itertools import permutations

import pytest

from haat.table import reads
from haat.table.meter import meter
from reviews.keys import REVIEWER
from reviews.store.items import PurchasesItem
from tests.functions.reviews.conftest import Crowd
from tests.functions.reviews.support import BOB, BOWL, bought, rating, shown, told
from tests.support.table import items

pytestmark = pytest.mark.usefixtures("shop")


def is_verified() -> bool:
    """Whether Bob's review says that he bought the bowl."""
    return bool(BOB.own().json["items"][0]["verified_purchase"])


def cancelled(order: str = "ord_1") -> None:
    told("OrderCancelled", "bob", BOWL, status="cancelled", order=order)


def test_who_buys_after_writing_is_verified_and_published_then() -> None:
    BOB.write()
    assert rating() == (0, None)
    bought("bob", BOWL)
    assert (is_verified(), rating()) == (True, (1, 5.0))
    bought("bob", BOWL)
    assert BOB.own().json["items"][0]["version"] == 2


def test_buying_does_not_publish_what_waits_for_something_else() -> None:
    BOB.write(text="see www.example")
    bought("bob", BOWL)
    assert (is_verified(), rating()) == (True, (0, None))


def test_an_order_that_is_cancelled_was_no_purchase() -> None:
    bought("bob", BOWL)
    BOB.write()
    cancelled()
    assert (is_verified(), rating()) == (False, (1, 5.0))


def test_one_order_of_two_is_enough() -> None:
    bought("bob", BOWL, "ord_1")
    bought("bob", BOWL, "ord_2")
    BOB.write()
    cancelled("ord_1")
    assert is_verified()


@pytest.mark.parametrize("order", list(permutations(["confirmed", "cancelled", "cancelled"])))
def test_it_does_not_matter_which_event_comes_first_or_twice(order: tuple[str, ...]) -> None:
    for status in order:
        told(f"Order{status.title()}", "bob", BOWL, status=status)
    BOB.write()
    assert not is_verified()


def test_a_guests_order_counts_when_an_account_has_claimed_it() -> None:
    told("OrderConfirmed", "gst_1", BOWL, status="confirmed")
    BOB.write()
    assert not is_verified()
    told("OrderClaimed", "bob", BOWL, status="delivered")
    assert is_verified()


def test_an_order_that_is_claimed_before_it_is_paid_counts_when_it_is() -> None:
    told("OrderClaimed", "bob", BOWL, status="pending")
    BOB.write()
    assert not is_verified()
    bought("bob", BOWL)
    assert is_verified()


def test_nothing_is_kept_of_guests() -> None:
    told("OrderConfirmed", "gst_1", BOWL, status="confirmed")
    assert [item.pk for item in items(PurchasesItem)] == ["REVIEWER#usr_ada"]


def test_a_purchase_that_becomes_known_while_the_review_is_written_counts(crowd: Crowd) -> None:
    crowd.append(lambda: bought("bob", BOWL))
    response = BOB.write()
    assert (response.json["state"], response.json["verified_purchase"]) == ("published", True)
    assert rating() == (1, 5.0)


def test_a_purchase_that_becomes_known_while_the_review_is_changed_counts(crowd: Crowd) -> None:
    review_id = BOB.write().json["id"]
    crowd.append(lambda: bought("bob", BOWL))
    BOB.rewrite(review_id, stars=4)
    assert (is_verified(), rating()) == (True, (1, 4.0))


def test_a_purchase_costs_one_write_for_each_product() -> None:
    bought("bob", BOWL)
    assert meter.calls == ["dynamodb.UpdateItem"]
    found = reads.page(PurchasesItem, REVIEWER.key("usr_bob"), limit=9, after=None).items
    assert [item.bought_in for item in found] == [{"ord_1"}]
    assert shown().json["items"] == []
