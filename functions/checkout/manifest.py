"""The public surface of checkout."""

from cart import grants as cart
from checkout.keys import REPAIR, UNMATCHED
from haat import limits, shop_settings
from haat.grants import StateMachine, Table
from haat.keys import CONSUMED, IDEMPOTENCY, OUTBOX
from haat.manifest import Auth, Idempotency, Service, endpoint, reaction, schedule, task
from haat.permissions import Permission
from haat.settings import HOLD_S
from inventory.grants import MOVE_UNITS, SEARCH
from notifications import grants as notifications
from orders import grants as orders
from payments import grants as payments
from promotions import grants as promotions

UNDO = (orders.MOVE, payments.CHANGE, MOVE_UNITS, promotions.GIVE_BACK)

QUOTE_ORDER = endpoint(
    "POST",
    "/api/checkout/quote",
    "checkout.api.quote_order",
    auth=Auth.CART_HOLDER,
    idempotency=Idempotency.NONE,  # it changes nothing: asked again, it reckons again
    grants=(*cart.TAKE, promotions.READ, shop_settings.READ),
    settings=cart.SETTINGS,
    summary="Show what an order of my cart would cost, line by line",
)
PLACE_ORDER = endpoint(
    "POST",
    "/api/orders",
    "checkout.api.place_order",
    auth=Auth.CART_HOLDER,
    idempotency=Idempotency.REQUIRED,
    grants=(
        *cart.TAKE,
        orders.PLACE,
        payments.OPEN,
        payments.CHANGE,
        payments.PROVIDER,
        payments.RESUME,  # an order that was cancelled while its intent was being made
        *SEARCH,
        promotions.USE,
        shop_settings.READ,
        Table(("UpdateItem",), IDEMPOTENCY),  # the key is claimed first, its answer follows
    ),
    settings=(HOLD_S, *cart.SETTINGS, *payments.SETTINGS),
    layers=payments.LAYERS,
    timeout_s=payments.TIMEOUT_S,
    emits=("OrderPlaced", "RefundDue"),
    status=201,
    round_trips=4,
    limit=limits.CHECKOUT,
    summary="Place an order from the cart and get the intent to pay it",
)
CANCEL_ORDER = endpoint(
    "POST",
    "/api/orders/{order_id}/cancel",
    "checkout.api.cancel_order",
    auth=Auth.ORDER_HOLDER,
    grants=(*UNDO, payments.PROVIDER, payments.RESUME),
    settings=payments.SETTINGS,
    layers=payments.LAYERS,
    timeout_s=payments.TIMEOUT_S,
    emits=("OrderCancelled", "PaymentCancelled", "PaymentSucceeded", "RefundDue"),
    round_trips=7,
    summary="Cancel an order that is not shipped yet; what was paid goes back",
)
UPDATE_ORDER_STATUS = endpoint(
    "PUT",
    "/api/orders/{order_id}/status",
    "checkout.api.update_order_status",
    auth=Permission.MANAGE_ORDERS,
    grants=(*UNDO, payments.PROVIDER, payments.RESUME),
    settings=payments.SETTINGS,
    layers=payments.LAYERS,
    timeout_s=payments.TIMEOUT_S,
    emits=(
        "OrderShipped",
        "OrderDelivered",
        "OrderCancelled",
        "PaymentCancelled",
        "PaymentSucceeded",
        "RefundDue",
    ),
    round_trips=8,
    summary="Move an order on: shipped, delivered or cancelled",
)
GET_ORDER_STORY = endpoint(
    "GET",
    "/api/admin/orders/{order_id}/story",
    "checkout.api.get_order_story",
    auth=Permission.READ_ORDERS,
    grants=(
        orders.READ,
        payments.READ,
        notifications.READ,
        Table(("Query",), REPAIR),
        Table(("BatchGetItem",), OUTBOX),
        StateMachine("checkout", ("DescribeExecution", "GetExecutionHistory")),
        payments.PROVIDER,
    ),
    settings=payments.SETTINGS,
    layers=payments.LAYERS,
    timeout_s=payments.TIMEOUT_S,
    round_trips=11,
    summary="Tell what happened to an order, and what it waits for",
)
START_CHECKOUT = reaction(
    "OrderPlaced",
    "checkout.reactions.start_checkout",
    grants=(StateMachine("checkout", ("StartExecution",)),),
)
CONFIRM_ORDER = task(
    "checkout",
    "checkout.tasks.confirm_order",
    grants=(orders.MOVE, payments.CHANGE, payments.PROVIDER, payments.RESUME, MOVE_UNITS),
    settings=payments.SETTINGS,
    layers=payments.LAYERS,
    timeout_s=payments.TIMEOUT_S,
    emits=("OrderConfirmed", "PaymentSucceeded", "RefundDue"),
)
RELEASE_ORDER = task(
    "checkout",
    "checkout.tasks.release_order",
    grants=(orders.MOVE, MOVE_UNITS, promotions.GIVE_BACK),
    emits=("OrderCancelled",),
)
REPAIRING = (
    orders.MOVE,
    payments.CHANGE_REFUNDS,
    payments.PROVIDER,
    payments.RESUME,
    MOVE_UNITS,
    promotions.GIVE_BACK,
    Table(("PutItem",), CONSUMED),  # a decline is counted once, whoever tells of it
    Table(("Query", "PutItem"), REPAIR),
)
REPAIRED = (
    "PaymentRepaired",
    "OrderConfirmed",
    "OrderCancelled",
    "PaymentSucceeded",
    "PaymentFailed",
    "PaymentCancelled",
    "RefundDue",
)
RECONCILE_PAYMENTS = schedule(
    1,
    "checkout.tasks.reconcile_payments",
    grants=(payments.DUE, *REPAIRING),
    settings=payments.SETTINGS,
    layers=payments.LAYERS,
    emits=(*REPAIRED, "PaymentRefunded", "RefundFailed"),
    alarms=("RepairsImpossible", "RefundsFailed"),
    timeout_s=120,
)
RECONCILE_PROVIDER = schedule(
    24 * 60,
    "checkout.tasks.reconcile_provider",
    grants=(*REPAIRING, Table(("PutItem",), UNMATCHED)),
    settings=payments.SETTINGS,
    layers=payments.LAYERS,
    emits=(*REPAIRED, "MoneyUnmatched"),
    alarms=("UnmatchedMoney",),
    timeout_s=900,
)
SERVICE = Service(
    "checkout",
    (
        QUOTE_ORDER,
        PLACE_ORDER,
        CANCEL_ORDER,
        UPDATE_ORDER_STATUS,
        GET_ORDER_STORY,
        START_CHECKOUT,
        CONFIRM_ORDER,
        RELEASE_ORDER,
        RECONCILE_PAYMENTS,
        RECONCILE_PROVIDER,
    ),
    participants=("cart", "inventory", "notifications", "orders", "payments", "pricing", "promotions"),
)
