"""GET /api/health/ready"""

from typing import Literal

import msgspec

from haat.http import Call, endpoint
from health import manifest
from health.domain import Condition, NotReady, is_ready
from health.gateway import Dependencies


class Ready(msgspec.Struct):
    """Everything that an order needs answers."""

    status: Literal["ready"]
    dependencies: dict[str, Condition]


@endpoint(manifest.GET_READINESS)
def handler(_: Call[None], dependencies: Dependencies) -> Ready | NotReady:
    """Ask every dependency how it is."""
    conditions = dependencies.ask()
    return Ready("ready", conditions) if is_ready(conditions) else NotReady(conditions)
