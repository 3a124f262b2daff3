"""The public surface of aftersales."""

from aftersales.keys import RETURN, RETURNS_DUE, RETURNS_OF
from haat import shop_settings
from haat.grants import Table
from haat.manifest import Auth, Idempotency, Service, endpoint, reaction, schedule
from haat.permissions import Permission
from inventory.grants import MOVE_UNITS
from orders import grants as orders
from payments import grants as payments

MOVE_RETURNS = (
    Table(("GetItem", "UpdateItem", "PutItem"), RETURN),
    Table(("GetItem", "PutItem"), RETURNS_OF),
)
REFUND_PAYMENT = endpoint(
    "POST",
    "/api/payments/{payment_id}/refund",
    "aftersales.api.refund_payment",
    auth=Permission.REFUND_PAYMENTS,
    idempotency=Idempotency.REQUIRED,
    grants=(orders.READ, *payments.REFUND),
    emits=("RefundDue",),
    status=201,
    round_trips=3,
    summary="Give money of a payment back: all that is left, an amount, or lines of the order",
)
REQUEST_RETURN = endpoint(
    "POST",
    "/api/orders/{order_id}/returns",
    "aftersales.api.request_return",
    auth=Auth.ORDER_HOLDER,
    grants=(orders.READ, shop_settings.READ, *MOVE_RETURNS),
    emits=("ReturnRequested",),
    status=201,
    round_trips=3,
    summary="Announce that units of a shipped order come back",
)
LIST_RETURNS = endpoint(
    "GET",
    "/api/orders/{order_id}/returns",
    "aftersales.api.list_returns",
    auth=Auth.ORDER_HOLDER,
    grants=(orders.READ, Table(("BatchGetItem",), RETURN), Table(("GetItem",), RETURNS_OF)),
    round_trips=3,
    summary="List the returns of one of my orders",
)
DECIDE_RETURN = endpoint(
    "PUT",
    "/api/returns/{return_id}/status",
    "aftersales.api.decide_return",
    auth=Permission.HANDLE_RETURNS,
    grants=MOVE_RETURNS,
    emits=("ReturnApproved", "ReturnRejected"),
    round_trips=3,
    summary="Approve a return, or reject it",
)
RECEIVE_RETURN = endpoint(
    "POST",
    "/api/returns/{return_id}/receive",
    "aftersales.api.receive_return",
    auth=Permission.HANDLE_RETURNS,
    grants=(*MOVE_RETURNS, Table(("BatchGetItem",), RETURN), orders.READ, *payments.REFUND, MOVE_UNITS),
    emits=("ReturnReceived", "RefundDue"),
    round_trips=7,
    summary="Take a return in: units back to stock or damaged, and the money due to go back",
)
EXPIRE_RETURNS = schedule(
    60,
    "aftersales.tasks.expire_returns",
    grants=(*MOVE_RETURNS, Table(("Query",), RETURNS_DUE, index=True)),
    emits=("ReturnExpired",),
)
ERASE_ORDER = reaction(
    "OrderAnonymised",
    "aftersales.reactions.erase_order",
    grants=(
        Table(("GetItem",), RETURNS_OF),
        Table(("BatchGetItem", "Query", "UpdateItem"), RETURN),
    ),
)
SERVICE = Service(
    "aftersales",
    (
        REFUND_PAYMENT,
        REQUEST_RETURN,
        LIST_RETURNS,
        DECIDE_RETURN,
        RECEIVE_RETURN,
        EXPIRE_RETURNS,
        ERASE_ORDER,
    ),
    participants=("inventory", "orders", "payments"),
)
