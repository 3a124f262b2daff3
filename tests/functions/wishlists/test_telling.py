"""Who watches a SKU hears once of each time that it is back or costs less."""

import json
from itertools import permutations
from typing import Any

import pytest

from haat import clock
from haat.events.outbox import EventItem
from haat.table import writes
from haat.table.meter import meter
from tests.functions.wishlists.support import ADA, BOB, Person
from tests.support.events import data, emitted
from tests.support.messages import message_of
from tests.support.shop import PRODUCT
from tests.support.table import items
from wishlists import telling
from wishlists.keys import FANOUT, WISH
from wishlists.reactions import follow_email, notice_changes, tell_watchers

pytestmark = pytest.mark.usefixtures("shop")
LATER_S = 60


def event(name: str, told: dict[str, Any], sequence: int, after_s: int = LATER_S) -> dict[str, Any]:
    """A message, of an event that happens a minute from now."""
    body = {
        "id": f"{name}/{sequence}", "name": name, "version": 1, "sequence": sequence,
        "occurred_at": clock.iso(clock.now_s() + after_s), "data": told,
    }  # fmt: skip
    return {"messageId": f"m{sequence}", "body": json.dumps({"detail": body})}


def stock_event(
    sequence: int, *, in_stock: bool, sku: str = "lamp", after_s: int = LATER_S
) -> dict[str, Any]:
    told = {"sku": sku, "product_id": PRODUCT, "in_stock": in_stock}
    return event("StockAvailabilityChanged", told, sequence, after_s)


def priced(minor: int, sequence: int, *, sales: Any = (), currency: str = "EUR") -> dict[str, Any]:
    price = {"amount_minor": minor, "currency": currency}
    variants = [{"sku": "bowl", "price": price, "sales": list(sales)}, {"sku": "other", "price": price}]
    return event("ProductUpdated", {"product": {"id": PRODUCT, "variants": variants}}, sequence)


def notice(*messages: dict[str, Any]) -> None:
    assert notice_changes.handler({"Records": list(messages)}, None) == {"batchItemFailures": []}


def heard(who: Person, sku: str) -> list[str]:
    """What a customer was told of a SKU."""
    return [one.name for one in emitted(WISH, f"{who.id}#{sku}")]


def test_a_lamp_that_is_back_is_told_to_whoever_wants_one() -> None:
    ADA.begin("lamp")
    BOB.begin("bowl")
    notice(stock_event(1, in_stock=True))
    (told,) = emitted(WISH, f"{ADA.id}#lamp")
    assert told.name == "WishlistItemBackInStock"
    assert data(told) == {
        "customer_id": ADA.id,
        "email": "ada@example.com",
        "sku": "lamp",
        "product_id": PRODUCT,
    }
    assert (heard(BOB, "lamp"), heard(BOB, "bowl")) == ([], [])


def test_each_time_is_told_once_however_often_it_is_heard_and_on_however_many_lists() -> None:
    ADA.begin("lamp")
    ADA.begin("lamp")
    for sequence in (1, 1, 2, 3, 3):
        notice(stock_event(sequence, in_stock=sequence != 2))
    assert heard(ADA, "lamp") == ["WishlistItemBackInStock"] * 2


def test_a_lamp_that_is_known_to_be_sold_out_again_is_not_told() -> None:
    ADA.begin("lamp")
    notice(stock_event(2, in_stock=False))
    notice(stock_event(1, in_stock=True))
    assert heard(ADA, "lamp") == []


def test_what_happened_before_somebody_wished_is_not_told() -> None:
    ADA.begin("lamp")
    notice(stock_event(1, in_stock=True, after_s=-LATER_S))
    assert heard(ADA, "lamp") == []


def test_who_wishes_no_more_hears_nothing() -> None:
    wishlist_id = ADA.begin("lamp")
    ADA.remove(wishlist_id, "lamp")
    notice(stock_event(1, in_stock=True))
    ADA.delete(ADA.begin("lamp"))
    notice(stock_event(2, in_stock=True))
    assert heard(ADA, "lamp") == []


def test_a_lower_price_is_told_and_a_higher_one_only_noted() -> None:
    ADA.begin("bowl")
    for sequence, minor in enumerate((2400, 1900, 1900, 2600, 2500), start=1):
        notice(priced(minor, sequence))
    told = [data(one) for one in emitted(WISH, f"{ADA.id}#bowl")]
    prices = [(one["before"]["amount_minor"], one["after"]["amount_minor"]) for one in told]
    assert prices == [(2400, 1900), (2600, 2500)]


@pytest.mark.parametrize("order", list(permutations([(1, 1900), (2, 2600), (1, 1900)])))
def test_versions_that_come_late_or_twice_are_told_once_at_most(order: tuple[tuple[int, int], ...]) -> None:
    ADA.begin("bowl")
    for sequence, minor in order:
        notice(priced(minor, sequence))
    assert len(heard(ADA, "bowl")) == (1 if order[0][0] == 1 else 0)


def test_a_price_in_another_currency_is_no_lower_price() -> None:
    ADA.begin("bowl")
    notice(priced(100, 1, currency="USD"))
    assert heard(ADA, "bowl") == []


@pytest.mark.parametrize(
    ("valid_from", "valid_until", "heard_of"),
    [
        (None, None, 1),
        ("2000-01-01T00:00:00Z", "2100-01-01T00:00:00Z", 1),
        ("2100-01-01T00:00:00Z", None, 0),
        (None, "2000-01-01T00:00:00Z", 0),
    ],
)
def test_a_sale_is_a_lower_price_while_it_lasts(
    valid_from: str | None, valid_until: str | None, heard_of: int
) -> None:
    ADA.begin("bowl")
    price = {"amount_minor": 1500, "currency": "EUR"}
    notice(priced(2400, 1, sales=[{"price": price, "valid_from": valid_from, "valid_until": valid_until}]))
    assert len(heard(ADA, "bowl")) == heard_of


def test_what_nobody_watches_costs_one_read_for_all_of_it() -> None:
    notice(*(priced(2000, sequence) for sequence in range(1, 20)), stock_event(1, in_stock=True))
    assert meter.calls == ["dynamodb.BatchGetItem"]


def test_more_watchers_than_one_invocation_tells_are_told_by_the_next_once_each(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(telling, "WATCHERS_AT_ONCE", 2)
    people = [Person(f"p{number}") for number in range(5)]
    for person in people:
        person.begin("lamp")
    back = stock_event(1, in_stock=True)
    notice(back)
    notice(back)
    done: set[str] = set()
    while due := [one for one in items(EventItem) if one.name == "WatchersDue" and one.event_id not in done]:
        done |= {one.event_id for one in due}
        for one in due * 2:
            record = message_of(one)
            assert tell_watchers.handler({"Records": [record]}, None) == {"batchItemFailures": []}
    assert [heard(person, "lamp") for person in people] == [["WishlistItemBackInStock"]] * 5
    assert len(done) == 2
    assert len(emitted(FANOUT, "StockAvailabilityChanged/1#lamp")) == 2


def test_who_is_told_by_two_at_once_hears_it_once(monkeypatch: pytest.MonkeyPatch) -> None:
    ADA.begin("lamp")
    back, commit = stock_event(1, in_stock=True), writes.commit
    waiting = [True, True]

    def raced(*pending: writes.Write) -> list[object]:
        if len(pending) > 1 and waiting:
            waiting.pop()
            notice(back)
        return commit(*pending)

    monkeypatch.setattr(writes, "commit", raced)
    notice(back)
    assert heard(ADA, "lamp") == ["WishlistItemBackInStock"]


def test_who_takes_it_off_the_list_meanwhile_may_hear_of_it_and_watches_it_no_more() -> None:
    wishlist_id = ADA.begin("lamp")
    notice(stock_event(1, in_stock=True))
    ADA.remove(wishlist_id, "lamp")
    ADA.add(wishlist_id, "lamp")
    notice(stock_event(1, in_stock=True))
    assert heard(ADA, "lamp") == ["WishlistItemBackInStock"]


def test_who_has_another_address_is_told_there_and_an_older_change_that_comes_late_counts_no_more() -> None:
    ADA.begin("lamp", "bowl")
    BOB.begin("lamp")
    changes = [
        event("EmailChanged", {"customer_id": ADA.id, "email": f"{number}@example.com"}, number)
        for number in (7, 5, 7)
    ]
    assert follow_email.handler({"Records": changes}, None) == {"batchItemFailures": []}
    notice(stock_event(1, in_stock=True))
    told = [data(emitted(WISH, f"{who.id}#lamp")[0])["email"] for who in (ADA, BOB)]
    assert told == ["7@example.com", "bob@example.com"]
