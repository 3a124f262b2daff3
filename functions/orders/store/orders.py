"""Orders in the table."""

from dataclasses import dataclass
from typing import Any

from pynamodb.attributes import UnicodeAttribute

from haat.errors import Conflict
from haat.events import outbox
from haat.table import reads, writes
from haat.table.item import Document, Integer, Item
from haat.totals import Totals
from orders.domain import Address, CancelReason, Line, Order, Status
from orders.keys import ORDER, ORDER_SORT, ORDERS_OF

SERVICE_NAME = "orders"
EVENT_OF = {
    Status.PENDING: "OrderPlaced",
    Status.CONFIRMED: "OrderConfirmed",
    Status.SHIPPED: "OrderShipped",
    Status.DELIVERED: "OrderDelivered",
    Status.CANCELLED: "OrderCancelled",
}


class OrderItem(Item, discriminator="order"):
    """One order."""

    number = UnicodeAttribute()
    customer_id = UnicodeAttribute()
    placed_by = UnicodeAttribute()
    email = UnicodeAttribute()
    status = UnicodeAttribute()
    lines: Document[tuple[Line, ...]] = Document(tuple[Line, ...])
    currency = UnicodeAttribute()
    totals: Document[Totals] = Document(Totals)
    shipping_address: Document[Address] = Document(Address)
    shipping_method = UnicodeAttribute()
    payment_id = UnicodeAttribute()
    cart_version = Integer()
    placed_at = UnicodeAttribute()
    hold_until = UnicodeAttribute()
    updated_at = UnicodeAttribute()
    cancel_reason = UnicodeAttribute(null=True)
    cancel_asked = UnicodeAttribute(null=True)
    coupon_code = UnicodeAttribute(null=True)
    request = UnicodeAttribute(null=True)


@dataclass(frozen=True, slots=True)
class OrderPage:
    """Some orders, newest first, and where their list goes on (None: that was all)."""

    orders: list[Order]
    last_key: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class OrderChanged(Conflict):
    """Somebody else moved the order first."""

    detail = "Read the order again."


class OrderStore:
    """Orders; each method is one row of ACCESS_PATTERNS.md."""

    def find(self, order_id: str) -> Order | None:
        """One order. One consistent read."""
        item = reads.find(OrderItem, ORDER.key(order_id), ORDER_SORT, consistent=True)
        return to_order(item) if item else None

    def list_of(self, customer_id: str, *, limit: int, after: dict[str, Any] | None) -> OrderPage:
        """A customer's orders, newest first. One query of the index, eventually consistent."""
        page = reads.page(
            OrderItem, ORDERS_OF.key(customer_id), limit=limit, after=after, newest_first=True, by_index=True
        )
        return OrderPage([to_order(item) for item in page.items], page.last_key)

    def save_move(self, order: Order, *also: writes.Write) -> OrderChanged | None:
        """Save an order after a move, with its event, and `also`. One transaction of 3 writes and more."""
        refusals = writes.commit(*moved(order), *also)
        return OrderChanged() if refusals else None

    def ask_to_cancel(self, order_id: str, reason: CancelReason) -> None:
        """Note why a pending order's payment is going to be closed. One write; no move, so no event."""
        writes.commit(
            writes.update(
                OrderItem,
                ORDER.key(order_id),
                ORDER_SORT,
                [OrderItem.cancel_asked.set(reason.value)],
                when=OrderItem.status == Status.PENDING.value,
                refused=lambda _: OrderChanged(),
            )
        )


def placed(order: Order) -> tuple[writes.Write, ...]:
    """The writes that create a pending order, with its event."""
    item = OrderItem(
        pk=ORDER.key(order.id),
        sk=ORDER_SORT,
        gsi1pk=ORDERS_OF.key(order.customer_id),
        gsi1sk=f"{order.placed_at}#{order.id}",
        number=order.number,
        customer_id=order.customer_id,
        placed_by=order.placed_by,
        email=order.email,
        status=order.status.value,
        lines=order.lines,
        currency=order.currency,
        totals=order.totals,
        shipping_address=order.shipping_address,
        shipping_method=order.shipping_method,
        coupon_code=order.coupon_code,
        request=order.request,
        payment_id=order.payment_id,
        cart_version=order.cart_version,
        placed_at=order.placed_at,
        hold_until=order.hold_until,
        updated_at=order.updated_at,
        version=order.version,
    )
    return writes.put_new(item, refused=lambda _: OrderChanged()), _event(order)


def moved(order: Order) -> tuple[writes.Write, ...]:
    """The writes that save an order after a move, with its event, if nobody moved it before."""
    actions = [
        OrderItem.status.set(order.status.value),
        OrderItem.updated_at.set(order.updated_at),
        OrderItem.version.set(order.version),
    ]
    if order.cancel_reason:
        actions.append(OrderItem.cancel_reason.set(order.cancel_reason.value))
    change = writes.update(
        OrderItem,
        ORDER.key(order.id),
        ORDER_SORT,
        actions,
        when=OrderItem.version == order.version - 1,
        refused=lambda _: OrderChanged(),
    )
    return change, _event(order)


def _event(order: Order) -> writes.Write:
    return outbox.emit(
        EVENT_OF[order.status],
        {"order": snapshot(order)},
        service=SERVICE_NAME,
        aggregate=ORDER.key(order.id),
        sequence=order.version,
    )


def snapshot(order: Order) -> dict[str, object]:
    """An order as its events show it: orders/*.v1.json."""
    shown = (
        "id", "number", "customer_id", "placed_by", "email", "status", "lines", "currency", "totals", "total",
        "shipping_address", "shipping_method", "coupon_code", "payment_id", "cart_version", "placed_at",
        "hold_until", "cancel_reason",
    )  # fmt: skip
    return {name: getattr(order, name) for name in shown}


def to_order(item: OrderItem) -> Order:
    """The order that an item keeps."""
    return Order(
        id=item.pk.removeprefix(ORDER.prefix),
        number=item.number,
        customer_id=item.customer_id,
        placed_by=item.placed_by,
        email=item.email,
        status=Status(item.status),
        lines=item.lines,
        currency=item.currency,
        totals=item.totals,
        shipping_address=item.shipping_address,
        shipping_method=item.shipping_method,
        coupon_code=item.coupon_code,
        payment_id=item.payment_id,
        cart_version=item.cart_version,
        placed_at=item.placed_at,
        hold_until=item.hold_until,
        updated_at=item.updated_at,
        version=item.version,
        cancel_reason=CancelReason(item.cancel_reason) if item.cancel_reason else None,
        cancel_asked=CancelReason(item.cancel_asked) if item.cancel_asked else None,
        request=item.request,
    )
