"""On changes of a SKU's rows that have nothing left, or are watched for reordering, before or after."""

from haat.events.stream import Change, stream_batch
from haat.table.sku import SkuItem
from inventory import manifest
from inventory.announcing import Announcer
from inventory.domain.telling import is_low
from inventory.store import row_of


@stream_batch(manifest.ANNOUNCE_AVAILABILITY)
def handler(changes: list[Change], announcer: Announcer) -> str | None:
    """Tell the others when a SKU has sold out, has come back, should be ordered or need not be any more: the
    SKU, not a row of it.

    What is told is what is true now, so a batch that comes twice, late or in another order tells nothing new.
    """
    announcer.announce(*dict.fromkeys(sku for change in changes if (sku := _news(change))))
    return None


def _news(change: Change) -> str | None:
    """The SKU of which there may be something to tell; a new price is no news."""
    if change.old_image is None or change.new_image is None:
        return None
    before, after = row_of(change.old_image), row_of(change.new_image)
    crossed = (before.available > 0) is not (after.available > 0)
    opened = before.places != after.places  # a new row brings units, and is no change of a row itself
    return after.sku if crossed or opened or _may_be_low(before, after) else None


def _may_be_low(before: SkuItem, after: SkuItem) -> bool:
    """Whether the SKU may have fallen to where more should be ordered, or risen again.

    One of several rows cannot tell: then every sale of a watched SKU has to be looked at.
    """
    if before.reorder_at is None and after.reorder_at is None:
        return False
    if after.is_alone:
        return is_low(before.available, before.reorder_at) is not is_low(after.available, after.reorder_at)
    return (before.available, before.reorder_at) != (after.available, after.reorder_at)
