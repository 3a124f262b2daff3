"""GET /api/admin/imports"""

from typing import Annotated

import msgspec

from catalog.manifests import transfers as manifest
from catalog.store.jobs import ImportStore
from catalog.transfers import view
from catalog.transfers.view import ImportSummary
from haat.errors import CursorInvalid
from haat.http import Call, cursor, endpoint

SCOPE = "imports"


class Query(msgspec.Struct, forbid_unknown_fields=True):
    """Which page."""

    limit: Annotated[int, msgspec.Meta(ge=1, le=100)] = 20
    cursor: str | None = None


class Imports(msgspec.Struct):
    """A page of imports."""

    items: list[ImportSummary]
    next: str | None


@endpoint(manifest.LIST_IMPORTS)
def handler(call: Call[Query], imports: ImportStore) -> Imports | CursorInvalid:
    """The imports of the last month, newest first."""
    after = cursor.decode(call.input.cursor, scope=SCOPE)
    if isinstance(after, CursorInvalid):
        return after
    page = imports.newest(limit=call.input.limit, after=after)
    return Imports([view.summary(job) for job in page.jobs], cursor.encode(page.last_key, scope=SCOPE))
