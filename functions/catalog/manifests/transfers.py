"""The public surface of imports and exports."""

from catalog.keys import (
    CATEGORIES,
    CATEGORY,
    EXPORT_FILES,
    EXPORTS,
    EXPORTS_OPEN,
    IMPORT,
    IMPORT_FILES,
    IMPORTS,
    IMPORTS_OPEN,
    PRODUCT,
    SLUG,
)
from catalog.manifests.filing import FILE
from haat.grants import Bucket, StateMachine, Table
from haat.keys import SKU
from haat.manifest import Idempotency, endpoint, schedule, task
from haat.permissions import Permission
from haat.settings import CURRENCY

FOLLOW_IMPORT = (
    Table(("GetItem",), IMPORTS),
    Bucket("transfers", ("GetObject", "PutObject"), IMPORT_FILES),  # what an address gives, its maker may do
)
CREATE_IMPORT = endpoint(
    "POST",
    "/api/admin/imports",
    "catalog.api.create_import",
    auth=Permission.MANAGE_CATALOGUE,
    grants=(Table(("PutItem",), IMPORTS), Bucket("transfers", ("PutObject",), IMPORT_FILES)),
    status=201,
    summary="Ask for an import of products, and where to upload its file",
)
START_IMPORT = endpoint(
    "POST",
    "/api/admin/imports/{import_id}/start",
    "catalog.api.start_import",
    auth=Permission.MANAGE_CATALOGUE,
    idempotency=Idempotency.NONE,  # what is started stays started
    grants=(*FOLLOW_IMPORT, Table(("PutItem",), IMPORTS), StateMachine("import", ("StartExecution",))),
    status=202,
    round_trips=4,
    summary="Start an import whose file is uploaded, or go on with one that failed",
)
GET_IMPORT = endpoint(
    "GET",
    "/api/admin/imports/{import_id}",
    "catalog.api.get_import",
    auth=Permission.MANAGE_CATALOGUE,
    grants=FOLLOW_IMPORT,
    summary="Show how far an import is, its counts, and where its report is",
)
LIST_IMPORTS = endpoint(
    "GET",
    "/api/admin/imports",
    "catalog.api.list_imports",
    auth=Permission.MANAGE_CATALOGUE,
    grants=(Table(("Query",), IMPORTS),),
    summary="List imports, newest first",
)
CANCEL_IMPORT = endpoint(
    "POST",
    "/api/admin/imports/{import_id}/cancel",
    "catalog.api.cancel_import",
    auth=Permission.MANAGE_CATALOGUE,
    idempotency=Idempotency.NONE,  # what is cancelled stays cancelled
    grants=(*FOLLOW_IMPORT, Table(("PutItem",), IMPORTS)),
    round_trips=2,
    summary="Cancel an import; what it has done stays done",
)
RUN_S = 600  # of the 15 minutes that an invocation has: the last step ends later
RUN_IMPORT = task(
    "import",
    "catalog.tasks.run_import",
    grants=(
        *FILE,
        *FOLLOW_IMPORT,
        Table(("PutItem",), IMPORTS, IMPORT),
        Table(("BatchGetItem", "PutItem"), PRODUCT),
        Table(("PutItem",), SLUG),
        Table(("BatchGetItem", "UpdateItem"), SKU),
    ),
    settings=(CURRENCY,),
    emits=("ProductCreated", "ProductUpdated", "CategoryChanged", "OpeningStockGiven"),
    memory_mb=1769,  # a whole processor
    timeout_s=900,
)
FAIL_IMPORT = task(
    "import",
    "catalog.tasks.fail_import",
    grants=(Table(("GetItem", "PutItem"), IMPORTS),),
    timeout_s=30,
)
CREATE_EXPORT = endpoint(
    "POST",
    "/api/admin/exports",
    "catalog.api.create_export",
    auth=Permission.MANAGE_CATALOGUE,
    grants=(Table(("PutItem",), EXPORTS), StateMachine("export", ("StartExecution",))),
    status=202,
    round_trips=2,
    summary="Have all products written into a file",
)
GET_EXPORT = endpoint(
    "GET",
    "/api/admin/exports/{export_id}",
    "catalog.api.get_export",
    auth=Permission.MANAGE_CATALOGUE,
    grants=(Table(("GetItem",), EXPORTS), Bucket("transfers", ("GetObject",), EXPORT_FILES)),
    summary="Show how far an export is, and where its file is",
)
LIST_EXPORTS = endpoint(
    "GET",
    "/api/admin/exports",
    "catalog.api.list_exports",
    auth=Permission.MANAGE_CATALOGUE,
    grants=(Table(("Query",), EXPORTS),),
    summary="List exports, newest first",
)
CANCEL_EXPORT = endpoint(
    "POST",
    "/api/admin/exports/{export_id}/cancel",
    "catalog.api.cancel_export",
    auth=Permission.MANAGE_CATALOGUE,
    idempotency=Idempotency.NONE,  # what is cancelled stays cancelled
    grants=(Table(("GetItem", "PutItem"), EXPORTS), Bucket("transfers", ("GetObject",), EXPORT_FILES)),
    round_trips=2,
    summary="Cancel an export",
)
RUN_EXPORT = task(
    "export",
    "catalog.tasks.run_export",
    grants=(
        Table(("GetItem", "PutItem"), EXPORTS),
        Table(("Query",), CATEGORIES, CATEGORY, index=True),
        Bucket("transfers", ("GetObject", "PutObject"), EXPORT_FILES),
    ),
    memory_mb=1769,  # a whole processor
    timeout_s=900,
)
FAIL_EXPORT = task(
    "export",
    "catalog.tasks.fail_export",
    grants=(Table(("GetItem", "PutItem"), EXPORTS),),
    timeout_s=30,
)
END_LATE_TRANSFERS = schedule(
    15,
    "catalog.tasks.end_late_transfers",
    grants=(
        Table(("Query",), IMPORTS_OPEN, EXPORTS_OPEN, index=True),
        Table(("PutItem",), IMPORTS, EXPORTS),
    ),
)
FUNCTIONS = (
    CREATE_IMPORT,
    START_IMPORT,
    GET_IMPORT,
    LIST_IMPORTS,
    CANCEL_IMPORT,
    RUN_IMPORT,
    FAIL_IMPORT,
    CREATE_EXPORT,
    GET_EXPORT,
    LIST_EXPORTS,
    CANCEL_EXPORT,
    RUN_EXPORT,
    FAIL_EXPORT,
    END_LATE_TRANSFERS,
)
