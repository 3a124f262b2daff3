"""Who is erased: a note that outlives its customer, so that what comes late is erased as well."""

from haat import clock
from haat.keys import ERASED
from haat.table import reads, writes
from haat.table.item import Item, Text

_SORT = "ERASED"


class ErasedItem(Item, discriminator="erased"):
    """One customer who is erased, by an id that says nothing of anybody."""

    erased_at = Text()


def note_erased(customer_id: str) -> writes.Write:
    """The write that notes it; the same however often."""
    item = ErasedItem(pk=ERASED.key(customer_id), sk=_SORT, erased_at=clock.now())
    return writes.put(item, when=None, refused=lambda _: None)


def is_erased(customer_id: str) -> bool:
    """Whether a customer is erased. One consistent read."""
    return reads.find(ErasedItem, ERASED.key(customer_id), _SORT, consistent=True) is not None
