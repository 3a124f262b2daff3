"""On OpeningStockGiven: the first units of SKUs."""

from contextlib import suppress
from typing import Any

import pytest

from haat.keys import SKU
from haat.money import Money
from haat.table import writes
from haat.table.connection import MeteredConnection
from inventory import participant
from inventory.domain.adjusting import ChangeBy, adjust
from inventory.domain.stock import Row
from inventory.reactions.open_stock import handler
from inventory.store import Occasion, StockStore
from inventory.store.openings import AT_ONCE_MAX
from tests.functions.inventory.examples import (
    PRICE,
    at,
    everywhere,
    ledger,
    received,
    reprice,
    row,
    stock,
    stored,
    two_warehouses,
    units,
)
from tests.support.crash import Killed, die
from tests.support.events import data, emitted
from tests.support.meanwhile import Rivals
from tests.support.messages import message


def given(**opening: int) -> Any:
    """What the queue brings, and which messages have to come again."""
    wanted = [{"sku": sku, "quantity": quantity} for sku, quantity in opening.items()]
    told = {"import_id": "imp_1", "given_by": "ada", "opening": wanted}
    return handler({"Records": [message("OpeningStockGiven", told)]}, None)["batchItemFailures"]


def counted(sku: str, change: int) -> None:
    """Somebody in charge changes the units of a SKU."""
    after = adjust(row(sku), ChangeBy(change))
    assert isinstance(after, Row)
    assert StockStore().adjust(stock(sku), after, Occasion("changed", "Delivery", "bob")) is None


def sold(sku: str, quantity: int) -> None:
    """Somebody buys."""
    for write in (
        participant.reserve(sku, at("main", quantity), PRICE),
        participant.commit_sale(sku, at("main", quantity)),
    ):
        assert writes.commit(write) == []


def test_skus_get_their_first_units_with_a_line_in_the_ledger_and_an_event(table: None) -> None:
    stored("A")
    stored("B", on_sale=False)
    assert given(A=5, B=7) == []
    assert (units("A"), units("B")) == ((5, 0, 0, 0), (7, 0, 0, 0))
    (line,) = ledger("A")
    assert (line.what, line.actor, line.reason) == ("changed", "ada", "opening quantity, imp_1")
    (event,) = emitted(SKU, "B")
    assert (event.name, data(event)["change"], data(event)["available"]) == ("StockAdjusted", 7, 7)


def test_an_event_that_comes_again_changes_nothing(table: None) -> None:
    stored("A")
    given(A=5)
    sold("A", 5)
    assert given(A=5) == []
    assert (units("A"), received("A")) == ((0, 0, 5, 0), 5)


def test_a_sku_to_which_somebody_gave_units_keeps_them_even_if_none_are_left(table: None) -> None:
    stored("A")
    counted("A", 3)
    counted("A", -3)
    stored("B")
    assert given(A=5, B=7) == []
    assert (units("A"), received("A"), units("B")) == ((0, 0, 0, 0), 0, (7, 0, 0, 0))


def test_a_sku_that_has_units_elsewhere_has_begun(table: None) -> None:
    stored("A")
    with two_warehouses():
        after = Row("A", "prod_1", 4, 0, 0, 0, version=1, place="north", adjustments=1)
        StockStore().adjust(stock("A"), after, Occasion("set", "Delivery", "bob"))
        assert given(A=5) == []
        assert everywhere("A") == {"main": 0, "north": 4}


def test_whoever_is_faster_is_right_and_the_others_get_theirs(table: None, rivals: Rivals) -> None:
    for sku in ("A", "B", "C"):
        stored(sku)
    rivals.next(lambda: counted("B", 1))
    assert given(A=5, B=6, C=7) == []
    assert [units(sku)[0] for sku in ("A", "B", "C")] == [5, 1, 7]
    assert [received(sku) for sku in ("A", "B", "C")] == [5, 1, 7]


def test_a_new_price_meanwhile_takes_no_units_away(table: None, rivals: Rivals) -> None:
    stored("A")
    rivals.next(lambda: reprice("A", Money(1, "EUR")), lambda: reprice("A", Money(2, "EUR")))
    assert given(A=5) == []
    assert (units("A")[0], received("A")) == (5, 5)


def test_rows_that_never_rest_come_again_and_hold_up_nobody(table: None, rivals: Rivals) -> None:
    stored("A")
    stored("B")
    rivals.next(*(lambda: reprice("A", PRICE) for _ in range(8)))
    assert len(given(A=5, B=6)) == 1
    assert (units("A")[0], units("B")[0]) == (0, 6)


def test_the_same_event_at_once_gives_them_once(table: None, rivals: Rivals) -> None:
    stored("A")
    stored("B")
    rivals.next(lambda: given(A=5, B=6))
    assert given(A=5, B=6) == []
    assert (received("A"), received("B"), units("A")[0], units("B")[0]) == (5, 6, 5, 6)


def test_more_skus_than_a_transaction_has_room_for_get_all_of_theirs(table: None) -> None:
    skus = {f"S{number}": number for number in range(1, AT_ONCE_MAX + 3)}
    for sku in skus:
        stored(sku)
    assert given(**skus) == []
    assert {sku: units(sku)[0] for sku in skus} == skus


def test_units_for_a_sku_that_is_not_there_wait_for_somebody_to_look(table: None) -> None:
    assert len(given(A=5)) == 1


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_it_may_die_at_any_call_and_units_are_given_once(
    table: None, monkeypatch: pytest.MonkeyPatch, after: bool
) -> None:
    for dying_at in range(1, 10):
        skus = {f"{name}{dying_at}{after}": len(name) for name in ("A", "BB")}
        for sku in skus:
            stored(sku)
        made = _dying(monkeypatch, dying_at, after, skus)
        assert given(**skus) == []
        assert {sku: (units(sku)[0], received(sku)) for sku in skus} == {
            sku: (quantity, quantity) for sku, quantity in skus.items()
        }
        if made < dying_at:
            return
    pytest.fail("it never came to its end")


def _dying(monkeypatch: pytest.MonkeyPatch, at_call: int, after: bool, opening: dict[str, int]) -> int:
    """The reaction dies at one of its calls; how many there were."""
    dispatch, calls = MeteredConnection.dispatch, 0

    def counting(*given: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == at_call and not after:
            die()
        answer = dispatch(*given)
        return die() if calls == at_call else answer

    with monkeypatch.context() as patch, suppress(Killed):
        patch.setattr(MeteredConnection, "dispatch", counting)
        given(**opening)
    return calls
