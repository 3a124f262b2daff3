"""Telling inventory with how many units SKUs begin, in the transaction that notes a step of an import.

A step is noted once, so it is told once. Inventory gives units to those that nobody has given any.
"""

from collections.abc import Mapping

from catalog.domain import SERVICE_NAME
from catalog.keys import IMPORT
from catalog.transfers.imports import Import
from catalog.transfers.jobs import KEPT_S
from haat import clock
from haat.events import outbox
from haat.table.writes import Write


def told(before: Import, units: Mapping[str, int]) -> list[Write]:
    """The event of a step's first units, by SKU: two actions, or none if there is nothing to tell."""
    data = {
        "import_id": before.id,
        "given_by": before.created_by,
        "opening": [{"sku": sku, "quantity": quantity} for sku, quantity in units.items()],
    }
    event = outbox.emit(
        "OpeningStockGiven",
        data,
        service=SERVICE_NAME,
        aggregate=IMPORT.key(before.id),
        sequence=before.checkpoint.openings + 1,
        expires_at_s=clock.now_s() + KEPT_S,
    )
    return [event] if units else []
