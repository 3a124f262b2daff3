"""Orders in the table, and whose account a guest turned out to have; PynamoDB ends here."""

from orders.store.guests import GuestStore, claimed
from orders.store.orders import EVENT_OF, OrderChanged, OrderItem, OrderPage, OrderStore, moved, placed

__all__ = [
    "EVENT_OF",
    "GuestStore",
    "OrderChanged",
    "OrderItem",
    "OrderPage",
    "OrderStore",
    "claimed",
    "moved",
    "placed",
]
