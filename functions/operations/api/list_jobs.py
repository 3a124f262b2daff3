"""GET /api/admin/jobs"""

from typing import Annotated

import msgspec

from haat.http import Call, endpoint
from operations import manifest
from operations.jobs import Job, Jobs, Kind, Outcome


class Query(msgspec.Struct, forbid_unknown_fields=True):
    """Which jobs: of one kind, in one status, or all."""

    kind: Kind | None = None
    status: Outcome | None = None
    limit: Annotated[int, msgspec.Meta(ge=1, le=100)] = 20


class JobsView(msgspec.Struct):
    """The latest jobs, the last to begin first."""

    items: list[Job]


@endpoint(manifest.LIST_JOBS)
def handler(call: Call[Query], jobs: Jobs) -> JobsView:
    """Imports, exports and trainings that run or have ended in the last 90 days."""
    return JobsView(jobs.latest(call.input.kind, call.input.status, call.input.limit))
