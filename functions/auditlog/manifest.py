"""The public surface of the audit log."""

from haat.grants import Table
from haat.keys import AUDIT_LOG
from haat.manifest import Service, endpoint
from haat.permissions import Permission

LIST_ENTRIES = endpoint(
    "GET",
    "/api/admin/audit-log",
    "auditlog.api.list_entries",
    auth=Permission.READ_AUDIT,
    grants=(Table(("Query",), AUDIT_LOG), Table(("Query",), AUDIT_LOG, index=True)),
    round_trips=12,  # one for each month that is looked into
    summary="List what staff changed, newest first: by whom, what, which operation, and when",
)
SERVICE = Service("auditlog", (LIST_ENTRIES,))
