"""The public surface of payments."""

from haat import limits
from haat.grants import Table
from haat.keys import CONSUMED
from haat.manifest import Auth, Idempotency, Service, endpoint, reaction, task
from payments import grants
from payments.keys import PAYMENT

CREATE_PAYMENT = endpoint(
    "POST",
    "/api/payments/create",
    "payments.api.create_payment",
    auth=Auth.ORDER_HOLDER,
    idempotency=Idempotency.REQUIRED,
    grants=(grants.CHANGE, grants.PROVIDER, grants.RESUME),
    settings=grants.SETTINGS,
    layers=grants.LAYERS,
    timeout_s=grants.TIMEOUT_S,
    emits=("RefundDue",),
    status=201,
    round_trips=4,
    limit=limits.CHECKOUT,
    summary="Get the live payment intent of a pending order, again",
)
CONFIRM_PAYMENT = endpoint(
    "POST",
    "/api/payments/confirm",
    "payments.api.confirm_payment",
    auth=Auth.ORDER_HOLDER,
    grants=(grants.CHANGE, grants.PROVIDER, grants.RESUME, Table(("PutItem",), CONSUMED)),
    settings=grants.SETTINGS,
    layers=grants.LAYERS,
    timeout_s=grants.TIMEOUT_S,
    emits=("PaymentSucceeded", "PaymentFailed", "PaymentCancelled", "RefundDue"),
    round_trips=6,
    summary="Ask the provider how a payment went, and record it: the customer comes back from paying",
)
GET_PAYMENT = endpoint(
    "GET",
    "/api/payments/{payment_id}",
    "payments.api.get_payment",
    auth=Auth.ORDER_HOLDER,
    grants=(Table(("Query",), PAYMENT),),
    summary="Show one of my payments, with what went back of it",
)
RECEIVE_WEBHOOK = endpoint(
    "POST",
    "/api/payments/webhook",
    "payments.api.receive_webhook",
    auth=Auth.PROVIDER,
    idempotency=Idempotency.NONE,
    grants=(grants.CHANGE_REFUNDS, grants.PROVIDER, grants.RESUME, Table(("PutItem",), CONSUMED)),
    settings=(*grants.SETTINGS, grants.LIVE_MODE),
    layers=grants.LAYERS,
    timeout_s=grants.TIMEOUT_S,
    emits=(
        "PaymentSucceeded",
        "PaymentFailed",
        "PaymentCancelled",
        "RefundDue",
        "PaymentRefunded",
        "RefundFailed",
        "PaymentDisputed",
    ),
    alarms=("PaymentsDisputed", "RefundsFailed"),
    round_trips=3,
    summary="Receive the payment provider's events",
)
AWAIT_PAYMENT = task(
    "checkout",
    "payments.tasks.await_payment",
    grants=(grants.CHANGE, grants.RESUME),
)
CANCEL_INTENT = task(
    "checkout",
    "payments.tasks.cancel_intent",
    grants=(grants.CHANGE, grants.PROVIDER, grants.RESUME),  # what is recorded is told
    settings=grants.SETTINGS,
    layers=grants.LAYERS,
    timeout_s=grants.TIMEOUT_S,
    emits=("PaymentSucceeded", "PaymentCancelled", "RefundDue"),
)
REQUEST_REFUND = task(
    "checkout",
    "payments.tasks.request_refund",
    grants=(grants.CHANGE,),
    emits=("RefundDue",),
)
PAY_REFUND = reaction(
    "RefundDue",
    "payments.reactions.pay_refund",
    grants=(grants.CHANGE_REFUNDS, grants.PROVIDER),
    settings=grants.SETTINGS,
    layers=grants.LAYERS,
    timeout_s=grants.TIMEOUT_S,
    emits=("PaymentRefunded", "RefundFailed"),
    alarms=("RefundsFailed",),
)
FOLLOW_CLAIM = reaction(
    "OrderClaimed",
    "payments.reactions.follow_claim",
    grants=(Table(("UpdateItem",), PAYMENT),),
)
ERASE_ORDER = reaction(
    "OrderAnonymised",
    "payments.reactions.erase_order",
    grants=(Table(("Query", "UpdateItem"), PAYMENT),),
)
SERVICE = Service(
    "payments",
    (
        CREATE_PAYMENT,
        CONFIRM_PAYMENT,
        GET_PAYMENT,
        RECEIVE_WEBHOOK,
        AWAIT_PAYMENT,
        CANCEL_INTENT,
        REQUEST_REFUND,
        PAY_REFUND,
        FOLLOW_CLAIM,
        ERASE_ORDER,
    ),
)
