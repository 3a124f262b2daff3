"""The whole table, read page by page, and the event of an audit that failed."""

from collections.abc import Iterator
from typing import Any

from auditor.domain import Item, Violation
from auditor.keys import AUDIT
from haat import clock
from haat.events import outbox
from haat.table import connection, writes

SERVICE_NAME = "auditor"
TOLD_MAX = 50  # violations in one event; the log has all of them


class AuditStore:
    """What an audit reads and leaves; each method is one row of ACCESS_PATTERNS.md."""

    def items(self) -> Iterator[Item]:
        """Every item, as it is when its page of 1 MB is read. 128 RCU and a round trip a page."""
        table = connection.shared()
        request: dict[str, Any] = {"TableName": table.table_name}
        while True:
            page = table.connection.dispatch("Scan", request)
            yield from page["Items"]
            if not page.get("LastEvaluatedKey"):
                return
            request["ExclusiveStartKey"] = page["LastEvaluatedKey"]

    def record_failure(self, violations: list[Violation]) -> None:
        """Emit AuditFailed, once a day. One conditional write."""
        day = clock.now()[:10]
        told = [
            {"invariant": one.invariant, "subject": one.subject, "finding": str(one)}
            for one in violations[:TOLD_MAX]
        ]
        data = {"day": day, "found": len(violations), "violations": told}
        event = outbox.emit("AuditFailed", data, service=SERVICE_NAME, aggregate=AUDIT.key(day), sequence=1)
        writes.commit(event)  # refused: the day has one
