"""Holds in the table."""

from collections.abc import Iterator
from typing import Any

from haat import clock
from haat.http.once import AlreadyAnswered
from haat.stock import Allocation
from haat.table import reads, writes
from haat.table.item import Document, Item, Text
from haat.table.sku import SkuItem
from haat.table.writes import Write
from inventory.domain.holding import HeldLine, Hold, HoldTooScattered, State
from inventory.domain.stock import Movement, RanShort
from inventory.keys import ALL, HOLD, HOLD_SORT, HOLDS_OPEN
from inventory.store import ledger, rows
from inventory.store.ledger import Occasion

OVERDUE_MAX = 50  # holds that one query brings
PAGES_MAX = 20  # a thousand holds, more than partners make in the minute until the next look


class HoldItem(Item, discriminator="hold"):
    """One hold; in the index while it is open, by the time at which it ends."""

    owner = Text()
    reason = Text()
    lines: Document[tuple[HeldLine, ...]] = Document(tuple[HeldLine, ...])
    state = Text()
    created_at = Text()
    expires_at = Text()


class HoldStore:
    """Holds; each method is one row of ACCESS_PATTERNS.md."""

    def find(self, hold_id: str) -> Hold | None:
        """A hold. One consistent read."""
        item = reads.find(HoldItem, HOLD.key(hold_id), HOLD_SORT, consistent=True)
        return _to_hold(item) if item else None

    def place(self, hold: Hold, *also: Write) -> AlreadyAnswered | RanShort | HoldTooScattered | None:
        """Reserve the units of a new hold, with a line in the ledger of each SKU, and `also`.

        One transaction; RanShort: somebody else took units that were to be held.
        """
        taken = [
            rows.take(line.sku, one.place, one.quantity) for line in hold.lines for one in line.allocations
        ]
        put = writes.put_new(_to_item(hold), refused=lambda _: RuntimeError("two holds with one id"))
        pending = [put, *taken, *_entries(hold, "held", hold.owner, gained=1), *also]
        actions = writes.count(pending)
        if actions > writes.ACTIONS_MAX:
            return HoldTooScattered(actions, writes.ACTIONS_MAX)
        refusals = writes.commit(*pending)
        if AlreadyAnswered() in refusals:
            return AlreadyAnswered()
        short = next((refusal for refusal in refusals if isinstance(refusal, RanShort)), None)
        if refusals and short is None:
            raise RuntimeError(f"{hold.id} was not made: {refusals!r}")
        return short

    def end(self, hold: Hold, state: State, actor: str, *also: Write) -> bool:
        """Give the units of an open hold back, with a line in the ledger for each SKU, and `also`.

        One transaction; False: it was not open any more, or not overdue where it is to expire.
        """
        when = HoldItem.state == State.OPEN.value
        if state is State.EXPIRED:
            when &= HoldItem.expires_at <= clock.now()
        ended = writes.update(
            HoldItem,
            HOLD.key(hold.id),
            HOLD_SORT,
            [
                HoldItem.state.set(state.value),
                HoldItem.version.add(1),
                HoldItem.gsi1pk.remove(),
                HoldItem.gsi1sk.remove(),
            ],
            when=when,
            refused=lambda _: "it has ended",
        )
        back = [
            rows.move(line.sku, one.place, one.quantity, SkuItem.reserved, SkuItem.available)
            for line in hold.lines
            for one in line.allocations
        ]
        refusals = writes.commit(ended, *back, *_entries(hold, state.value, actor, gained=-1), *also)
        if refusals and "it has ended" not in refusals:
            raise RuntimeError(f"{hold.id} cannot end: {refusals!r}")
        return not refusals

    def overdue(self) -> Iterator[Hold]:
        """Open holds whose time is over, the longest first. A query for each 50, eventually consistent."""
        due, space = HoldItem.gsi1sk <= clock.now(), HOLDS_OPEN.key(ALL)
        after: dict[str, Any] | None = None
        for _ in range(PAGES_MAX):
            page = reads.page(HoldItem, space, limit=OVERDUE_MAX, after=after, where=due, by_index=True)
            yield from map(_to_hold, page.items)
            after = page.last_key
            if after is None:
                return


def _entries(hold: Hold, what: str, actor: str, *, gained: int) -> Iterator[Write]:
    """A line in the ledger of each SKU; `gained`: 1 where units become reserved, −1 where they come back."""
    for line in hold.lines:
        moves = [_movement(one, gained) for one in line.allocations]
        yield ledger.entry(line.sku, moves, Occasion(what, f"{hold.id}: {hold.reason}", actor))


def _movement(allocation: Allocation, gained: int) -> Movement:
    units = gained * allocation.quantity
    return Movement(allocation.place, available=-units, reserved=units)


def _to_item(hold: Hold) -> HoldItem:
    return HoldItem(
        pk=HOLD.key(hold.id),
        sk=HOLD_SORT,
        gsi1pk=HOLDS_OPEN.key(ALL),
        gsi1sk=hold.expires_at,
        owner=hold.owner,
        reason=hold.reason,
        lines=hold.lines,
        state=hold.state.value,
        created_at=hold.created_at,
        expires_at=hold.expires_at,
        version=hold.version,
    )


def _to_hold(item: HoldItem) -> Hold:
    return Hold(
        id=item.pk.removeprefix(HOLD.prefix),
        owner=item.owner,
        reason=item.reason,
        lines=item.lines,
        state=State(item.state),
        created_at=item.created_at,
        expires_at=item.expires_at,
        version=item.version,
    )
