"""A simulation of one SKU that everybody wants: rows of stock in DynamoDB, and buyers who follow our code.

Discrete events on a clock of their own, seeded. What is ours is not copied: the choice of a row and the
search for another (`inventory.domain.allocating`), attempts and pauses (`haat.table.writes`,
`checkout.allocating`). What is DynamoDB's is modelled, with the assumptions in `World`.

A buyer draws a row by the order's id and reserves a unit there in one transaction. A row that another
transaction is writing refuses it (TransactionConflict); that is tried again after a pause. A row that stays
busy, or has run out, sends the buyer to search all rows. Half a minute later the payment has come, and a
second transaction on the same row makes the unit sold: so each checkout meets its row twice.
"""

import heapq
import math
import random
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from itertools import count

from checkout.allocating import ATTEMPTS as SEARCHES
from haat.table.writes import ATTEMPTS, pause_s
from inventory.domain import allocating
from inventory.domain.stock import Row

SKU, WAREHOUSE = "HOT", "main"
Change = Callable[["Shelf"], None]
Steps = Generator[float, None, None]
"""A buyer's life: each step is how many seconds to wait until the next."""


@dataclass(frozen=True, slots=True)
class World:
    """What is assumed of DynamoDB, buyers and stock."""

    shards: int
    units: int
    per_s: float  # checkouts that begin
    seconds: float  # for which they do
    window_median_s: float = 0.020  # a row is taken from a transaction's preparation to its commit
    window_p99_s: float = 0.080
    network_s: float = 0.004  # there and back, signing and routing included
    read_s: float = 0.012  # all rows, consistently, in one or two batches
    payment_s: float = 30.0  # on average, until an order is confirmed
    row_units_per_s: float = 1000.0  # write units that the partition of a row takes
    units_per_attempt: float = 2.0  # of a transaction on a row of up to 1 KB, refused or not


@dataclass(slots=True)
class Shelf:
    """One row. `taken`: a transaction is writing it."""

    place: str
    available: int
    reserved: int = 0
    sold: int = 0
    taken: bool = False
    tokens: float = 0.0
    filled_at_s: float = 0.0

    def row(self) -> Row:
        """As a search sees it."""
        return Row(SKU, "", self.available, self.reserved, self.sold, damaged=0, version=1, place=self.place)


@dataclass(slots=True)
class Tally:
    """What became of the buyers."""

    buyers: int = 0
    reserved: int = 0
    refused: int = 0
    false_refusals: int = 0
    unserved: int = 0  # told to come back later: 503
    attempts: int = 0
    conflicts: int = 0
    throttled: int = 0
    oversold: int = 0  # units taken that were never there, or below zero in a row
    waited_s: list[float] = field(default_factory=list)  # of those who reserved: beyond one transaction

    @property
    def served_share(self) -> float:
        """Of those who could be served: not of those who came when nothing was left."""
        return self.reserved / max(1, self.reserved + self.unserved)

    @property
    def conflicts_per_checkout(self) -> float:
        return self.conflicts / max(1, self.buyers)

    def added_ms(self, percent: int) -> float:
        """What buyers who got a unit waited beyond one undisturbed transaction, in milliseconds."""
        ordered = sorted(self.waited_s)
        return max(0.0, 1000 * ordered[len(ordered) * percent // 100]) if ordered else 0.0


class Simulation:
    """One run. The global generator of `random` is seeded, because our own pauses draw from it."""

    def __init__(self, world: World, seed: int) -> None:
        random.seed(seed)
        self.world, self.tally, self.now_s = world, Tally(), 0.0
        each, rest = divmod(world.units, world.shards)
        names = [WAREHOUSE, *(f"{WAREHOUSE}/{number}" for number in range(1, world.shards))]
        self.shelves = {
            name: Shelf(name, each + (number < rest), tokens=world.row_units_per_s)
            for number, name in enumerate(names)
        }
        self._hints = tuple(names[1:])
        self._sigma = math.log(world.window_p99_s / world.window_median_s) / 2.326
        self._agenda: list[tuple[float, int, Steps]] = []
        self._order = count()

    def run(self) -> Tally:
        """Until the last buyer has been served, refused or sent away, and every order is confirmed."""
        self._begin(self._arrivals())
        while self._agenda:
            self.now_s, _, steps = heapq.heappop(self._agenda)
            self._go_on(steps)
        self.tally.oversold = self._oversold()
        return self.tally

    def _oversold(self) -> int:
        below = sum(-min(0, shelf.available) for shelf in self.shelves.values())
        taken = sum(shelf.reserved + shelf.sold for shelf in self.shelves.values())
        return below + max(0, taken - self.world.units)

    def _begin(self, steps: Steps) -> None:
        heapq.heappush(self._agenda, (self.now_s, next(self._order), steps))

    def _go_on(self, steps: Steps) -> None:
        try:
            wait_s = next(steps)
        except StopIteration:
            return
        heapq.heappush(self._agenda, (self.now_s + wait_s, next(self._order), steps))

    def _arrivals(self) -> Steps:
        while self.now_s < self.world.seconds:
            self._begin(self._buyer(f"ord_{random.getrandbits(80):020x}"))
            yield random.expovariate(self.world.per_s)

    def _buyer(self, order_id: str) -> Steps:
        self.tally.buyers += 1
        began_s, place = self.now_s, allocating.guess(self._hints, (WAREHOUSE,), f"{order_id}/{SKU}")
        for search in range(SEARCHES):
            window_s = self._window_s()
            served = yield from self._write(self.shelves[place], window_s, _reserve)
            if served:
                self.tally.reserved += 1
                uncontended_s = window_s + self.world.network_s
                self.tally.waited_s.append(self.now_s - began_s - uncontended_s)
                yield random.expovariate(1 / self.world.payment_s)
                yield from self._confirm(self.shelves[place])
                return
            if served is None and self.world.shards == 1:
                break  # a row that is busy is one that ran short only where there may be others
            found = yield from self._search(f"{order_id}/{search}/{SKU}")
            if found is None:
                self.tally.refused += 1
                self.tally.false_refusals += any(shelf.available > 0 for shelf in self.shelves.values())
                return
            place = found
        self.tally.unserved += 1

    def _search(self, key: str) -> Generator[float, None, str | None]:
        """A row that has a unit, or None after a second look that agreed, as `find_settled` takes it."""
        for _ in range(2):
            yield self.world.read_s
            rows = (shelf.row() for shelf in self.shelves.values())
            plan = allocating.plan(rows, 1, (WAREHOUSE,), key)
            if plan:
                return plan[0].place
        return None

    def _confirm(self, shelf: Shelf) -> Steps:
        """The state machine tries again, after its own pauses, until it is done."""
        while not (yield from self._write(shelf, self._window_s(), _sell)):
            yield 1.0

    def _write(self, shelf: Shelf, window_s: float, change: Change) -> Generator[float, None, bool | None]:
        """One transaction, tried again as `haat.table.writes` does. False: refused; None: busy to the end."""
        for attempt in range(ATTEMPTS):
            if attempt:
                yield pause_s(attempt)
            self.tally.attempts += 1
            yield self.world.network_s / 2
            if not self._has_capacity(shelf):
                self.tally.throttled += 1
                yield self.world.network_s / 2
            elif shelf.taken:
                self.tally.conflicts += 1
                yield self.world.network_s / 2
            else:
                done = yield from self._hold(shelf, window_s, change)
                return done
        return None

    def _hold(self, shelf: Shelf, window_s: float, change: Change) -> Generator[float, None, bool]:
        """The row is taken from here to the commit; its condition is judged at the beginning."""
        if change is _reserve and shelf.available < 1:
            yield self.world.network_s / 2
            return False
        shelf.taken = True
        yield window_s
        change(shelf)
        shelf.taken = False
        yield self.world.network_s / 2
        return True

    def _has_capacity(self, shelf: Shelf) -> bool:
        most, passed_s = self.world.row_units_per_s, self.now_s - shelf.filled_at_s
        shelf.tokens = min(most, shelf.tokens + passed_s * most)
        shelf.filled_at_s = self.now_s
        if shelf.tokens < self.world.units_per_attempt:
            return False
        shelf.tokens -= self.world.units_per_attempt
        return True

    def _window_s(self) -> float:
        return self.world.window_median_s * math.exp(random.gauss(0, self._sigma))


def _reserve(shelf: Shelf) -> None:
    shelf.available -= 1
    shelf.reserved += 1


def _sell(shelf: Shelf) -> None:
    shelf.reserved -= 1
    shelf.sold += 1
