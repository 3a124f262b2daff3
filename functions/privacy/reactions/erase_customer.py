"""CustomerErased → their copies are gone."""

from dataclasses import dataclass

from haat.events.envelope import Event
from haat.events.reaction import reaction
from haat.table.erasing import delete_rows
from privacy import manifest
from privacy.gateway import Files
from privacy.keys import EXPORT, EXPORT_SORT
from privacy.store import ExportStore


@dataclass(frozen=True, slots=True)
class CustomerErased:
    """What this reads of the event."""

    customer_id: str


@reaction(manifest.ERASE_CUSTOMER)
def handler(event: Event[CustomerErased], exports: ExportStore, files: Files) -> None:
    """The file before the row that leads to it, so that a repeat finds it again."""
    for export in exports.list_of(event.data.customer_id):
        files.delete(export.id)
        delete_rows(EXPORT.key(export.id), EXPORT_SORT)
