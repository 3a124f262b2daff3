"""POST /api/returns/{return_id}/receive"""

from typing import Annotated

import msgspec

from aftersales import manifest, view
from aftersales.domain import Arrival, Return, ReturnMoveNotAllowed
from aftersales.returning import Returner
from aftersales.store import ReturnStore
from haat.errors import InvalidInput, NotFound
from haat.http import Answer, Call, endpoint
from haat.http.once import AlreadyAnswered
from haat.table.writes import Write

Quantity = Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]


class LineBody(msgspec.Struct, forbid_unknown_fields=True):
    """Units that are here: to be sold again, or damaged."""

    sku: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
    restocked: Quantity = 0
    damaged: Quantity = 0


class Body(msgspec.Struct, forbid_unknown_fields=True):
    """What has arrived. Units that were announced and are not named here can be returned another time."""

    lines: Annotated[list[LineBody], msgspec.Meta(min_length=1, max_length=80)]


@endpoint(manifest.RECEIVE_RETURN)
def handler(
    call: Call[Body], returns: ReturnStore, returner: Returner
) -> Answer[view.ReturnView] | NotFound | ReturnMoveNotAllowed | InvalidInput | AlreadyAnswered:
    """Take an approved return in: its units are counted in stock again, and its money is due to go back."""
    current = returns.find(call.path["return_id"])
    if current is None:
        return NotFound()
    arrivals = tuple(Arrival(line.sku, line.restocked, line.damaged) for line in call.input.lines)

    def also(before: Return, after: Return) -> tuple[Write, ...]:
        return view.audited(call, before, after), *call.remember(view.answer(after))

    result = returner.receive(current, arrivals, also)
    return view.answer(result) if isinstance(result, Return) else result
