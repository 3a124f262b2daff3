"""I1: units of every SKU, over all its rows (warehouses and shards), against its ledger and its orders."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from auditor.domain.findings import Violation
from auditor.domain.orders import PENDING, Order
from auditor.domain.raw import Item, document, number, text, whole

MAIN = "main"
COUNTERS = ("available", "reserved", "sold", "damaged")
PREFIX, ROW, LEDGER, HOLD, RETURN = "SKU#", "STOCK#", "LEDGER#", "HOLD#", "RETURN#"


@dataclass(slots=True)
class Stock:
    """Sums by SKU."""

    units: dict[str, Counter[str]] = field(default_factory=dict)  # by counter
    received: Counter[str] = field(default_factory=Counter)  # what came and went, by the ledger
    reserved: Counter[tuple[str, str]] = field(default_factory=Counter)  # by SKU and place
    held: Counter[tuple[str, str]] = field(default_factory=Counter)  # the same, by pending orders and holds
    taken: Counter[str] = field(default_factory=Counter)  # by paid orders, without what came back
    odd: list[Violation] = field(default_factory=list)  # what a single item tells

    def add_row(self, item: Item) -> None:
        """One row of a SKU. Raises: NotWhole."""
        sku = text(item, "sku")
        counted = {name: number(item, name) for name in COUNTERS}
        self.units.setdefault(sku, Counter()).update(counted)
        place = text(item, "sk").removeprefix(ROW)
        self.reserved[sku, place] = counted["reserved"]
        if min(counted.values()) < 0:
            self.odd.append(Violation("I1", f"sku {sku} at {place}", "nothing below 0", counted))

    def add_ledger(self, item: Item) -> None:
        """One line of a SKU's ledger: what came or went, and what only moved. Raises: NotWhole."""
        moves = document(item, "moves", [])
        moved = sum(whole(move, counter) for move in moves for counter in COUNTERS)
        self.received[_sku_of(item)] += number(item, "change", moved)

    def add_hold(self, item: Item) -> None:
        """Units kept for a partner's system. Raises: NotWhole."""
        for line in document(item, "lines", []) if text(item, "state") == "open" else ():
            self._hold(line["sku"], line["allocations"])

    def add_order(self, order: Order, lines: list[dict[str, Any]]) -> None:
        """The units that an order holds or has taken. Raises: NotWhole."""
        for line in lines:
            quantity = whole(line, "quantity")
            places = line.get("allocations") or [{"place": MAIN, "quantity": quantity}]
            allocated = sum(whole(part, "quantity") for part in places)
            if allocated != quantity:
                self.odd.append(Violation("I1", f"{order.subject}: {line['sku']}", quantity, allocated))
            if order.status == PENDING:
                self._hold(line["sku"], places)
            elif order.is_paid:
                self.taken[line["sku"]] += quantity

    def _hold(self, sku: str, places: list[dict[str, Any]]) -> None:
        for part in places:
            self.held[sku, part["place"]] += whole(part, "quantity")

    def add_return(self, item: Item) -> None:
        """Units of a paid order that are here again. Raises: NotWhole."""
        for arrival in document(item, "arrivals", []):
            came_back = whole(arrival, "restocked") + whole(arrival, "damaged")
            self.taken[arrival["sku"]] -= came_back

    def check(self, received: Mapping[str, int] | None) -> Iterator[Violation]:
        """What does not balance; `received` stands in for the ledger."""
        yield from self.odd
        came = self.received if received is None else received
        for sku in sorted({*self.units, *came, *self.taken}):
            counted = self.units.get(sku, Counter())
            yield from _compared(f"sku {sku}: received", came.get(sku, 0), counted.total())
            yield from _compared(f"sku {sku}: sold", self.taken[sku], counted["sold"])
        for sku, place in sorted({*self.reserved, *self.held}):
            subject = f"sku {sku} at {place}: reserved"
            yield from _compared(subject, self.held[sku, place], self.reserved[sku, place])


def _compared(subject: str, right: int, wrong: int) -> Iterator[Violation]:
    if right != wrong:
        yield Violation("I1", subject, right, wrong)


def _sku_of(item: Item) -> str:
    """ "SKU#BOWL" and "SKU#BOWL#north" → "BOWL"."""
    return text(item, "pk").removeprefix(PREFIX).partition("#")[0]
