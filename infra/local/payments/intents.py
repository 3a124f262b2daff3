"""Payment intents: making, finding and changing them. What moves them on is in `lifecycle`."""

from msgspec import UNSET

from infra.local.payments import attempts, currencies, lists, methods, terms
from infra.local.payments.asks.common import ListByTime
from infra.local.payments.asks.intents import CreateIntent, RetrieveIntent, UpdateIntent
from infra.local.payments.confirmation import require_method, require_return_url, use
from infra.local.payments.errors import invalid, missing, unexpected_state
from infra.local.payments.ledger import new_id
from infra.local.payments.resources.events import Listing
from infra.local.payments.resources.intents import PaymentIntent
from infra.local.payments.work import Work

PAYABLE = ("requires_payment_method", "requires_confirmation", "requires_action")
ONLY_WITH_CONFIRM = ("return_url", "off_session", "error_on_requires_action")


def create(work: Work, ask: CreateIntent) -> PaymentIntent:
    """POST /v1/payment_intents"""
    terms.check(ask)
    intent = _new(work, ask)
    terms.apply(intent, ask)
    method = methods.chosen(work, ask)
    if method:
        use(intent, method)
    if ask.confirm:
        require_method(intent)
        require_return_url(work, intent, ask)
    work.ledger.intents.add(intent)
    work.emit("payment_intent.created", intent)
    if ask.confirm:
        attempts.begin(work, intent, ask)
    return intent


def retrieve(work: Work, intent_id: str, ask: RetrieveIntent) -> PaymentIntent:
    """GET /v1/payment_intents/{id}"""
    intent = find(work, intent_id)
    check_secret(work, intent, ask.client_secret)
    return intent


def list_intents(work: Work, ask: ListByTime) -> Listing:
    """GET /v1/payment_intents"""
    return lists.page(work.ledger.intents, ask, "/v1/payment_intents", lambda _: True)


def update(work: Work, intent_id: str, ask: UpdateIntent) -> PaymentIntent:
    """POST /v1/payment_intents/{id}"""
    intent = find(work, intent_id)
    terms.check(ask)
    _change_payment(work, intent, ask)
    terms.apply(intent, ask)
    if ask.metadata is not UNSET:
        intent.metadata = terms.merged(intent.metadata, ask.metadata)
    intent.last_payment_error = None
    return intent


def find(work: Work, intent_id: str) -> PaymentIntent:
    """ApiError 404 for an id that names no intent."""
    intent = work.ledger.intents.get(intent_id)
    if intent is None:
        raise missing("payment_intent", intent_id, param="intent")
    return intent


def check_secret(work: Work, intent: PaymentIntent, client_secret: object) -> None:
    """A browser proves with the client secret that this intent is its own. ApiError 400 otherwise."""
    if client_secret is UNSET:
        if work.publishable:
            message = "Missing required param: client_secret."
            raise invalid(message, code="parameter_missing", param="client_secret")
    elif client_secret != intent.client_secret:
        message = "The client_secret provided does not match the client_secret of this PaymentIntent."
        raise invalid(message, code="payment_intent_invalid_parameter", param="client_secret")


def _new(work: Work, ask: CreateIntent) -> PaymentIntent:
    currency = currencies.check(ask.amount, ask.currency)
    intent_id = new_id("pi")
    for name in ONLY_WITH_CONFIRM:
        if getattr(ask, name) and not ask.confirm:
            raise invalid(f"The parameter `{name}` can only be used with `confirm=true`.", param=name)
    return PaymentIntent(
        id=intent_id,
        amount=ask.amount,
        automatic_payment_methods=terms.automatic(ask),
        capture_method=ask.capture_method,
        client_secret=f"{intent_id}_{new_id('secret')}",
        created=work.clock.now(),
        currency=currency,
        metadata=terms.merged({}, ask.metadata),
        payment_method_types=list(terms.METHOD_TYPES),
    )


def _change_payment(work: Work, intent: PaymentIntent, ask: UpdateIntent) -> None:
    """Amount, currency and method may change until the intent is confirmed for good."""
    changes = (ask.amount, ask.currency, ask.payment_method, ask.payment_method_data)
    if all(change is UNSET for change in changes):
        return
    if intent.status not in PAYABLE:
        raise unexpected_state(intent, "update the amount or the payment method of", PAYABLE)
    amount = intent.amount if ask.amount is UNSET else ask.amount
    currency = currencies.check(amount, ask.currency or intent.currency)
    method = methods.chosen(work, ask)
    if method:
        use(intent, method)
    intent.amount, intent.currency = amount, currency
