"""How inventory takes part in checkout's transactions."""

from collections.abc import Callable

import pytest

from haat.money import Money
from haat.table import writes
from haat.table.writes import Write
from inventory import participant
from inventory.domain import NotOnSale, OutOfStock, PriceChanged, QuantityInvalid, StockInconsistent
from tests.functions.inventory.examples import PRICE, reprice, stock, stored, units

pytestmark = pytest.mark.usefixtures("table")


def test_a_reservation_moves_units_from_available_to_reserved() -> None:
    stored(available=5)
    assert writes.commit(participant.reserve("A", 2, PRICE)) == []
    assert (units(), stock().version) == ((3, 2, 0, 0), 2)


def test_the_last_unit_can_be_reserved_and_no_more() -> None:
    stored(available=2)
    assert writes.commit(participant.reserve("A", 2, PRICE)) == []
    assert writes.commit(participant.reserve("A", 1, PRICE)) == [OutOfStock("A", available=0, requested=1)]
    assert units() == (0, 2, 0, 0)


def test_who_wants_more_than_is_left_hears_how_much_is_left() -> None:
    stored(available=3)
    assert writes.commit(participant.reserve("A", 4, PRICE)) == [OutOfStock("A", available=3, requested=4)]


@pytest.mark.parametrize("now", [Money(2500, "EUR"), Money(2300, "EUR")])
def test_another_price_than_the_buyer_saw_is_told(now: Money) -> None:
    stored(available=5)
    reprice("A", now)
    assert writes.commit(participant.reserve("A", 1, PRICE)) == [PriceChanged("A", now)]
    assert units() == (5, 0, 0, 0)


def test_what_is_sold_in_other_currencies_only_cannot_be_reserved() -> None:
    stored(available=5)
    reprice("A", Money(2400, "USD"))
    assert writes.commit(participant.reserve("A", 1, PRICE)) == [NotOnSale("A")]


def test_what_is_off_sale_or_was_never_on_sale_cannot_be_reserved() -> None:
    stored("OFF", available=5, on_sale=False)
    assert writes.commit(participant.reserve("OFF", 1, PRICE)) == [NotOnSale("OFF")]
    assert writes.commit(participant.reserve("NEVER", 1, PRICE)) == [NotOnSale("NEVER")]


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
    both = participant.reserve("A", 1, PRICE), participant.reserve("B", 2, PRICE)
    assert writes.commit(*both) == [OutOfStock("B", available=1, requested=2)]
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
    move: Callable[[str, int], Write], before: tuple[int, int, int, int], after: tuple[int, ...]
) -> None:
    available, reserved, sold, damaged = before
    stored(available=available, reserved=reserved, sold=sold, damaged=damaged)
    assert writes.commit(move("A", 2)) == []
    assert (units(), stock().version) == (after, 2)


@pytest.mark.parametrize("move", [participant.commit_sale, participant.release, participant.restock])
def test_units_that_are_not_there_are_a_fault(move: Callable[[str, int], Write]) -> None:
    stored(available=9, reserved=1, sold=1)
    for sku in ("A", "NEVER"):
        (refusal,) = writes.commit(move(sku, 2))
        assert isinstance(refusal, StockInconsistent)
        assert sku in str(refusal)
    assert units() == (9, 1, 1, 0)


def test_units_move_whatever_has_become_of_the_offer() -> None:
    stored(available=0, reserved=2, sold=2, on_sale=False)
    for move in (participant.commit_sale, participant.release, participant.restock):
        assert writes.commit(move("A", 1)) == []
    assert units() == (2, 0, 2, 0)


@pytest.mark.parametrize("quantity", [0, -1])
def test_less_than_one_unit_is_a_mistake_of_the_caller(quantity: int) -> None:
    with pytest.raises(QuantityInvalid):
        participant.reserve("A", quantity, PRICE)
    for move in (participant.commit_sale, participant.release, participant.restock):
        with pytest.raises(QuantityInvalid):
            move("A", quantity)
