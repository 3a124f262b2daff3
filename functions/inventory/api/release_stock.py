"""POST /api/inventory/release"""

from typing import Annotated

import msgspec

from haat.errors import NotFound
from haat.http import Answer, Call, endpoint
from haat.http.once import AlreadyAnswered
from haat.table.writes import Write
from inventory import manifest, view
from inventory.domain.holding import Hold, State
from inventory.reserving import Reserver
from inventory.view import HoldView


class Body(msgspec.Struct, forbid_unknown_fields=True):
    """Which hold."""

    hold_id: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]


@endpoint(manifest.RELEASE_STOCK)
def handler(call: Call[Body], reserver: Reserver) -> Answer[HoldView] | NotFound | AlreadyAnswered:
    """Give the units of a hold back. Its owner ends it, or who manages stock; a repeat changes nothing."""

    def also(released: Hold) -> tuple[Write, ...]:
        audited = call.audited(f"hold/{released.id}", {"state": State.OPEN}, {"state": released.state})
        return audited, *call.remember(view.hold(released))

    hold = reserver.release(call.input.hold_id, call.staff, also)
    return view.hold(hold) if isinstance(hold, Hold) else hold
