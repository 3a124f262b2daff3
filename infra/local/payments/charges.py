"""Charges: one attempt to take money each."""

from msgspec import UNSET

from infra.local.payments import lists
from infra.local.payments.asks.charges import ListCharges
from infra.local.payments.asks.common import Retrieve
from infra.local.payments.errors import missing
from infra.local.payments.instruments import Decline
from infra.local.payments.ledger import new_id
from infra.local.payments.resources.charges import Charge, Outcome
from infra.local.payments.resources.events import Listing
from infra.local.payments.resources.intents import PaymentIntent
from infra.local.payments.resources.methods import PaymentMethod
from infra.local.payments.work import Work

APPROVED = Outcome(
    network_status="approved_by_network", seller_message="Payment complete.", type="authorized"
)


def retrieve(work: Work, charge_id: str, ask: Retrieve) -> Charge:
    """GET /v1/charges/{id}"""
    del ask
    charge = work.ledger.charges.get(charge_id)
    if charge is None:
        raise missing("charge", charge_id, param="id")
    return charge


def list_charges(work: Work, ask: ListCharges) -> Listing:
    """GET /v1/charges"""
    intent = ask.payment_intent
    return lists.page(
        work.ledger.charges, ask, "/v1/charges", lambda c: intent is UNSET or c.payment_intent == intent
    )


def opened(work: Work, intent: PaymentIntent, method: PaymentMethod) -> Charge:
    """A new charge for the whole amount, not answered by the issuer yet; the intent's latest."""
    charge = Charge(
        id=new_id("ch"),
        amount=intent.amount,
        billing_details=method.billing_details,
        created=work.clock.now(),
        currency=intent.currency,
        description=intent.description,
        metadata=dict(intent.metadata),
        payment_intent=intent.id,
        payment_method=method.id,
        payment_method_details=_details(method),
        receipt_email=intent.receipt_email,
        shipping=intent.shipping,
        statement_descriptor=intent.statement_descriptor,
        statement_descriptor_suffix=intent.statement_descriptor_suffix,
        status="pending",
        transfer_group=intent.transfer_group,
    )
    intent.latest_charge = charge.id
    return work.ledger.charges.add(charge)


def approve(charge: Charge, *, captured_minor: int) -> None:
    """The issuer agrees; 0 captured leaves the amount reserved."""
    charge.status, charge.paid, charge.outcome = "succeeded", True, APPROVED
    charge.captured, charge.amount_captured = captured_minor > 0, captured_minor


def refuse(charge: Charge, decline: Decline) -> None:
    """The issuer does not."""
    charge.status, charge.paid = "failed", False
    charge.failure_code, charge.failure_message = decline.code, decline.message
    charge.outcome = Outcome(
        network_status="declined_by_network",
        reason=decline.decline_code or decline.code,
        seller_message="The bank did not return any further details with this decline.",
        type="issuer_declined",
    )


def capture(charge: Charge, amount_minor: int) -> None:
    """Take part or all of what is reserved; the rest is released."""
    charge.captured, charge.amount_captured = True, amount_minor


def _details(method: PaymentMethod) -> dict[str, object]:
    if method.type == "card":
        return {"type": "card", "card": method.card}
    return {"type": "us_bank_account", "us_bank_account": method.us_bank_account}
