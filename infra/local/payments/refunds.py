"""Refunds: never more, together, than was captured."""

from msgspec import UNSET

from infra.local.payments import lists
from infra.local.payments.asks.charges import CreateRefund, ListRefunds
from infra.local.payments.asks.common import Retrieve
from infra.local.payments.currencies import display
from infra.local.payments.errors import invalid, missing, rejected
from infra.local.payments.ledger import new_id
from infra.local.payments.resources.charges import Charge, Refund
from infra.local.payments.resources.events import Listing
from infra.local.payments.work import Work


def create(work: Work, ask: CreateRefund) -> Refund:
    """POST /v1/refunds: the whole rest, or `amount` of it."""
    charge = _charge(work, ask)
    amount_minor = _amount(charge, ask)
    pending = work.ledger.instruments[charge.payment_method].refunds == "when_told"
    refund = Refund(
        id=new_id("re"),
        amount=amount_minor,
        charge=charge.id,
        created=work.clock.now(),
        currency=charge.currency,
        destination_details=_destination(charge),
        metadata=ask.metadata,
        payment_intent=charge.payment_intent,
        reason=ask.reason or None,
        status="pending" if pending else "succeeded",
    )
    work.ledger.refunds.add(refund)
    _move(charge, amount_minor)
    work.emit("refund.created", refund)
    work.emit("charge.refunded", charge)
    return refund


def retrieve(work: Work, refund_id: str, ask: Retrieve) -> Refund:
    """GET /v1/refunds/{id}"""
    del ask
    refund = work.ledger.refunds.get(refund_id)
    if refund is None:
        raise missing("refund", refund_id, param="id")
    return refund


def list_refunds(work: Work, ask: ListRefunds) -> Listing:
    """GET /v1/refunds"""

    def wanted(refund: Refund) -> bool:
        return refund.charge == (ask.charge or refund.charge) and refund.payment_intent == (
            ask.payment_intent or refund.payment_intent
        )

    return lists.page(work.ledger.refunds, ask, "/v1/refunds", wanted)


def settle(work: Work, refund: Refund, *, succeeded: bool) -> None:
    """The customer's bank answers; what it sends back can be refunded again. ApiError 400 once it failed."""
    if refund.status == "failed":
        raise rejected("This refund has already failed.")
    refund.status = "succeeded" if succeeded else "failed"
    if not succeeded:
        refund.failure_reason = "expired_or_canceled_card"
        _move(work.ledger.charges[refund.charge], -refund.amount)
        work.emit("refund.failed", refund)
    work.emit("refund.updated", refund)


def _charge(work: Work, ask: CreateRefund) -> Charge:
    charge_id = ask.charge or None
    if ask.payment_intent:
        intent = work.ledger.intents.get(ask.payment_intent)
        if intent is None:
            raise missing("payment_intent", ask.payment_intent, param="payment_intent")
        charge_id = charge_id or intent.latest_charge
        if intent.status != "succeeded" or charge_id != intent.latest_charge:
            raise rejected(f"The PaymentIntent ({intent.id}) does not have a successful charge to refund.")
    elif charge_id is None:
        message = "One of the following params should be provided for this request: payment_intent or charge."
        raise invalid(message, code="parameter_missing")
    return _captured(work, charge_id or "")


def _captured(work: Work, charge_id: str) -> Charge:
    charge = work.ledger.charges.get(charge_id)
    if charge is None:
        raise missing("charge", charge_id, param="charge")
    if not charge.captured:
        raise rejected(f"Charge {charge.id} has not been captured.", code="charge_not_refundable")
    if charge.disputed:
        raise rejected(
            f"Charge {charge.id} has been charged back; cannot issue a refund.", code="charge_disputed"
        )
    return charge


def _amount(charge: Charge, ask: CreateRefund) -> int:
    rest_minor = charge.amount_captured - charge.amount_refunded
    if rest_minor == 0:
        message = f"Charge {charge.id} has already been refunded."
        raise rejected(message, code="charge_already_refunded")
    amount_minor = rest_minor if ask.amount is UNSET else ask.amount
    if amount_minor > rest_minor:
        wanted, rest = display(amount_minor, charge.currency), display(rest_minor, charge.currency)
        message = f"Refund amount ({wanted}) is greater than unrefunded amount on charge ({rest})"
        raise rejected(message, code="amount_too_large", param="amount")
    return amount_minor


def _move(charge: Charge, amount_minor: int) -> None:
    charge.amount_refunded += amount_minor
    charge.refunded = charge.amount_refunded == charge.amount_captured


def _destination(charge: Charge) -> dict[str, object]:
    kind = str(charge.payment_method_details["type"])
    if kind == "card":
        return {"type": "card", "card": {"type": "refund", "reference_status": "pending"}}
    return {"type": "us_bank_transfer", "us_bank_transfer": {}}
