"""I1: available + reserved + sold + damaged = received, none below zero, whatever happens in what order."""

from dataclasses import dataclass
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from haat.table import writes
from inventory import domain, participant
from inventory.domain import ChangeBy, OutOfStock, SetTo, Stock, StockInconsistent, StockNegative
from inventory.store import Occasion, StockStore
from tests.functions.inventory.examples import PRICE, stock, stored, units

MOVES = {
    "commit_sale": participant.commit_sale,
    "release": participant.release,
    "restock": participant.restock,
}
PATHS = {"commit_sale": (1, 2), "release": (1, 0), "restock": (2, 0)}  # places in (available, reserved, sold)
STEPS = st.sampled_from(
    [("reserve", quantity) for quantity in (1, 2, 2, 3)]
    + [(name, quantity) for name in MOVES for quantity in (1, 2)]
    + [("change", units) for units in (-3, -1, 2)]
    + [("set", 4)]
)
skus = (f"SKU-{number}" for number in count())


@dataclass
class Shelf:
    """What a careful clerk would write down: units in (available, reserved, sold), and all ever received."""

    units: list[int]
    received: int

    def move(self, source: int, target: int, quantity: int) -> bool:
        """Whether there was enough to move."""
        if self.units[source] < quantity:
            return False
        self.units[source] -= quantity
        self.units[target] += quantity
        return True

    def receive(self, change: int) -> bool:
        if self.units[0] + change < 0:
            return False
        self.units[0] += change
        self.received += change
        return True


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, min_size=10, max_size=16))
def test_units_balance_after_every_step(table: None, steps: list[tuple[str, int]]) -> None:
    sku, shelf = next(skus), Shelf([3, 0, 0], received=3)
    stored(sku, available=3)
    for name, number in steps:
        _step(shelf, sku, name, number)
        available, reserved, sold, damaged = units(sku)
        assert [available, reserved, sold] == shelf.units
        assert available + reserved + sold + damaged == shelf.received
        assert min(available, reserved, sold, damaged) >= 0


def _step(shelf: Shelf, sku: str, name: str, number: int) -> None:
    """One step in the table and on the clerk's paper: both take it, or both refuse."""
    if name == "reserve":
        outcome = writes.commit(participant.reserve(sku, number, PRICE))
        refused = [OutOfStock(sku, shelf.units[0], number)]
        assert outcome == ([] if shelf.move(0, 1, number) else refused)
    elif name in MOVES:
        outcome = writes.commit(MOVES[name](sku, number))
        expected = [] if shelf.move(*PATHS[name], number) else [StockInconsistent]
        assert [type(refusal) for refusal in outcome] == expected
    else:
        _adjust(shelf, sku, SetTo(number) if name == "set" else ChangeBy(number))


def _adjust(shelf: Shelf, sku: str, adjustment: SetTo | ChangeBy) -> None:
    before = stock(sku)
    after = domain.adjust(before, adjustment)
    change = adjustment.units if isinstance(adjustment, ChangeBy) else adjustment.available - shelf.units[0]
    if shelf.receive(change):
        assert isinstance(after, Stock)
        assert StockStore().adjust(before, after, Occasion("a count", "ada")) is None
    else:
        assert isinstance(after, StockNegative)
