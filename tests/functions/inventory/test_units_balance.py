"""I1 and promise 1: whatever happens to the units of a SKU in what order, they balance after every step, and
nobody hears that it is sold out while there are enough of them anywhere."""

from collections import Counter
from dataclasses import dataclass, field
from itertools import count

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from haat import clock
from haat.http.call import Staff
from haat.permissions import Role
from haat.stock import Allocation
from haat.table import writes
from inventory import participant
from inventory.domain import warehouses
from inventory.domain.adjusting import Adjustment, ChangeBy, Counted, Damage, SetTo, WriteOff, adjust
from inventory.domain.holding import Hold
from inventory.domain.sharding import Spread
from inventory.domain.sharding import spread as spread_step
from inventory.domain.stock import OutOfStock, Row, Stock
from inventory.reserving import Reserver, Wish
from inventory.spreading import Spreader
from inventory.stockroom import Plan, Stockroom
from inventory.store import Occasion, ShardStore, StockStore
from inventory.tasks import sweep_stock
from tests.functions.inventory.examples import (
    PRICE,
    everywhere,
    received,
    stock,
    stored,
    two_warehouses,
)

skus = (f"SKU-{number}" for number in count())
QUANTITIES = st.integers(1, 4)
OCCASION = Occasion("changed", "a day at the shop", "ada")
ADJUSTMENTS = st.one_of(
    st.builds(SetTo, st.integers(0, 12)),
    st.builds(ChangeBy, st.integers(-4, 8).filter(bool)),
    st.builds(Counted, st.integers(0, 12)),
    st.builds(Damage, QUANTITIES),
    st.builds(WriteOff, QUANTITIES),
)


@dataclass
class Kept:
    """What somebody has: an order's units, pending or sold, or a hold's."""

    allocations: tuple[Allocation, ...]
    ends_at_s: int = 0


@dataclass
class Papers:
    """What a careful clerk writes down."""

    pending: list[Kept] = field(default_factory=list)
    sold: list[Kept] = field(default_factory=list)
    holds: dict[str, Kept] = field(default_factory=dict)

    def units(self, kept: list[Kept]) -> Counter[str]:
        """By place."""
        sums: Counter[str] = Counter()
        for one in kept:
            for allocation in one.allocations:
                sums[allocation.place] += allocation.quantity
        return sums


class StockMachine(RuleBasedStateMachine):
    """One SKU in two warehouses, and everybody who moves its units."""

    def __init__(self) -> None:
        super().__init__()
        self.sku, self.papers, self.now_s, self.orders = next(skus), Papers(), clock.now_s(), count()
        self.seen: tuple[str, ...] = ()  # the places that carts remember, which may be long gone
        self._clock = clock.set_to(lambda: self.now_s)
        self._houses = two_warehouses()
        self._clock.__enter__()
        self._houses.__enter__()
        stored(self.sku)

    def teardown(self) -> None:
        self._houses.__exit__(None, None, None)
        self._clock.__exit__(None, None, None)

    @rule(adjustment=ADJUSTMENTS, place=st.sampled_from(("main", "north")))
    def adjust(self, adjustment: Adjustment, place: str) -> None:
        known = stock(self.sku)
        before = known.at(place) or Row(self.sku, "prod_1", 0, 0, 0, 0, 0, place)
        after = adjust(before, adjustment)
        if isinstance(after, Row):
            assert StockStore().adjust(known, after, OCCASION) is None

    @rule(quantity=QUANTITIES, country=st.sampled_from(("DE", "SE", "US")))
    def buy(self, quantity: int, country: str) -> None:
        near = warehouses.near(country)
        key, hints = f"ord_{next(self.orders)}", {self.sku: self.seen}
        plan = participant.allocate({self.sku: quantity}, hints, country, key)
        if self._reserve(plan):
            return
        enough = self._sellable(near) >= quantity
        found = Stockroom().search({self.sku: quantity}, hints, country, key)
        assert isinstance(found, OutOfStock) is not enough
        if isinstance(found, OutOfStock):
            assert found == OutOfStock(self.sku, self._sellable(near), quantity)
        else:
            assert self._reserve(found)

    @rule()
    def look_at_the_shop(self) -> None:
        self.seen = stock(self.sku).places

    @precondition(lambda self: self.papers.pending)
    @rule(number=st.integers(0, 99), paid=st.booleans())
    def settle(self, number: int, *, paid: bool) -> None:
        order = self.papers.pending.pop(number % len(self.papers.pending))
        move = participant.commit_sale if paid else participant.release
        assert writes.commit(*(move(self.sku, one) for one in order.allocations)) == []
        if paid:
            self.papers.sold.append(order)

    @precondition(lambda self: self.papers.sold)
    @rule(number=st.integers(0, 99), damaged=st.booleans(), cancelled=st.booleans())
    def come_back(self, number: int, *, damaged: bool, cancelled: bool) -> None:
        order = self.papers.sold.pop(number % len(self.papers.sold))
        for one in order.allocations:
            broken = one.quantity if damaged else 0
            back = participant.come_back(self.sku, one.place, restocked=one.quantity - broken, damaged=broken)
            assert writes.commit(participant.restock(self.sku, one) if cancelled else back) == []

    @rule(quantity=QUANTITIES, hold_s=st.sampled_from((60, 600)))
    def hold(self, quantity: int, hold_s: int) -> None:
        enough = self._sellable(("main", "north")) >= quantity
        wish = Wish({self.sku: quantity}, ("main", "north"), hold_s, "acme", "marketplace")
        made = Reserver().reserve(wish, lambda _: ())
        assert isinstance(made, Hold) is enough
        if isinstance(made, Hold):
            self._forget_overdue()
            self.papers.holds[made.id] = Kept(made.lines[0].allocations, self.now_s + hold_s)

    @precondition(lambda self: self.papers.holds)
    @rule(number=st.integers(0, 99))
    def give_back(self, number: int) -> None:
        hold_id = sorted(self.papers.holds)[number % len(self.papers.holds)]
        assert isinstance(
            Reserver().release(hold_id, Staff("acme", frozenset({Role.PARTNER})), lambda _: ()), Hold
        )
        del self.papers.holds[hold_id]

    @rule(warehouse=st.sampled_from(("main", "north")), shards=st.sampled_from((1, 2, 4)))
    def spread(self, warehouse: str, shards: int) -> None:
        Spreader().spread(self.sku, warehouse, shards, OCCASION, lambda *_: ())

    @rule(shards=st.sampled_from((1, 2)), closes=st.integers(0, 2))
    def die_while_joining(self, shards: int, closes: int) -> None:
        step = spread_step(stock(self.sku), "main", shards)
        assert isinstance(step, Spread)
        for place in step.closing[:closes]:
            ShardStore().close(self.sku, place)

    @rule(seconds=st.sampled_from((30, 120, 700)))
    def wait(self, seconds: int) -> None:
        self.now_s += seconds

    @rule()
    def sweep(self) -> None:
        sweep_stock.handler({}, None)
        self._forget_overdue()
        assert not [row for row in stock(self.sku).rows if row.closed and row.available]

    @invariant()
    def units_balance(self) -> None:
        known = stock(self.sku)
        for row in known.rows:
            assert min(row.available, row.reserved, row.sold, row.damaged) >= 0
        assert sum(row.available + row.reserved + row.sold + row.damaged for row in known.rows) == received(
            self.sku
        )
        assert _of(known, "sold") == self.papers.units(self.papers.sold)
        held = [hold for hold in self.papers.holds.values() if hold.ends_at_s > self.now_s]
        least, most = (
            self.papers.units(self.papers.pending + held),
            self.papers.units(self.papers.pending + list(self.papers.holds.values())),
        )
        reserved = _of(known, "reserved")
        assert all(least[place] <= reserved[place] <= most[place] for place in most | reserved)

    def _reserve(self, plan: Plan) -> bool:
        taken = plan[self.sku]
        if writes.commit(*(participant.reserve(self.sku, one, PRICE) for one in taken)):
            return False
        self._forget_overdue()
        self.papers.pending.append(Kept(taken))
        return True

    def _sellable(self, near: tuple[str, ...]) -> int:
        """What somebody near may have: what is available, and what is in holds that are over."""
        units = Counter(everywhere(self.sku))
        reserved = _of(stock(self.sku), "reserved")
        live = [hold for hold in self.papers.holds.values() if hold.ends_at_s > self.now_s]
        over = reserved - self.papers.units(self.papers.pending + live)
        places = [place for place in units | over if warehouses.warehouse_of(place) in near]
        return sum(units[place] + over[place] for place in places)

    def _forget_overdue(self) -> None:
        """Strike out the holds that are over, if their units have been given back."""
        reserved = _of(stock(self.sku), "reserved")
        over = {key for key, hold in self.papers.holds.items() if hold.ends_at_s <= self.now_s}
        live = [hold for key, hold in self.papers.holds.items() if key not in over]
        if reserved == self.papers.units(self.papers.pending + live):
            for key in over:
                del self.papers.holds[key]


def _of(known: Stock, counter: str) -> Counter[str]:
    """Units by place, without places that have none."""
    return Counter({row.place: units for row in known.rows if (units := getattr(row, counter))})


def test_units_balance_after_every_step(table: None) -> None:
    run_state_machine_as_test(
        StockMachine,
        settings=settings(
            max_examples=20,
            stateful_step_count=18,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )
