"""POST /api/admin/products/bulk"""

from collections.abc import Iterator
from typing import Annotated

import msgspec
from msgspec import Meta

from catalog import manifest
from catalog.body import PriceBody, Sku
from catalog.bulk import Action, BulkChanger, Change, Done
from catalog.domain import State
from haat.errors import FieldError, IdempotencyKeyReused, InvalidInput, Problem
from haat.http import Answer, Call, endpoint, parts
from haat.http.once import AlreadyAnswered
from haat.http.parts import PARTS_MAX, PartProblem


class PriceOfSku(msgspec.Struct, forbid_unknown_fields=True):
    """What a SKU is to cost, in a currency in which it has a price."""

    sku: Sku
    price: PriceBody


class ChangeBody(msgspec.Struct, forbid_unknown_fields=True):
    """One change; with `version`, only if the product is at that still. `prices` go with `reprice` alone."""

    product_id: Annotated[str, Meta(min_length=1, max_length=64)]
    action: Action
    prices: Annotated[list[PriceOfSku], Meta(max_length=200)] = []
    version: Annotated[int, Meta(ge=1)] | None = None


class Body(msgspec.Struct, forbid_unknown_fields=True):
    """Changes of as many products."""

    changes: Annotated[list[ChangeBody], Meta(min_length=1, max_length=PARTS_MAX)]


class ProductOutcome(msgspec.Struct, frozen=True):
    """What became of one change: version and state after it, or why it was refused."""

    product_id: str
    version: int | None
    state: State | None
    problem: PartProblem | None


class ProductOutcomes(msgspec.Struct, frozen=True):
    """What became of each change, in their order."""

    items: list[ProductOutcome]
    refused: int


@endpoint(manifest.CHANGE_PRODUCTS)
def handler(
    call: Call[Body], changer: BulkChanger
) -> Answer[ProductOutcomes] | InvalidInput | IdempotencyKeyReused | AlreadyAnswered:
    """Make every change by itself; a repeat with the same key does what was not done yet."""
    if errors := tuple(_errors(call.input.changes)):
        return InvalidInput(errors)
    if begun := parts.begin(call.key):
        return begun
    items = [_outcome(call.part(number, body), changer) for number, body in enumerate(call.input.changes)]
    refused = sum(item.problem is not None for item in items)
    return parts.finish(call.key, Answer(ProductOutcomes(items, refused)))


def _outcome(one: Call[ChangeBody], changer: BulkChanger) -> ProductOutcome:
    change = msgspec.convert(one.input, Change, from_attributes=True)
    settled = parts.settle(one.key, Done, lambda: changer.change(one, change))
    if isinstance(settled, Problem):
        return ProductOutcome(one.input.product_id, None, None, parts.part_problem(settled))
    return ProductOutcome(settled.body.product_id, settled.body.version, settled.body.state, None)


def _errors(changes: list[ChangeBody]) -> Iterator[FieldError]:
    """What is wrong with any change: then none is made."""
    seen: set[str] = set()
    for number, change in enumerate(changes):
        if change.product_id in seen:
            yield FieldError(f"/changes/{number}/product_id", "It has another change in this request.")
        if (change.action is Action.REPRICE) is not bool(change.prices):
            yield FieldError(f"/changes/{number}/prices", "Expected with `reprice`, and only there.")
        seen.add(change.product_id)
