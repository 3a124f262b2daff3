"""The ledger: every time that units of a SKU came, went or moved other than by an order, for ever.

What orders do to units is told by the orders' own events, which carry their allocations: they are the ledger
of that. A line here for each would halve the lines that an order may have.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from haat import clock
from haat.ids import new_id
from haat.keys import SKU
from haat.table import writes
from haat.table.item import Document, Item, Text
from haat.table.writes import Write
from inventory.domain.stock import Movement
from inventory.keys import ledger_sort

SERVICE_NAME = "inventory"


class LedgerItem(Item, discriminator="ledger"):
    """One occasion. The sum of all `received` of all moves is what was ever received of the SKU (I1)."""

    what = (
        Text()
    )  # "set", "changed", "counted", "damaged", "written_off", "spread", "brought_home", "held", …
    moves: Document[tuple[Movement, ...]] = Document(tuple[Movement, ...])
    reason = Text()
    actor = Text()  # the user name of an admin or partner; "inventory" where the clock did it
    at = Text()


@dataclass(frozen=True, slots=True)
class Occasion:
    """What happened to units, why, and who says so."""

    what: str
    reason: str
    actor: str = SERVICE_NAME


def entry(sku: str, moves: Iterable[Movement], occasion: Occasion) -> Write:
    """The write of one line."""
    line = LedgerItem(
        pk=SKU.key(sku),
        sk=ledger_sort(new_id("adj")),
        what=occasion.what,
        moves=tuple(moves),
        reason=occasion.reason,
        actor=occasion.actor,
        at=clock.now(),
    )
    return writes.put_new(line, refused=lambda _: RuntimeError("two entries with one id"))
