"""I1: units of every SKU, over all its rows (warehouses and shards), against its ledger and its orders."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from auditor.domain.findings import Violation
from auditor.domain.orders import PENDING, Order
from auditor.domain.raw import Item, document, number, text, whole

COUNTERS = ("available", "reserved", "sold", "damaged")
PREFIX, ROW, LEDGER, HOLD, RETURN = "SKU#", "STOCK#", "LEDGER#", "HOLD#", "RETURN#"


@dataclass(slots=True)
class Stock:
    """Sums by SKU."""

    units: dict[str, Counter[str]] = field(default_factory=dict)  # by counter
    received: Counter[str] = field(default_factory=Counter)  # what came and went, by the ledger
    held: Counter[str] = field(default_factory=Counter)  # by pending orders and holds
    taken: Counter[str] = field(default_factory=Counter)  # by paid orders, without what came back
    odd: list[Violation] = field(default_factory=list)  # what a single item tells

    def add_row(self, item: Item) -> None:
        """One row of a SKU. Raises: NotWhole."""
        sku = text(item, "sku")
        counted = {name: number(item, name) for name in COUNTERS}
        self.units.setdefault(sku, Counter()).update(counted)
        if min(counted.values()) < 0:
            row = f"sku {sku} at {text(item, 'sk').removeprefix(ROW)}"
            self.odd.append(Violation("I1", row, "nothing below 0", counted))

    def add_ledger(self, item: Item) -> None:
        """One line of a SKU's ledger: what came or went, and what only moved. Raises: NotWhole."""
        moves = document(item, "moves", [])
        moved = sum(whole(move, counter) for move in moves for counter in COUNTERS)
        self.received[_sku_of(item)] += number(item, "change", moved)

    def add_hold(self, item: Item) -> None:
        """Units kept for a partner's system. Raises: NotWhole."""
        for line in document(item, "lines", []) if text(item, "state") == "open" else ():
            self.held[line["sku"]] += sum(whole(part, "quantity") for part in line["allocations"])

    def add_order(self, order: Order, lines: list[dict[str, Any]]) -> None:
        """The units that an order holds or has taken. Raises: NotWhole."""
        for line in lines:
            quantity = whole(line, "quantity")
            allocated = sum(whole(part, "quantity") for part in line.get("allocations") or ())
            if allocated not in (quantity, 0):
                self.odd.append(Violation("I1", f"{order.subject}: {line['sku']}", quantity, allocated))
            if order.status == PENDING:
                self.held[line["sku"]] += quantity
            elif order.is_paid:
                self.taken[line["sku"]] += quantity

    def add_return(self, item: Item) -> None:
        """Units of a paid order that are here again. Raises: NotWhole."""
        for arrival in document(item, "arrivals", []):
            came_back = whole(arrival, "restocked") + whole(arrival, "damaged")
            self.taken[arrival["sku"]] -= came_back

    def check(self, received: Mapping[str, int] | None) -> Iterator[Violation]:
        """What does not balance; `received` stands in for the ledger."""
        yield from self.odd
        came = self.received if received is None else received
        for sku in sorted({*self.units, *came, *self.held, *self.taken}):
            counted = self.units.get(sku, Counter())
            expected = (came.get(sku, 0), self.held[sku], self.taken[sku])
            found = (counted.total(), counted["reserved"], counted["sold"])
            for what, right, wrong in zip(("received", "reserved", "sold"), expected, found, strict=True):
                if right != wrong:
                    yield Violation("I1", f"sku {sku}: {what}", right, wrong)


def _sku_of(item: Item) -> str:
    """ "SKU#BOWL" and "SKU#BOWL#north" → "BOWL"."""
    return text(item, "pk").removeprefix(PREFIX).partition("#")[0]
