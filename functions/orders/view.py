"""An order as a client sees it."""

import msgspec

from haat.http import Answer
from haat.money import Money
from orders.domain import Address, CancelReason, Line, Order, Status


class OrderView(msgspec.Struct, frozen=True):
    """One order."""

    id: str
    number: str
    status: Status
    lines: tuple[Line, ...]
    total: Money
    shipping_address: Address
    payment_id: str
    placed_at: str
    hold_until: str
    updated_at: str
    version: int
    cancel_reason: CancelReason | None


def of(order: Order) -> OrderView:
    """What a client may see of an order."""
    return OrderView(**{name: getattr(order, name) for name in OrderView.__struct_fields__})


def answer(order: Order) -> Answer[OrderView]:
    """One order with its tag."""
    return Answer(of(order), etag=str(order.version))
