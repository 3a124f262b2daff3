"""POST /api/admin/imports"""

import msgspec

from catalog.gateway import Files
from catalog.manifests import transfers as manifest
from catalog.store.jobs import ImportStore
from catalog.transfers import view
from catalog.transfers.imported import Quantity
from catalog.transfers.imports import asked_for
from catalog.transfers.jobs import Format
from catalog.transfers.view import ImportView
from haat.http import Answer, Call, endpoint
from haat.http.once import AlreadyAnswered, remember_sealed
from haat.ids import new_id


class Body(msgspec.Struct, forbid_unknown_fields=True):
    """What file is to come. A dry run only says what would become of it.

    A category that nobody has made is an error of its line, unless the file may bring `new_categories`.
    `quantity`: the first units of each SKU for which the file says none.
    """

    format: Format
    dry_run: bool = False
    new_categories: bool = False
    quantity: Quantity | None = None


@endpoint(manifest.CREATE_IMPORT)
def handler(call: Call[Body], imports: ImportStore, files: Files) -> Answer[ImportView] | AlreadyAnswered:
    """Ask for an import: PUT the file to `upload.url`, then start it. The file may be packed by gzip.

    NDJSON has the body of a POST to /api/products in each line. CSV has a row for each variant: a column is
    a field (`name`, `sku`, `price.amount_minor`, `attributes.material`), rows of one product follow each
    other with the same text in `product`. A variant's `quantity` is what its SKU begins with: one that has
    ever had units keeps what it has.
    """
    wanted = call.input
    job = asked_for(
        new_id("imp"),
        call.staff.username,
        wanted.format,
        dry_run=wanted.dry_run,
        new_categories=wanted.new_categories,
        quantity=wanted.quantity,
    )
    answer = Answer(
        view.of(job, files),
        etag=str(job.version),
        headers={"location": f"{manifest.CREATE_IMPORT.path}/{job.id}"},
    )
    audited = call.audited(f"import/{job.id}", None, wanted)
    return imports.create(job, audited, *remember_sealed(call.once, answer)) or answer
