"""I3: one order per idempotency key and per version of a cart."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from auditor.domain.findings import Violation
from auditor.domain.orders import Order
from auditor.domain.raw import Item, text

REQUEST, ORDER_ID = "IDEM#", "ord_"


@dataclass(slots=True)
class Claims:
    """Which orders were made by a claimed key."""

    orders: set[str] = field(default_factory=set)

    def add(self, item: Item) -> None:
        """One marker of a request."""
        reference = text(item, "reference")
        if reference.startswith(ORDER_ID):
            self.orders.add(reference)

    def check(self, orders: Mapping[str, Order]) -> Iterator[Violation]:
        """A key names one order: a second one of the same key is named by none."""
        for order_id in orders.keys() - self.orders:
            yield Violation("I3", f"order {order_id}", "an idempotency key that names it", "none")
        placed = Counter((order.placed_by, order.cart_version) for order in orders.values())
        for (customer_id, version), count in placed.items():
            if count > 1:
                yield Violation("I3", f"cart of {customer_id} at {version}", "one order", count)
