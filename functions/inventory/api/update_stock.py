"""PUT /api/inventory/update"""

from typing import Annotated

import msgspec
from msgspec import Meta

from haat.errors import FieldError, InvalidInput, NotFound, PreconditionFailed
from haat.http import Answer, Call, endpoint
from haat.http.once import AlreadyAnswered
from inventory import domain, manifest
from inventory.domain import AVAILABLE_MAX, ChangeBy, SetTo, Stock, StockChanged, StockNegative, StockTooHigh
from inventory.store import Occasion, StockStore

ATTEMPTS = 5  # against orders that move units of the same SKU


class Body(msgspec.Struct, forbid_unknown_fields=True):
    """How many units are available, or by how many they change; with `version`, only if it is that still."""

    sku: Annotated[str, Meta(min_length=1, max_length=64)]
    reason: Annotated[str, Meta(min_length=1, max_length=200)]
    available: Annotated[int, Meta(ge=0, le=AVAILABLE_MAX)] | None = None
    change: Annotated[int, Meta(ge=-AVAILABLE_MAX, le=AVAILABLE_MAX)] | None = None
    version: Annotated[int, Meta(ge=1)] | None = None


class StockLevel(msgspec.Struct):
    """All units of a SKU, for those in charge."""

    sku: str
    available: int
    reserved: int
    sold: int
    damaged: int
    version: int


Refusal = NotFound | PreconditionFailed | StockChanged | StockNegative | StockTooHigh | AlreadyAnswered


@endpoint(manifest.UPDATE_STOCK)
def handler(call: Call[Body], stocks: StockStore) -> Answer[StockLevel] | InvalidInput | Refusal:
    """Set or change how many units can be sold. What orders have reserved or bought stays as it is."""
    adjustment = _adjustment(call.input)
    if isinstance(adjustment, InvalidInput):
        return adjustment
    outcome = _attempt(call, adjustment, stocks)
    for _ in range(ATTEMPTS - 1):
        if not isinstance(outcome, StockChanged) or call.input.version is not None:
            break
        outcome = _attempt(call, adjustment, stocks)
    return outcome


def _adjustment(body: Body) -> SetTo | ChangeBy | InvalidInput:
    match body:
        case Body(available=int(available), change=None):
            return SetTo(available)
        case Body(available=None, change=int(units)) if units != 0:
            return ChangeBy(units)
        case Body(available=None, change=0):
            return InvalidInput((FieldError("/change", "A change of nothing is none."),))
        case _:
            return InvalidInput((FieldError("/available", "Give either `available` or `change`."),))


def _attempt(
    call: Call[Body], adjustment: SetTo | ChangeBy, stocks: StockStore
) -> Answer[StockLevel] | Refusal:
    before = stocks.find(call.input.sku)
    if before is None:
        return NotFound()
    outdated = call.precondition(str(before.version))
    if outdated:
        return outdated
    if call.input.version not in (None, before.version):
        return StockChanged(before.sku, before.available, before.version)
    after = domain.adjust(before, adjustment)
    if not isinstance(after, Stock):
        return after
    answer = Answer(_level(after), etag=str(after.version))
    occasion = Occasion(call.input.reason, call.admin.username)
    return stocks.adjust(before, after, occasion, *call.remember(answer)) or answer


def _level(stock: Stock) -> StockLevel:
    return StockLevel(stock.sku, stock.available, stock.reserved, stock.sold, stock.damaged, stock.version)
