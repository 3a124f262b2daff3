"""Guests' orders find their account.

Orders belong to the account that has proved their address: those there are when it is proved, at once; one
that comes later, when it is confirmed. Proving leaves a note, and who confirms looks for it, so an order that
is placed while its address is being proved is found by one of the two.
"""

from haat import clock
from haat.faults import Transient
from haat.observability import count, logger
from haat.table import writes
from haat.table.erased import is_erased
from orders.domain import Order, claim
from orders.store import GuestStore, OrderStore, claimed

ATTEMPTS = 4  # at an order that others move at the same time
PAGE = 100  # orders


class ClaimsLeft(Transient):
    """Some orders could not be claimed yet: the event has to come again."""


class Claims:
    """Moves orders from guests to accounts."""

    def __init__(self) -> None:
        self._guests = GuestStore()
        self._orders = OrderStore()

    def prove(self, guest_id: str, account_id: str, verified_at: str) -> None:
        """Note that an account is a guest's, and give it all orders of the guest.

        An order that cannot be had now does not hold up the others. Raises: ClaimsLeft.
        """
        if not self._guests.remember(guest_id, account_id, verified_at):
            return  # the address has moved on to another account since
        if is_erased(account_id):  # looked for afterwards: whoever erases finds the note, or is found here
            self._guests.forget(account_id)
            return
        left, after = 0, None
        while True:
            page = self._orders.list_of(guest_id, limit=PAGE, after=after)
            left += sum(not self._claim(order, guest_id, account_id) for order in page.orders)
            after = page.last_key
            if after is None:
                break
        if left:
            raise ClaimsLeft(f"{left} orders of {guest_id}")

    def give_up(self, guest_id: str, account_id: str, at: str) -> None:
        """Note that an account's customer is no longer known by this address; orders it has had stay."""
        self._guests.release(guest_id, account_id, at)

    def follow(self, order_id: str, guest_id: str) -> None:
        """Give one order to the account that has proved its address, if one has. Raises: ClaimsLeft."""
        account_id = self._guests.account_of(guest_id)
        order = self._orders.find(order_id) if account_id else None
        if account_id and order and not self._claim(order, guest_id, account_id):
            raise ClaimsLeft(order_id)

    def _claim(self, order: Order, guest_id: str, account_id: str) -> bool:
        """Whether the order is no longer the guest's."""
        for _ in range(ATTEMPTS):
            if order.customer_id != guest_id:
                return True
            try:
                refusals = writes.commit(*claimed(claim(order, account_id, at=clock.now())))
            except Exception:  # noqa: BLE001 -- one order that is stuck must not hold up the others
                logger("orders").exception("claim failed", order_id=order.id)
                return False
            if not refusals:
                count("OrdersClaimed")
                return True
            order = self._orders.find(order.id) or order
        return False
