"""What the others were told of a SKU, in the table."""

from pynamodb.attributes import BooleanAttribute

from haat.table import writes
from haat.table.item import Integer, Item
from haat.table.writes import Write
from inventory.domain.telling import Told
from inventory.keys import AVAILABILITY, TOLD_SORT


class ToldItem(Item, discriminator="told"):
    """What was told last of one SKU."""

    in_stock = BooleanAttribute(null=True)
    low = BooleanAttribute(default=False)
    events = Integer(default=0)


def to_told(item: ToldItem) -> Told:
    return Told(item.in_stock, bool(item.low), item.events, item.version)


def to_item(sku: str, told: Told) -> Write:
    """The write of what is told now; refused when somebody else told first."""
    item = ToldItem(
        pk=AVAILABILITY.key(sku),
        sk=TOLD_SORT,
        in_stock=told.in_stock,
        low=told.low,
        events=told.events,
        version=told.version,
    )
    before = told.version - 1
    unchanged = ToldItem.version == before if before else ToldItem.pk.does_not_exist()
    return writes.put(item, when=unchanged, refused=lambda _: "somebody else told first")
