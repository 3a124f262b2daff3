"""How orders take part in checkout's transactions."""

from orders.domain import (
    Address,
    CancelReason,
    Line,
    Order,
    OrderMoveNotAllowed,
    Status,
    move,
    why_closed,
)
from orders.keys import ORDER
from orders.store import OrderChanged, OrderStore, moved, placed
from orders.view import OrderView, answer
from orders.view import of as view

__all__ = [
    "ORDER",
    "Address",
    "CancelReason",
    "Line",
    "Order",
    "OrderChanged",
    "OrderMoveNotAllowed",
    "OrderStore",
    "OrderView",
    "Status",
    "answer",
    "move",
    "moved",
    "placed",
    "view",
    "why_closed",
]
