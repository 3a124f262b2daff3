"""Placing an order: one transaction over order, stock, cart, payment, key and event, then the intent (G3)."""

import msgspec

from cart import participant as carts
from checkout import couponing, policy
from checkout.allocating import Allocator, reserving
from checkout.dealing import Deal, Unpriced
from checkout.domain import (
    AccountNeeded,
    CartChanged,
    CartEmpty,
    OrderTooScattered,
    ShopClosed,
    TotalChanged,
)
from checkout.drafting import drafted
from checkout.quoting import agreed, quote_of, quoted, without_coupon
from checkout.wish import Wish
from haat.errors import IdempotencyKeyReused
from haat.http import Answer
from haat.http.endpoint import Replay
from haat.http.once import AlreadyAnswered, Once, RequestMarker
from haat.table import writes
from inventory import participant as inventory
from orders import participant as orders
from orders.participant import Order, OrderView
from payments import participant as payments
from payments.participant import Payment, PaymentNotOpen
from promotions.participant import CouponRefused, Found


class PayableIntent(msgspec.Struct, frozen=True):
    """What the customer's browser pays with."""

    id: str
    client_secret: str


class PlacedOrder(msgspec.Struct, frozen=True):
    """A new order and the intent to pay it. Guests get the token of the order's link, for `Order-Token`."""

    order: OrderView
    payment: PayableIntent
    order_token: str | None = None  # never stored: it follows from the order


Refusal = (
    ShopClosed
    | AccountNeeded
    | CartEmpty
    | CartChanged
    | TotalChanged
    | Unpriced
    | OrderTooScattered
    | inventory.OutOfStock
)
Placing = Answer[PlacedOrder] | Refusal | PaymentNotOpen | IdempotencyKeyReused | AlreadyAnswered | Replay


class OrderPlacer:
    """Places orders. Four round trips: cart, transaction, intent, its storing."""

    def __init__(self) -> None:
        self._orders = orders.OrderStore()
        self._payments = payments.PaymentStore()
        self._intents = payments.Intents()
        self._allocator = Allocator()

    def place(self, wish: Wish) -> Placing:
        """The placed order, or why not; a repeat of the same request gets what the first one got."""
        terms = wish.terms
        cart, found = couponing.read(wish.customer.cart, terms.coupon_code, terms.buyer)
        deal = _agreed(cart, found, wish)
        if not isinstance(deal, Deal):
            return self._repeat(wish.once) or deal
        order, payment = drafted(cart, deal.priced, wish, hold_s=policy.hold_s())
        outcome = self._commit(cart, deal, order, payment, wish.once)
        if isinstance(outcome, Order):
            return self._finish(outcome, payment, wish.once)
        return self._repeat(wish.once) or _explain(outcome, cart, wish, found)

    def _commit(
        self, cart: carts.Cart, deal: Deal, order: Order, payment: Payment, once: Once
    ) -> Order | list[object]:
        """The order with the places its units come from, or what refused it. One round trip, or a search."""

        def writing(placed: Order) -> list[writes.Write]:
            return _placing(cart, deal, placed, payment, once)

        return self._allocator.commit(order, {line.sku: line.places for line in cart.lines}, writing)

    def _finish(self, order: Order, payment: Payment, once: Once) -> Placing:
        """Make the intent and store it together with the answer; only then is the request answered."""

        def answered(paid: Payment) -> tuple[writes.Write, ...]:
            return (once.completed(_answer(order, paid)),)

        live = self._intents.ensure(payment, answered)
        if isinstance(live, PaymentNotOpen):
            return live
        answer = _answer(order, live.payment)
        if not live.is_new and writes.commit(once.completed(answer)):
            return AlreadyAnswered()  # the same request was answered by somebody else
        return answer

    def _repeat(self, once: Once) -> Placing | None:
        """What the first run of this request did, taken to its end if it died on the way."""
        marker = once.find()
        if marker is None or isinstance(marker, IdempotencyKeyReused):
            return marker
        if marker.answer is not None:
            return Replay(marker.answer)
        return self._resume(marker, once)

    def _resume(self, marker: RequestMarker, once: Once) -> Placing:
        order = self._orders.find(marker.reference)
        payment = self._payments.find(order.payment_id) if order else None
        if order is None or payment is None:
            raise LookupError(f"{marker.reference} was placed and is not there")
        return self._finish(order, payment, once)


def _agreed(cart: carts.Cart, found: Found | None, wish: Wish) -> Deal | Refusal:
    """The deal that the customer wants, if the cart and what it costs are as they were seen."""
    if refused := policy.refusal(wish.customer):
        return refused
    if cart.version != wish.cart_version:
        return CartChanged(carts.view(cart), quoted(cart, wish.terms, found))
    if not cart.lines:
        return CartEmpty()
    deal = agreed(cart, wish.terms, found)
    expected = wish.expected_total
    if isinstance(deal, Deal) and expected and deal.total != expected:
        return TotalChanged(expected, deal.total, quote_of(cart, deal))
    return deal


def _placing(cart: carts.Cart, deal: Deal, order: Order, payment: Payment, once: Once) -> list[writes.Write]:
    return [
        once.claimed(order.id),
        carts.consumed(cart, order.id),
        *orders.placed(order),
        payments.opened(payment),
        *couponing.used(deal.coupon, order),
        *reserving(order),
    ]


def _explain(refusals: list[object], cart: carts.Cart, wish: Wish, found: Found | None) -> Refusal:
    """The most useful of several refusals: what is sold out before what has another price, and both before
    a coupon that does not hold."""
    for refusal in refusals:
        if isinstance(refusal, Refusal) and not isinstance(refusal, CouponRefused):
            return refusal
    if all(isinstance(refusal, CouponRefused) for refusal in refusals):
        (refused, *_) = [refusal for refusal in refusals if isinstance(refusal, CouponRefused)]
        return without_coupon(refused, cart, wish.terms)
    now = carts.refreshed(wish.customer.cart)
    return CartChanged(carts.view(now), quoted(now, wish.terms, found))


def _answer(order: Order, payment: Payment) -> Answer[PlacedOrder]:
    """The answer to placing `order`: a function of what never changes about it."""
    if payment.client_secret is None:
        raise LookupError(f"{payment.id} has no intent")
    intent = PayableIntent(payment.id, payment.client_secret)
    return Answer(
        PlacedOrder(orders.view(order), intent),
        etag=str(order.version),
        headers={"Location": f"/api/orders/{order.id}"},
    )
