"""CustomerErased → nothing is recommended to them any more, and what they have seen is forgotten.

Signals of visits and orders name customers by their ids alone, which by then say nothing of anybody.
"""

from dataclasses import dataclass

from haat.events.envelope import Event
from haat.events.reaction import reaction
from haat.table.erasing import delete_rows
from recommendations import manifest
from recommendations.keys import of_customer


@dataclass(frozen=True, slots=True)
class CustomerErased:
    """What this reads of the event."""

    customer_id: str


@reaction(manifest.ERASE_CUSTOMER)
def handler(event: Event[CustomerErased]) -> None:
    """Delete the lists; a repeat finds none."""
    delete_rows(of_customer(event.data.customer_id))
