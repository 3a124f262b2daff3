"""What moves a payment intent on: confirmation, cancellation, capture."""

from infra.local.payments import attempts, charges, methods, terms
from infra.local.payments.asks.intents import CancelIntent, CaptureIntent, ConfirmIntent
from infra.local.payments.confirmation import require_method, require_return_url, use
from infra.local.payments.errors import rejected, unexpected_state
from infra.local.payments.instruments import Decline
from infra.local.payments.intents import PAYABLE, check_secret, find
from infra.local.payments.resources.intents import PaymentIntent
from infra.local.payments.work import Work

CANCELABLE = (*PAYABLE, "requires_capture")
CANCELED_DEBIT = Decline("payment_intent_canceled", "The PaymentIntent was canceled.")


def confirm(work: Work, intent_id: str, ask: ConfirmIntent) -> PaymentIntent:
    """POST /v1/payment_intents/{id}/confirm; ApiError 402 if the method is declined."""
    intent = find(work, intent_id)
    check_secret(work, intent, ask.client_secret)
    if intent.status not in PAYABLE:
        raise unexpected_state(intent, "confirm", PAYABLE)
    terms.check(ask)
    require_return_url(work, intent, ask)
    method = methods.chosen(work, ask)
    if method:
        use(intent, method)
    require_method(intent)
    terms.apply(intent, ask)
    intent.last_payment_error = None
    attempts.begin(work, intent, ask)
    return intent


def cancel(work: Work, intent_id: str, ask: CancelIntent) -> PaymentIntent:
    """POST /v1/payment_intents/{id}/cancel; what was reserved is released."""
    intent = find(work, intent_id)
    charge = attempts.latest_charge(work, intent)
    if not _is_cancelable(work, intent):
        raise unexpected_state(intent, "cancel", CANCELABLE)
    if charge and intent.status == "processing":
        charges.refuse(charge, CANCELED_DEBIT)
    intent.status, intent.canceled_at = "canceled", work.clock.now()
    intent.cancellation_reason = ask.cancellation_reason or None
    intent.amount_capturable, intent.next_action = 0, None
    work.emit("payment_intent.canceled", intent)
    return intent


def capture(work: Work, intent_id: str, ask: CaptureIntent) -> PaymentIntent:
    """POST /v1/payment_intents/{id}/capture, once, for all or part of the amount."""
    intent = find(work, intent_id)
    charge = attempts.latest_charge(work, intent)
    if intent.status != "requires_capture" or charge is None:
        raise unexpected_state(intent, "capture", ("requires_capture",))
    amount_minor = ask.amount_to_capture or intent.amount_capturable
    if amount_minor > intent.amount_capturable:
        message = "The amount to capture is greater than the amount that can be captured."
        raise rejected(message, code="amount_too_large", param="amount_to_capture")
    charges.capture(charge, amount_minor)
    intent.status, intent.amount_capturable, intent.amount_received = "succeeded", 0, amount_minor
    work.emit("charge.captured", charge)
    work.emit("payment_intent.succeeded", intent)
    return intent


def _is_cancelable(work: Work, intent: PaymentIntent) -> bool:
    """A debit on its way is not, but for the one account that is there to try just this."""
    if intent.status == "processing" and intent.payment_method:
        return work.ledger.instruments[intent.payment_method].settles == "when_told"
    return intent.status in CANCELABLE
