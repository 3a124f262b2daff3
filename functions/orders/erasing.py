"""Orders of customers who are erased.

What was sold, when, for how much and to which country stays: it is in the books. Name, street and e-mail
address go as soon as the order is over, because until then somebody has to deliver it.
"""

from haat.events import outbox
from haat.http import once
from haat.table import writes
from haat.table.erased import is_erased
from haat.table.erasing import scrub_rows
from orders.domain import Order, Status
from orders.keys import ANONYMISED, ORDER
from orders.store import GuestStore, OrderStore
from orders.store.listing import ListingStore
from orders.store.orders import SERVICE_NAME

OVER = (Status.DELIVERED, Status.CANCELLED)
PAGE = 100  # orders


class OrderErasing:
    """Takes what says who somebody is out of orders."""

    def __init__(self) -> None:
        self._guests = GuestStore()
        self._listing = ListingStore()
        self._orders = OrderStore()

    def erase_orders_of(self, customer_id: str) -> None:
        """Anonymise every order of a customer that is over; the others are when they are. Nothing knows any
        more which addresses were theirs."""
        self._guests.forget(customer_id)
        after = None
        while True:
            page = self._orders.list_of(customer_id, limit=PAGE, after=after)
            for listed in page.orders:
                self._erase_if_over(listed.id)
            after = page.last_key
            if after is None:
                return

    def erase_if_due(self, order_id: str, customer_id: str) -> None:
        """Anonymise an order that is over by now, if its customer is erased."""
        if is_erased(customer_id):
            self._erase_if_over(order_id)

    def _erase_if_over(self, order_id: str) -> None:
        order = self._orders.find(order_id)
        if order and order.status in OVER:
            self._anonymise(order)

    def _anonymise(self, order: Order) -> None:
        """By a repeat, too: what leads to other rows goes after them."""
        self._listing.forget_email(order.id, order.placed_at, order.email)
        once.forget_answers(order.request, f"order {order.id}")
        scrub_rows(ORDER.key(order.id), order.customer_id)
        data = {"order_id": order.id, "customer_id": order.customer_id}
        aggregate = ANONYMISED.key(order.id)
        writes.commit(
            outbox.emit("OrderAnonymised", data, service=SERVICE_NAME, aggregate=aggregate, sequence=1)
        )
