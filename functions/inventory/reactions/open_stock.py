"""On OpeningStockGiven: SKUs that an import brought get the units they begin with."""

import msgspec

from haat.events.envelope import Event
from haat.events.reaction import reaction
from inventory import manifest
from inventory.opening import Opener
from inventory.store import Occasion


class Begins(msgspec.Struct, frozen=True):
    """One SKU and its first units."""

    sku: str
    quantity: int


class OpeningStockGiven(msgspec.Struct, frozen=True):
    """What inventory reads of the event."""

    import_id: str
    given_by: str
    opening: list[Begins]


@reaction(manifest.OPEN_STOCK)
def handler(event: Event[OpeningStockGiven], opener: Opener) -> None:
    """Give first units to those SKUs that have never had any, however often and late the event comes."""
    given = event.data
    occasion = Occasion("changed", f"opening quantity, {given.import_id}", given.given_by)
    opener.open({one.sku: one.quantity for one in given.opening}, occasion)
