"""POST /api/admin/stock/bulk"""

from dataclasses import replace
from typing import Annotated

import msgspec

from haat.errors import FieldError, IdempotencyKeyReused, InvalidInput, Problem
from haat.http import Answer, Call, endpoint, parts
from haat.http.once import AlreadyAnswered
from haat.http.parts import PARTS_MAX, PartProblem
from inventory import manifest, update_body
from inventory.changing import Changer, Wish
from inventory.view import StockLevel


class Body(msgspec.Struct, forbid_unknown_fields=True):
    """Changes as PUT /api/inventory/update takes one, made in their order."""

    changes: Annotated[list[update_body.Body], msgspec.Meta(min_length=1, max_length=PARTS_MAX)]


class StockOutcome(msgspec.Struct, frozen=True):
    """What became of one change: the stock after it, or why it was refused."""

    sku: str
    stock: StockLevel | None
    problem: PartProblem | None


class StockOutcomes(msgspec.Struct, frozen=True):
    """What became of each change, in their order."""

    items: list[StockOutcome]
    refused: int


@endpoint(manifest.CHANGE_STOCKS)
def handler(
    call: Call[Body], changer: Changer
) -> Answer[StockOutcomes] | InvalidInput | IdempotencyKeyReused | AlreadyAnswered:
    """Make every change by itself; a repeat with the same key does what was not done yet."""
    wishes = [update_body.wish_of(change) for change in call.input.changes]
    if errors := _errors(wishes):
        return InvalidInput(errors)
    if begun := parts.begin(call.key):
        return begun
    items = [
        _outcome(call.part(number, change), changer, wish)
        for number, (change, wish) in enumerate(zip(call.input.changes, wishes, strict=True))
        if not isinstance(wish, InvalidInput)
    ]
    refused = sum(item.problem is not None for item in items)
    return parts.finish(call.key, Answer(StockOutcomes(items, refused)))


def _outcome(one: Call[update_body.Body], changer: Changer, wish: Wish) -> StockOutcome:
    settled = parts.settle(one.key, StockLevel, lambda: changer.change(one, wish))
    if isinstance(settled, Problem):
        return StockOutcome(one.input.sku, None, parts.part_problem(settled))
    return StockOutcome(one.input.sku, settled.body, None)


def _errors(wishes: list[Wish | InvalidInput]) -> tuple[FieldError, ...]:
    """What is wrong with any change: then none is made."""
    wrong = [(number, wish) for number, wish in enumerate(wishes) if isinstance(wish, InvalidInput)]
    return tuple(
        replace(error, pointer=f"/changes/{number}{error.pointer}")
        for number, wish in wrong
        for error in wish.errors
    )
