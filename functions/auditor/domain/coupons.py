"""I8: uses of coupons, counted anew."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from auditor.domain.findings import Violation
from auditor.domain.orders import CANCELLED, Order
from auditor.domain.raw import Item, document, identity, number, text

PREFIX, SORT, USE, OF_BUYER = "COUPON#", "COUPON", "USE#", "USES_OF#"
NO_LIMIT = 10**12


@dataclass(frozen=True, slots=True)
class Coupon:
    """What is kept of one coupon."""

    uses: int
    uses_max: int
    per_buyer_max: int  # NO_LIMIT once its terms have changed: a buyer may have had more before


@dataclass(slots=True)
class Coupons:
    """Coupons by code, with their uses: those that were not given back."""

    known: dict[str, Coupon] = field(default_factory=dict)
    uses: Counter[str] = field(default_factory=Counter)  # by code
    of_buyer: Counter[tuple[str, str]] = field(default_factory=Counter)  # by code and buyer
    counted: dict[tuple[str, str], int] = field(default_factory=dict)  # the same, as the table counts it
    for_order: set[tuple[str, str]] = field(default_factory=set)  # code and order

    def add(self, item: Item) -> None:
        """One coupon. Raises: NotWhole."""
        unchanged = number(item, "version") == 1
        per_buyer = document(item, "terms", {}).get("uses_per_customer_max") if unchanged else None
        self.known[identity(item, PREFIX)] = Coupon(
            uses=number(item, "uses"),
            uses_max=number(item, "uses_max", NO_LIMIT),
            per_buyer_max=NO_LIMIT if per_buyer is None else per_buyer,
        )

    def add_use(self, item: Item) -> None:
        """One use for an order."""
        if not text(item, "given_back_at"):
            code = identity(item, PREFIX)
            self.uses[code] += 1
            self.of_buyer[code, text(item, "buyer_key")] += 1
            self.for_order.add((code, text(item, "order_id")))

    def add_buyer(self, item: Item) -> None:
        """How often the table says that one buyer uses a coupon. Raises: NotWhole."""
        buyer_key = text(item, "sk").removeprefix(OF_BUYER)
        self.counted[identity(item, PREFIX), buyer_key] = number(item, "uses")

    def check(self, orders: Mapping[str, Order]) -> Iterator[Violation]:
        """What is used too often, or counted otherwise than it is used."""
        for code, coupon in self.known.items():
            if not 0 <= coupon.uses <= coupon.uses_max:
                yield Violation("I8", f"coupon {code}", f"0 to {coupon.uses_max} uses", coupon.uses)
            if coupon.uses != self.uses[code]:
                yield Violation("I8", f"coupon {code}: uses", self.uses[code], coupon.uses)
        yield from self._of_buyers()
        for order in orders.values():
            used = (order.coupon_code, order.id)
            if order.coupon_code and order.status != CANCELLED and used not in self.for_order:
                yield Violation("I8", order.subject, f"a use of coupon {order.coupon_code}", "none")

    def _of_buyers(self) -> Iterator[Violation]:
        for code, buyer_key in self.of_buyer.keys() | self.counted.keys():
            uses, counted = self.of_buyer[code, buyer_key], self.counted.get((code, buyer_key), 0)
            if uses != counted:
                yield Violation("I8", f"coupon {code} of {buyer_key}: uses", uses, counted)
            if code in self.known and uses > self.known[code].per_buyer_max:
                most = f"at most {self.known[code].per_buyer_max} uses"
                yield Violation("I8", f"coupon {code} of {buyer_key}", most, uses)
