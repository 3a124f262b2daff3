"""The state machines that run transfers."""

from catalog.transfers.exports import Export
from catalog.transfers.imports import Import
from haat.saga.machine import Machine


class ImportMachine(Machine):
    """Runs imports; each start of one is an execution."""

    def __init__(self) -> None:
        super().__init__("import")

    def run(self, job: Import) -> None:
        """See that the import runs: started before is fine."""
        self.start(f"{job.id}-{job.runs}", {"import_id": job.id})


class ExportMachine(Machine):
    """Runs exports, each of them once."""

    def __init__(self) -> None:
        super().__init__("export")

    def run(self, job: Export) -> None:
        """See that the export runs: started before is fine."""
        self.start(job.id, {"export_id": job.id})
