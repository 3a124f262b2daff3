"""The public surface of orders. POST, cancel and PUT status are checkout's: they move money and stock."""

from haat.grants import Table
from haat.keys import ERASED
from haat.manifest import FORGET_ANSWERS, Auth, Service, endpoint, reaction
from haat.permissions import Permission
from orders.keys import (
    ANONYMISED,
    BY_EMAIL,
    BY_NUMBER,
    GUEST,
    GUESTS_OF,
    IN_STATUS,
    LISTED,
    MAILS,
    ORDER,
    ORDERS_OF,
)

LIST_ORDERS = endpoint(
    "GET",
    "/api/orders",
    "orders.api.list_orders",
    auth=Auth.CUSTOMER,
    grants=(Table(("Query",), ORDERS_OF, index=True),),
    summary="List my orders, newest first",
)
GET_ORDER = endpoint(
    "GET",
    "/api/orders/{order_id}",
    "orders.api.get_order",
    auth=Auth.ORDER_HOLDER,
    grants=(Table(("GetItem",), ORDER),),
    summary="Show one of my orders",
)
SEARCH_ORDERS = endpoint(
    "GET",
    "/api/admin/orders",
    "orders.api.search_orders",
    auth=Permission.READ_ORDERS,
    grants=(
        Table(("Query",), LISTED, BY_EMAIL),
        Table(("Query",), IN_STATUS, BY_NUMBER, index=True),
        Table(("BatchGetItem",), ORDER),
    ),
    round_trips=2,
    summary="Find orders by number, e-mail address, status and day, newest first",
)
INSPECT_ORDER = endpoint(
    "GET",
    "/api/admin/orders/{order_id}",
    "orders.api.inspect_order",
    auth=Permission.READ_ORDERS,
    grants=(Table(("GetItem",), ORDER),),
    summary="Show an order, and whose it is",
)
RESEND_MAIL = endpoint(
    "POST",
    "/api/admin/orders/{order_id}/mails",
    "orders.api.resend_mail",
    auth=Permission.MANAGE_ORDERS,
    grants=(Table(("GetItem", "Query"), ORDER), Table(("GetItem", "PutItem"), MAILS)),
    emits=("OrderMailAsked",),
    status=202,
    round_trips=4,
    summary="Send a customer a mail about an order once more",
)
LIST_ORDER = reaction(
    ("OrderPlaced", "OrderConfirmed", "OrderShipped", "OrderDelivered", "OrderCancelled"),
    "orders.reactions.list_order",
    grants=(Table(("PutItem",), LISTED, BY_EMAIL),),
)
CLAIM_ORDERS = reaction(
    ("EmailVerified", "EmailChanged"),
    "orders.reactions.claim_orders",
    grants=(
        Table(("PutItem", "DeleteItem"), GUEST),
        Table(("Query",), ORDERS_OF, GUESTS_OF, index=True),
        Table(("GetItem",), ERASED),
        Table(("GetItem", "UpdateItem", "PutItem"), ORDER),
    ),
    emits=("OrderClaimed",),
)
CLAIM_CONFIRMED_ORDER = reaction(
    "OrderConfirmed",
    "orders.reactions.claim_confirmed_order",
    grants=(Table(("GetItem",), GUEST), Table(("GetItem", "UpdateItem", "PutItem"), ORDER)),
    emits=("OrderClaimed",),
)
ERASE = (
    Table(("GetItem", "Query", "UpdateItem"), ORDER),
    Table(("PutItem",), ANONYMISED),
    Table(("DeleteItem",), BY_EMAIL),
    *FORGET_ANSWERS,
)
ERASE_CUSTOMER = reaction(
    "CustomerErased",
    "orders.reactions.erase_customer",
    grants=(*ERASE, Table(("DeleteItem",), GUEST), Table(("Query",), ORDERS_OF, GUESTS_OF, index=True)),
    emits=("OrderAnonymised",),
    timeout_s=120,
)
ERASE_ORDER = reaction(
    ("OrderDelivered", "OrderCancelled"),
    "orders.reactions.erase_order",
    grants=(*ERASE, Table(("GetItem",), ERASED)),
    emits=("OrderAnonymised",),
)
SERVICE = Service(
    "orders",
    (
        LIST_ORDERS,
        GET_ORDER,
        SEARCH_ORDERS,
        INSPECT_ORDER,
        RESEND_MAIL,
        LIST_ORDER,
        CLAIM_ORDERS,
        CLAIM_CONFIRMED_ORDER,
        ERASE_CUSTOMER,
        ERASE_ORDER,
    ),
)
