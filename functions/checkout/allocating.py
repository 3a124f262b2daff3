"""Which rows an order takes its units from: first from where they should be, without asking; where that
fails, from where they are. They are committed, released and given back where they were taken.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from checkout.domain import OrderTooScattered, demand
from haat import clock
from haat.money import Money
from haat.stock import Allocation
from haat.table import writes
from haat.table.writes import TableBusy, Write
from inventory import participant as inventory
from orders.participant import Line, Order

ATTEMPTS = 5  # against others who buy the same units

Places = Mapping[str, tuple[str, ...]]
"""By SKU: the places of its rows beside the head, as the cart saw them."""
Writing = Callable[[Order], Sequence[Write]]
"""All that is written with an order whose places are known; None of it applies unless all does."""


class Allocator:
    """Commits an order with units from wherever they are."""

    def __init__(self) -> None:
        self._room = inventory.Stockroom()

    def commit(self, order: Order, hints: Places, writing: Writing) -> Order | list[object]:
        """The order as it was committed, or what refused it: OutOfStock only if nothing is left anywhere.

        One round trip where the hints are good; two or three more for each search.
        Raises: TableBusy, StockContended.
        """
        wanted = demand((line.sku, line.quantity) for line in order.lines)
        country = order.shipping_address.country
        plan = inventory.allocate(wanted, hints, country, order.id)
        for attempt in range(ATTEMPTS):
            placed = _with(order, plan)
            refusals = _commit(writing(placed), spread=any(hints.values()))
            short = [refusal for refusal in refusals if isinstance(refusal, inventory.RanShort)]
            if not short:
                return refusals or placed
            found = self._room.search(wanted, hints, country, f"{order.id}/{attempt}")
            if isinstance(found, inventory.OutOfStock):
                return [found, *refusals]
            if len(short) < len(refusals):
                return refusals
            plan = found
        raise inventory.StockContended(order.id)


def reserving(order: Order) -> list[Write]:
    """The writes that hold an order's units, if they cost what the order says at the time it is placed."""
    prices: dict[str, Money] = {line.sku: line.unit_price for line in order.lines}
    at_s = clock.seconds(order.placed_at)
    return [inventory.reserve(sku, units, prices[sku], at_s) for sku, units in _units(order)]


def moving(order: Order, move: Callable[[str, Allocation], Write]) -> list[Write]:
    """The writes that move an order's units, one for each row: `inventory.release`, for example."""
    return [move(sku, units) for sku, units in _units(order)]


def _commit(pending: Sequence[Write], *, spread: bool) -> list[object]:
    """What refuses the writes. Rows that are busy are like rows that ran short, if there may be others.

    Raises: TableBusy if there are none.
    """
    actions = writes.count(pending)
    if actions > writes.ACTIONS_MAX:
        return [OrderTooScattered(actions, writes.ACTIONS_MAX)]
    try:
        return writes.commit(*pending)
    except TableBusy:
        if not spread:
            raise
        return [inventory.RanShort("", "")]


def _units(order: Order) -> Iterator[tuple[str, Allocation]]:
    """What an order has in each row: a transaction may name a row once."""
    units: Counter[tuple[str, str]] = Counter()
    for line in order.lines:
        for one in line.allocations:
            units[line.sku, one.place] += one.quantity
    for (sku, place), quantity in units.items():
        yield sku, Allocation(place, quantity)


def _with(order: Order, plan: inventory.Plan) -> Order:
    """The order with the places of its units. A cart has one line for a SKU, and so has an order."""
    lines: tuple[Line, ...] = tuple(replace(line, allocations=plan[line.sku]) for line in order.lines)
    return replace(order, lines=lines)
