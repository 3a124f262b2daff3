"""The surface of the auditor: once a day, unseen, until something does not add up."""

from auditor.keys import AUDIT
from haat.grants import Scan, Table
from haat.manifest import Service, schedule
from payments import grants as payments

AUDIT_TABLE = schedule(
    24 * 60,
    "auditor.tasks.audit_table",
    grants=(Scan(), Table(("PutItem",), AUDIT), payments.PROVIDER),
    settings=payments.SETTINGS,
    layers=payments.LAYERS,
    emits=("AuditFailed",),
    alarms=("AuditViolations",),
    memory_mb=1769,  # one whole processor: an audit is Python reading JSON
    timeout_s=900,
)
SERVICE = Service("auditor", (AUDIT_TABLE,), participants=("payments",))
