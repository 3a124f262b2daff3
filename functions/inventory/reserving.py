"""Holds for partners' systems: made, and given back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from haat import clock, ids
from haat.errors import NotFound
from haat.http import Staff
from haat.http.once import AlreadyAnswered
from haat.permissions import Permission
from haat.table.writes import Write
from inventory.domain.holding import HeldLine, Hold, HoldTooScattered, State
from inventory.domain.stock import OutOfStock, RanShort
from inventory.stockroom import StockContended, Stockroom
from inventory.store import HoldStore

ATTEMPTS = 5  # against buyers of the same units

Also = Callable[[Hold], tuple[Write, ...]]
"""What to write in the same transaction: the answer under the request's key."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be held, from which warehouses (the best first), for how long, for whom and why."""

    demand: Mapping[str, int]
    near: tuple[str, ...]
    hold_s: int
    owner: str
    reason: str


class Reserver:
    """Makes and ends holds."""

    def __init__(self) -> None:
        self._holds = HoldStore()
        self._room = Stockroom()

    def reserve(self, wish: Wish, also: Also) -> Hold | OutOfStock | HoldTooScattered | AlreadyAnswered:
        """A new hold, with `also` in its transaction. Two round trips, and two more per lost race.

        Raises: StockContended.
        """
        for _ in range(ATTEMPTS):
            hold = self._draft(wish)
            if isinstance(hold, OutOfStock):
                return hold
            refused = self._holds.place(hold, *also(hold))
            if not isinstance(refused, RanShort):
                return refused or hold
        raise StockContended(", ".join(wish.demand))

    def release(self, hold_id: str, caller: Staff, also: Also) -> Hold | NotFound | AlreadyAnswered:
        """The hold, ended, with `also` in the transaction; one that has ended already is as it should be.

        The caller's own, or anybody's to who manages stock; another one is not there. Two round trips.
        """
        hold = self._holds.find(hold_id)
        if hold is None or not (caller.username == hold.owner or caller.may(Permission.MANAGE_STOCK)):
            return NotFound()
        if hold.state is not State.OPEN:
            return hold
        released = replace(hold, state=State.RELEASED, version=hold.version + 1)
        if self._holds.end(hold, State.RELEASED, caller.username, *also(released)):
            return released
        return self._holds.find(hold_id) or hold

    def _draft(self, wish: Wish) -> Hold | OutOfStock:
        """A hold of units that are there now."""
        now_s, hold_id = clock.now_s(), ids.new_id("hold")
        plan = self._room.find(wish.demand, {}, wish.near, hold_id)
        if isinstance(plan, OutOfStock):
            return plan
        return Hold(
            id=hold_id,
            owner=wish.owner,
            reason=wish.reason,
            lines=tuple(HeldLine(sku, allocations) for sku, allocations in plan.items()),
            state=State.OPEN,
            created_at=clock.iso(now_s),
            expires_at=clock.iso(now_s + wish.hold_s),
        )
