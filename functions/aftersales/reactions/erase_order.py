"""OrderAnonymised → its returns name nobody either."""

from dataclasses import dataclass

from aftersales import manifest
from aftersales.keys import RETURN
from aftersales.store import ReturnStore
from haat.events.envelope import Event
from haat.events.reaction import reaction
from haat.table.erasing import scrub_rows


@dataclass(frozen=True, slots=True)
class OrderAnonymised:
    """What this reads of the event."""

    order_id: str
    customer_id: str


@reaction(manifest.ERASE_ORDER)
def handler(event: Event[OrderAnonymised], returns: ReturnStore) -> None:
    """Scrub returns and their events; a repeat changes nothing."""
    order = event.data
    for made in returns.list_of(returns.claims(order.order_id)):
        scrub_rows(RETURN.key(made.id), order.customer_id)
