"""Attempts to pay: authentication, the charge, and what its outcome makes of the intent."""

from infra.local.payments import charges, disputes, instruments
from infra.local.payments.asks.intents import Confirmation
from infra.local.payments.errors import declined, rejected
from infra.local.payments.instruments import Decline, Instrument
from infra.local.payments.resources.charges import Charge
from infra.local.payments.resources.intents import (
    ErrorDetail,
    NextAction,
    PaymentIntent,
    RedirectToUrl,
    UseStripeSdk,
)
from infra.local.payments.resources.methods import PaymentMethod
from infra.local.payments.work import Work

FAILED_AUTHENTICATION = Decline(
    "payment_intent_authentication_failure",
    "We are unable to authenticate your payment method. Please choose a different one and try again.",
)
TIMED_OUT = Decline("payment_intent_payment_attempt_failed", "The payment attempt failed.")


def begin(work: Work, intent: PaymentIntent, how: Confirmation) -> None:
    """Charge, or ask for authentication first. ApiError 402 if the attempt is refused."""
    instrument = _instrument(work, intent)
    asks = _needs_authentication(instrument, intent, how)
    if asks and not (how.off_session or how.error_on_requires_action):
        _ask_for_authentication(work, intent, how)
        return
    if asks:
        refusal: ErrorDetail | None = _refuse(work, intent, instruments.UNAUTHENTICATED)
    else:
        refusal = _charge(work, intent, instrument)
    if refusal:
        raise declined(intent, refusal)


def authenticate(work: Work, intent: PaymentIntent, *, passed: bool) -> None:
    """The customer finished 3-D Secure. ApiError 400 if the intent does not wait for that."""
    if intent.status != "requires_action":
        raise rejected(
            "This PaymentIntent does not require any action.", code="payment_intent_unexpected_state"
        )
    intent.next_action = None
    if passed:
        _charge(work, intent, _instrument(work, intent))
    else:
        _wait_for_another_method(work, intent, FAILED_AUTHENTICATION, charge=None)


def settle(work: Work, intent: PaymentIntent, *, succeeded: bool | None = None) -> None:
    """The bank answers: as told, or else as the account number says. ApiError 400 if it was not asked."""
    charge = latest_charge(work, intent)
    if intent.status != "processing" or charge is None:
        raise rejected("This PaymentIntent is not processing.", code="payment_intent_unexpected_state")
    decline = _instrument(work, intent).decline
    if succeeded or (succeeded is None and decline is None):
        _succeed(work, intent, charge)
    else:
        _fail(work, intent, charge, decline or TIMED_OUT)


def latest_charge(work: Work, intent: PaymentIntent) -> Charge | None:
    return work.ledger.charges.get(intent.latest_charge) if intent.latest_charge else None


def _method(work: Work, intent: PaymentIntent) -> PaymentMethod:
    method = work.ledger.methods.get(intent.payment_method) if intent.payment_method else None
    if method is None:
        message = "You cannot confirm this PaymentIntent because it's missing a payment method."
        raise rejected(message, code="payment_intent_unexpected_state")
    return method


def _instrument(work: Work, intent: PaymentIntent) -> Instrument:
    return work.ledger.instruments[_method(work, intent).id]


def _needs_authentication(instrument: Instrument, intent: PaymentIntent, how: Confirmation) -> bool:
    requested = intent.payment_method_options.card.request_three_d_secure != "automatic"
    if instrument.type == "card" and requested and not how.off_session:
        return True
    if instrument.authentication == "on_session":
        return not how.off_session
    return instrument.authentication == "always"


def _ask_for_authentication(work: Work, intent: PaymentIntent, how: Confirmation) -> None:
    url = f"{work.base_url}/3ds/{intent.id}?client_secret={intent.client_secret}"
    if how.return_url and not how.use_stripe_sdk:
        redirect = RedirectToUrl(url=url, return_url=how.return_url)
        intent.next_action = NextAction(type="redirect_to_url", redirect_to_url=redirect)
    else:
        intent.next_action = NextAction(type="use_stripe_sdk", use_stripe_sdk=UseStripeSdk(stripe_js=url))
    intent.status = "requires_action"
    work.emit("payment_intent.requires_action", intent)


def _charge(work: Work, intent: PaymentIntent, instrument: Instrument) -> ErrorDetail | None:
    """Ask the issuer. Why it refused, if it did."""
    if instrument.settles == "at_once" and instrument.decline:
        return _refuse(work, intent, instrument.decline)
    charge = charges.opened(work, intent, _method(work, intent))
    if instrument.settles != "at_once":
        intent.status = "processing"
        work.emit("charge.pending", charge)
        work.emit("payment_intent.processing", intent)
    elif intent.capture_method == "manual":
        _reserve(work, intent, charge)
    else:
        _succeed(work, intent, charge)
    return None


def _succeed(work: Work, intent: PaymentIntent, charge: Charge) -> None:
    charges.approve(charge, captured_minor=charge.amount)
    intent.status, intent.amount_received = "succeeded", charge.amount
    work.emit("charge.succeeded", charge)
    work.emit("payment_intent.succeeded", intent)
    if _instrument(work, intent).disputed:
        disputes.open_dispute(work, charge, "fraudulent")


def _reserve(work: Work, intent: PaymentIntent, charge: Charge) -> None:
    charges.approve(charge, captured_minor=0)
    intent.status, intent.amount_capturable = "requires_capture", charge.amount
    work.emit("charge.succeeded", charge)
    work.emit("payment_intent.amount_capturable_updated", intent)


def _refuse(work: Work, intent: PaymentIntent, decline: Decline) -> ErrorDetail:
    return _fail(work, intent, charges.opened(work, intent, _method(work, intent)), decline)


def _fail(work: Work, intent: PaymentIntent, charge: Charge, decline: Decline) -> ErrorDetail:
    charges.refuse(charge, decline)
    work.emit("charge.failed", charge)
    return _wait_for_another_method(work, intent, decline, charge=charge.id)


def _wait_for_another_method(
    work: Work, intent: PaymentIntent, decline: Decline, *, charge: str | None
) -> ErrorDetail:
    method = _method(work, intent)
    error = ErrorDetail(
        type="card_error" if method.type == "card" and charge else "invalid_request_error",
        message=decline.message,
        code=decline.code,
        decline_code=decline.decline_code,
        doc_url="https://docs.stripe.com/error-codes/" + decline.code.replace("_", "-"),
        charge=charge,
        payment_method=method,
    )
    intent.last_payment_error, intent.payment_method = error, None
    intent.status = "requires_payment_method"
    work.emit("payment_intent.payment_failed", intent)
    return error
