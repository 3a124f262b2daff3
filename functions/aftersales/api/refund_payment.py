"""POST /api/payments/{payment_id}/refund"""

from typing import Annotated

import msgspec

from aftersales import manifest
from aftersales.refunder import Paid, Refunder, Refusal
from haat.errors import FieldError, InvalidInput, NotFound
from haat.http import Answer, Call, endpoint
from haat.http.once import AlreadyAnswered
from haat.money import Money
from haat.table.writes import Write
from payments.participant import Payment, Refund, RefundDraft, RefundView

Sku = Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
Quantity = Annotated[int, msgspec.Meta(ge=1, le=1_000_000)]


class Amount(msgspec.Struct, forbid_unknown_fields=True):
    """Minor units of the payment's currency."""

    amount_minor: Annotated[int, msgspec.Meta(ge=1, le=10**12)]
    currency: Annotated[str, msgspec.Meta(pattern=r"^[A-Z]{3}$(?!\n)")]


class LineBody(msgspec.Struct, forbid_unknown_fields=True):
    """So many units of a line."""

    sku: Sku
    quantity: Quantity


class Body(msgspec.Struct, forbid_unknown_fields=True):
    """An amount; or lines, shipping or both at what they cost; or nothing of these: all that is left."""

    amount: Amount | None = None
    lines: Annotated[list[LineBody], msgspec.Meta(max_length=100)] = []
    shipping: bool = False


@endpoint(manifest.REFUND_PAYMENT)
def handler(
    call: Call[Body | None], refunder: Refunder
) -> Answer[RefundView] | NotFound | Refusal | AlreadyAnswered:
    """Give money back: it is due from now on, and paid in a moment."""
    body = call.input or Body()
    errors = tuple(_errors(body))
    if errors:
        return InvalidInput(errors)

    def audited(before: Payment, after: Payment, refund: Refund) -> Write:
        left = {"refundable_minor": before.refundable_minor}
        due = {"refund": refund.id, "amount": refund.amount}
        then = {"refundable_minor": after.refundable_minor}
        return call.audited(f"payment/{before.id}", left, then | due)

    return refunder.refund(call.path["payment_id"], lambda paid: _draft(body, paid), call.key, audited)


def _draft(body: Body, paid: Paid) -> RefundDraft | InvalidInput:
    if body.amount:
        return paid.an_amount(Money(body.amount.amount_minor, body.amount.currency))
    if body.lines or body.shipping:
        return paid.lines({line.sku: line.quantity for line in body.lines}, shipping=body.shipping)
    return paid.all_that_is_left()


def _errors(body: Body) -> list[FieldError]:
    skus = [line.sku for line in body.lines]
    twice = [place for place, sku in enumerate(skus) if sku in skus[:place]]
    errors = [FieldError(f"/lines/{place}/sku", "Name a SKU once.") for place in twice]
    if body.amount and (body.lines or body.shipping):
        errors.append(FieldError("/amount", "Either an amount, or lines and shipping."))
    return errors
