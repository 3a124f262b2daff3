"""Where the units of an order are: the counters of stock that orders name and inventory moves."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Allocation:
    """So many units of a SKU at one place: a warehouse ("main", "north") or a shard of one ("main/7")."""

    place: str
    quantity: int
