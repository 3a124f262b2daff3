"""OrderConfirmed, OrderClaimed → who bought what; OrderCancelled → who did not, after all.

A guest cannot write reviews, so guests' orders wait until an account claims them.
"""

from dataclasses import dataclass

from haat.errors import NotFound
from haat.events.envelope import Event
from haat.events.reaction import reaction
from haat.guests import is_guest
from reviews import manifest, writing
from reviews.changing import Changes
from reviews.store.learning import KnowledgeStore

UNPAID = "pending"
CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Line:
    """What this reads of a line."""

    product_id: str


@dataclass(frozen=True, slots=True)
class Order:
    """What this reads of an order."""

    id: str
    customer_id: str
    status: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Data:
    """What this reads of each event."""

    order: Order


@reaction(manifest.LEARN_PURCHASES)
def handler(event: Event[Data], knowledge: KnowledgeStore, changes: Changes[NotFound]) -> None:
    """Note it, and mend the review of who had written one before. One write for each product, as a rule."""
    order = event.data.order
    if is_guest(order.customer_id) or order.status == UNPAID:
        return
    for product_id in dict.fromkeys(line.product_id for line in order.lines):
        known = knowledge.note_order(
            order.customer_id, product_id, order.id, cancelled=order.status == CANCELLED
        )
        if known.is_reviewed:
            changes.make(order.customer_id, product_id, writing.verify)
