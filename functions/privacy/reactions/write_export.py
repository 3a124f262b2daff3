"""PersonalDataAsked → a file with everything that is known of a customer."""

from dataclasses import dataclass

from haat import clock
from haat.events.envelope import Event
from haat.events.reaction import reaction
from privacy import manifest
from privacy.gateway import Files
from privacy.gathering import gather
from privacy.store import ExportStore


@dataclass(frozen=True, slots=True)
class PersonalDataAsked:
    """What this reads of the event."""

    export_id: str
    customer_id: str


@reaction(manifest.WRITE_EXPORT)
def handler(event: Event[PersonalDataAsked], exports: ExportStore, files: Files) -> None:
    """Write it and say so; one that is there, or that nobody wants any more, is left alone."""
    export = exports.find(event.data.export_id)
    if export is None or export.ready_at:
        return
    at = clock.now()
    content = gather(export.customer_id)
    files.write(export.id, {"customer_id": export.customer_id, "gathered_at": at} | content)
    if not exports.note_ready(export, at) and exports.find(export.id) is None:  # erased meanwhile
        files.delete(export.id)
