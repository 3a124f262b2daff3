"""Where the units of an order are: the counters of stock that orders name and inventory moves."""

from collections.abc import Sequence
from dataclasses import dataclass

UNITS_MAX = 10**9  # of a SKU at one place


@dataclass(frozen=True, slots=True)
class Allocation:
    """So many units of a SKU at one place: a warehouse ("main", "north") or a shard of one ("main/7")."""

    place: str
    quantity: int


def part(allocations: Sequence[Allocation], quantity: int, *, after: int = 0) -> tuple[Allocation, ...]:
    """Where `quantity` of a line's units are, the first `after` of which are spoken for.

    Who takes a line back little by little passes how many came before: no unit is named twice.
    Raises: ValueError if there are not that many.
    """
    taken: list[Allocation] = []
    for one in allocations:
        skipped = min(after, one.quantity)
        units = min(one.quantity - skipped, quantity)
        after, quantity = after - skipped, quantity - units
        if units:
            taken.append(Allocation(one.place, units))
    if quantity:
        raise ValueError(f"{quantity} units more than there are")
    return tuple(taken)
