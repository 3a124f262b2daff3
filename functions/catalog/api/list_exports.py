"""GET /api/admin/exports"""

from typing import Annotated

import msgspec

from catalog.manifests import transfers as manifest
from catalog.store.jobs import ExportStore
from catalog.transfers import export_view
from catalog.transfers.export_view import ExportSummary
from haat.errors import CursorInvalid
from haat.http import Call, cursor, endpoint

SCOPE = "exports"


class Query(msgspec.Struct, forbid_unknown_fields=True):
    """Which page."""

    limit: Annotated[int, msgspec.Meta(ge=1, le=100)] = 20
    cursor: str | None = None


class Exports(msgspec.Struct):
    """A page of exports."""

    items: list[ExportSummary]
    next: str | None


@endpoint(manifest.LIST_EXPORTS)
def handler(call: Call[Query], exports: ExportStore) -> Exports | CursorInvalid:
    """The exports of the last month, newest first."""
    after = cursor.decode(call.input.cursor, scope=SCOPE)
    if isinstance(after, CursorInvalid):
        return after
    page = exports.newest(limit=call.input.limit, after=after)
    return Exports([export_view.summary(job) for job in page.jobs], cursor.encode(page.last_key, scope=SCOPE))
