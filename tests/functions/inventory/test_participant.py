"""How inventory takes part in checkout's transactions."""

from collections.abc import Callable

import pytest

from haat.money import Money
from haat.stock import Allocation
from haat.table import writes
from haat.table.meter import meter
from haat.table.writes import Write
from inventory import participant
from inventory.domain.stock import (
    NotOnSale,
    OutOfStock,
    PriceChanged,
    QuantityInvalid,
    RanShort,
    StockInconsistent,
)
from inventory.store import ShardStore
from tests.functions.inventory.examples import PRICE, at, reprice, row, spread, stored, two_warehouses, units

pytestmark = pytest.mark.usefixtures("table")


def test_a_reservation_moves_units_from_available_to_reserved() -> None:
    stored(available=5)
    assert writes.commit(participant.reserve("A", at("main", 2), PRICE)) == []
    assert (units(), row().version) == ((3, 2, 0, 0), 2)


def test_the_last_unit_can_be_reserved_and_no_more() -> None:
    stored(available=2)
    assert writes.commit(participant.reserve("A", at("main", 2), PRICE)) == []
    assert writes.commit(participant.reserve("A", at("main", 1), PRICE)) == [RanShort("A", "main")]
    assert units() == (0, 2, 0, 0)


def test_who_wants_more_than_a_row_has_is_to_look_elsewhere() -> None:
    stored(available=3)
    assert writes.commit(participant.reserve("A", at("main", 4), PRICE)) == [RanShort("A", "main")]


@pytest.mark.parametrize("now", [Money(2500, "EUR"), Money(2300, "EUR")])
def test_another_price_than_the_buyer_saw_is_told(now: Money) -> None:
    stored(available=5)
    reprice("A", now)
    assert writes.commit(participant.reserve("A", at("main", 1), PRICE)) == [PriceChanged("A", now)]
    assert units() == (5, 0, 0, 0)


def test_what_is_sold_in_other_currencies_only_cannot_be_reserved() -> None:
    stored(available=5)
    reprice("A", Money(2400, "USD"))
    assert writes.commit(participant.reserve("A", at("main", 1), PRICE)) == [NotOnSale("A")]


def test_what_is_off_sale_or_was_never_on_sale_cannot_be_reserved() -> None:
    stored("OFF", available=5, on_sale=False)
    assert writes.commit(participant.reserve("OFF", at("main", 1), PRICE)) == [NotOnSale("OFF")]
    assert writes.commit(participant.reserve("NEVER", at("main", 1), PRICE)) == [NotOnSale("NEVER")]


def test_refusals_read_well() -> None:
    assert OutOfStock("A", 3, 4).describe() == "Only 3 of A are left."
    assert PriceChanged("A", Money(2500, "EUR")).describe() == "A costs 25.00 EUR now."
    assert [kind.code() for kind in (OutOfStock, PriceChanged, NotOnSale)] == [
        "out_of_stock",
        "price_changed",
        "not_on_sale",
    ]


def test_one_refusal_of_many_leaves_everything_as_it_was() -> None:
    stored("A", available=5)
    stored("B", available=1)
    both = participant.reserve("A", at("main", 1), PRICE), participant.reserve("B", at("main", 2), PRICE)
    assert writes.commit(*both) == [RanShort("B", "main")]
    assert (units("A"), units("B")) == ((5, 0, 0, 0), (1, 0, 0, 0))


@pytest.mark.parametrize(
    ("move", "before", "after"),
    [
        (participant.commit_sale, (1, 5, 3, 0), (1, 3, 5, 0)),
        (participant.release, (1, 5, 3, 0), (3, 3, 3, 0)),
        (participant.restock, (1, 5, 3, 0), (3, 5, 1, 0)),
    ],
)
def test_units_move_on_and_back(
    move: Callable[[str, Allocation], Write], before: tuple[int, int, int, int], after: tuple[int, ...]
) -> None:
    available, reserved, sold, damaged = before
    stored(available=available, reserved=reserved, sold=sold, damaged=damaged)
    assert writes.commit(move("A", at("main", 2))) == []
    assert (units(), row().version) == (after, 2)


@pytest.mark.parametrize("move", [participant.commit_sale, participant.release, participant.restock])
def test_units_that_are_not_there_are_a_fault(move: Callable[[str, Allocation], Write]) -> None:
    stored(available=9, reserved=1, sold=1)
    for sku in ("A", "NEVER"):
        (refusal,) = writes.commit(move(sku, at("main", 2)))
        assert isinstance(refusal, StockInconsistent)
        assert sku in str(refusal)
    assert units() == (9, 1, 1, 0)


def test_units_move_whatever_has_become_of_the_offer() -> None:
    stored(available=0, reserved=2, sold=2, on_sale=False)
    for move in (participant.commit_sale, participant.release, participant.restock):
        assert writes.commit(move("A", at("main", 1))) == []
    assert units() == (2, 0, 2, 0)


@pytest.mark.parametrize("quantity", [0, -1])
def test_less_than_one_unit_is_a_mistake_of_the_caller(quantity: int) -> None:
    with pytest.raises(QuantityInvalid):
        participant.reserve("A", at("main", quantity), PRICE)
    for move in (participant.commit_sale, participant.release, participant.restock):
        with pytest.raises(QuantityInvalid):
            move("A", at("main", quantity))


def test_units_are_taken_and_moved_at_the_place_that_an_order_names() -> None:
    spread("A", {"main": 5, "north": 4, "main/1": 3})
    assert writes.commit(participant.reserve("A", at("north", 2), PRICE)) == []
    assert writes.commit(participant.reserve("A", at("main/1", 3), PRICE)) == []
    assert writes.commit(participant.commit_sale("A", at("main/1", 3))) == []
    assert writes.commit(participant.release("A", at("north", 2))) == []
    assert [units("A", place) for place in ("main", "north", "main/1")] == [
        (5, 0, 0, 0),
        (4, 0, 0, 0),
        (0, 0, 3, 0),
    ]


@pytest.mark.parametrize(
    ("restocked", "damaged", "after"), [(2, 0, (3, 0, 1, 0)), (0, 2, (1, 0, 1, 2)), (1, 2, (2, 0, 0, 2))]
)
def test_what_a_customer_sends_back_is_sold_again_or_damaged(
    restocked: int, damaged: int, after: tuple[int, ...]
) -> None:
    stored(available=1, sold=3)
    back = participant.come_back("A", "main", restocked=restocked, damaged=damaged)
    assert writes.commit(back) == []
    assert units() == after


def test_a_place_that_is_closed_or_gone_is_a_reason_to_look_elsewhere_whatever_it_costs_there() -> None:
    stored(available=5)
    stored("A", "main/1", available=5, closed=True)
    stored("A", "main/3", available=5, closed=True, on_sale=False)
    for place in ("main/1", "main/2", "main/3", "north"):
        assert writes.commit(participant.reserve("A", at(place, 1), PRICE)) == [RanShort("A", place)]
    assert units("A", "main") == (5, 0, 0, 0)


def test_units_that_come_back_to_a_shard_are_looked_after() -> None:
    stored("A", "main/1", reserved=1, sold=2)
    assert writes.commit(participant.release("A", at("main/1", 1))) == []
    assert list(ShardStore().strays()) == []  # while units are reserved, a row that closes is marked by that
    assert writes.commit(participant.restock("A", at("main/1", 1))) == []
    assert list(ShardStore().strays()) == [("A", "main/1")]
    assert writes.commit(participant.come_back("A", "main/1", restocked=0, damaged=1)) == []


def test_the_first_choice_costs_no_call_and_follows_what_the_cart_saw() -> None:
    hints = {"HOT": ("main/1", "main/2", "main/3", "north"), "PLAIN": ()}
    with two_warehouses():
        meter.reset()
        home = [participant.allocate({"HOT": 2, "PLAIN": 1}, hints, "DE", f"ord_{n}") for n in range(200)]
        away = participant.allocate({"HOT": 2, "PLAIN": 1}, hints, "SE", "ord_1")
    assert meter.calls == []
    assert {plan["HOT"][0].place for plan in home} == {"main", "main/1", "main/2", "main/3"}
    assert {plan["PLAIN"] for plan in home} == {(at("main", 1),)}
    assert away == {"HOT": (at("north", 2),), "PLAIN": (at("main", 1),)}
