"""Audit the table and the provider's list: daily. What does not add up rings, and is told as an event."""

from auditor import manifest, provider
from auditor.domain import Moment, Report, examine
from auditor.looking import confirmed
from auditor.store import AuditStore
from haat import clock
from haat.events.scheduled import scheduled
from haat.observability import Invocation, logger

QUIET_S = 3600  # what changed within the last hour may be under way


@scheduled(manifest.AUDIT_TABLE)
def handler(run: Invocation, store: AuditStore) -> None:
    """One scan, and a second if the first finds anything."""
    report = confirmed(lambda: _look(store))
    run.properties |= report.looked_at
    run.count("AuditViolations", len(report.violations))
    for violation in report.violations:
        logger("auditor").error("violation", invariant=violation.invariant, finding=str(violation))
    if report.violations:
        store.record_failure(report.violations)


def _look(store: AuditStore) -> Report:
    now_s = clock.now_s()
    moment = Moment(quiet=True, before=clock.iso(now_s - QUIET_S), now=clock.iso(now_s))
    return examine(store.items(), provider.ledger(), moment)
