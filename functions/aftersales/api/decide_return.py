"""PUT /api/returns/{return_id}/status"""

from typing import Literal

import msgspec

from aftersales import manifest, view
from aftersales.domain import Return, ReturnMoveNotAllowed, Status
from aftersales.returning import Returner
from aftersales.store import ReturnStore
from haat.errors import NotFound, PreconditionFailed
from haat.http import Answer, Call, endpoint


class Body(msgspec.Struct, forbid_unknown_fields=True):
    """What is decided."""

    status: Literal["approved", "rejected"]


@endpoint(manifest.DECIDE_RETURN)
def handler(
    call: Call[Body], returns: ReturnStore, returner: Returner
) -> Answer[view.ReturnView] | NotFound | ReturnMoveNotAllowed | PreconditionFailed:
    """Approve a return, whose parcel is awaited then, or reject it."""
    current = returns.find(call.path["return_id"])
    if current is None:
        return NotFound()
    if failed := call.precondition(str(current.version)):
        return failed
    result = returner.decide(
        current, Status(call.input.status), lambda before, after: (view.audited(call, before, after),)
    )
    return view.answer(result) if isinstance(result, Return) else result
