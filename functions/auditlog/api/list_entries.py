"""GET /api/admin/audit-log"""

from datetime import date
from typing import Annotated

import msgspec

from auditlog import manifest
from auditlog.domain import Wanted, a_year_before
from auditlog.store import AuditLogStore
from haat import clock
from haat.audit import Entry
from haat.errors import CursorInvalid, FieldError, InvalidInput
from haat.http import Call, cursor, endpoint

Name = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
NO_DAYS = FieldError("/to", "Expected a day that is not before `from`.")


class Query(msgspec.Struct, forbid_unknown_fields=True):
    """Which entries, and which page. Days are of UTC, both of them included; without, the last year.

    `subject` is what was changed, such as `coupon/SPRING`; `operation` is an id of this document.
    """

    who: Name | None = None
    subject: Name | None = None
    operation: Name | None = None
    first_day: date | None = msgspec.field(name="from", default=None)
    last_day: date | None = msgspec.field(name="to", default=None)
    limit: Annotated[int, msgspec.Meta(ge=1, le=100)] = 20
    cursor: str | None = None


class Entries(msgspec.Struct):
    """A page of entries, newest first. It may be short: only `next` of null means the end."""

    items: list[Entry]
    next: str | None


@endpoint(manifest.LIST_ENTRIES)
def handler(call: Call[Query], log: AuditLogStore) -> Entries | CursorInvalid | InvalidInput:
    """What staff changed, from what to what, and why they said they did."""
    query = call.input
    wanted = _wanted(query)
    if wanted.last_day < wanted.first_day:
        return InvalidInput((NO_DAYS,))
    scope = f"audit log {query.subject} {wanted}"
    place = cursor.decode(query.cursor, scope=scope)
    if isinstance(place, CursorInvalid):
        return place
    below = place["below"] if place else wanted.start
    if query.subject:
        page = log.of_subject(query.subject, wanted, limit=query.limit, below=below)
    else:
        page = log.page(wanted, limit=query.limit, below=below)
    return Entries(page.entries, cursor.encode({"below": page.below} if page.below else None, scope=scope))


def _wanted(query: Query) -> Wanted:
    today = clock.now()[:10]
    last = min(query.last_day.isoformat(), today) if query.last_day else today
    first = query.first_day.isoformat() if query.first_day else a_year_before(last)
    return Wanted(first, last, query.who, query.operation)
