"""Returns: units that come back are claimed when they are announced, and paid for when they are here."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain

from aftersales import domain, refunding
from aftersales.domain import Arrival, Return, ReturnLine, ReturnMoveNotAllowed, Status
from aftersales.store import RETURNS_MAX, ReturnStore, claims_kept, made, moved
from haat import clock
from haat.errors import FieldError, InvalidInput, NotFound
from haat.faults import Transient
from haat.http.once import AlreadyAnswered
from haat.shop_settings import RETURN_WINDOW_DAYS
from haat.stock import part
from haat.table.shop_settings import value_of
from haat.table.writes import Write
from inventory import participant as inventory
from orders import participant as orders
from orders.participant import Order
from payments import participant as payments

ATTEMPTS = 4  # at a return that others change at the same time
RETURNABLE = (orders.Status.SHIPPED, orders.Status.DELIVERED)
Also = Callable[[Return], tuple[Write, ...]]
"""What is to be committed with a return."""
AlsoMoved = Callable[[Return, Return], tuple[Write, ...]]
"""What is to be committed with a return that moves: as it was and as it is."""


class ReturnContended(Transient):
    """Others changed the returns or the payment at every attempt."""


class Returner:
    """Takes returns from their announcement to their end."""

    def __init__(self) -> None:
        self._returns = ReturnStore()
        self._orders = orders.OrderStore()
        self._payments = payments.PaymentStore()

    def request(
        self, order: Order, lines: tuple[ReturnLine, ...], also: Also
    ) -> Return | domain.OrderNotReturnable | domain.ReturnTooLate | InvalidInput | AlreadyAnswered:
        """Announce a return of units that no other return claims. Raises: ReturnContended."""
        if order.status not in RETURNABLE:
            return domain.OrderNotReturnable(order.status)
        if late := _too_late(order, lines):
            return late
        for _ in range(ATTEMPTS):
            claims = self._returns.claims(order.id)
            errors = tuple(_unclaimable(order, claims, lines))
            if errors:
                return InvalidInput(errors)
            number, at = claims.returns + 1, clock.now()
            new = domain.requested(
                order.id,
                number,
                lines,
                customer_id=order.customer_id,
                email=order.email,
                payment_id=order.payment_id,
                at=at,
            )
            kept = claims_kept(domain.claimed(claims, new.wanted))
            refusals = self._returns.commit(kept, *made(new), *also(new))
            if not refusals:
                return new
            if AlreadyAnswered() in refusals:
                return AlreadyAnswered()
        raise ReturnContended(order.id)

    def decide(self, current: Return, to: Status, also: AlsoMoved) -> Return | ReturnMoveNotAllowed:
        """Approve or reject a return, with `also`; the units of a rejected one may be returned again.

        Raises: ReturnContended.
        """
        for _ in range(ATTEMPTS):
            decided = domain.decided(current, to, at=clock.now())
            if isinstance(decided, ReturnMoveNotAllowed):
                return decided
            unwanted = current.wanted if to is Status.REJECTED else {}
            freed = self._freed(current.order_id, unwanted)
            if not self._returns.commit(*moved(decided), *freed, *also(current, decided)):
                return decided
            current = self._returns.find(current.id) or current
        raise ReturnContended(current.id)

    def expire(self, return_id: str) -> bool:
        """End the wait of a return if it is over: nothing comes any more. Raises: ReturnContended."""
        for _ in range(ATTEMPTS):
            current = self._returns.find(return_id)
            ended = domain.expired(current, at=clock.now()) if current else None
            if current is None or ended is None:
                return False
            freed = self._freed(current.order_id, current.wanted)
            if not self._returns.commit(*moved(ended), *freed):
                return True
        raise ReturnContended(return_id)

    def receive(
        self, current: Return, arrivals: tuple[Arrival, ...], also: AlsoMoved
    ) -> Return | ReturnMoveNotAllowed | InvalidInput | NotFound | AlreadyAnswered:
        """The goods are here: back to stock and the money due to go back, in one transaction.

        Raises: ReturnContended.
        """
        for _ in range(ATTEMPTS):
            errors = tuple(_unexpected(current, arrivals))
            if errors:
                return InvalidInput(errors)
            order = self._orders.find(current.order_id)
            found = self._payments.with_refunds(current.payment_id)
            if order is None or found is None:
                return NotFound()
            planned = self._received(current, order, found, arrivals)
            if isinstance(planned, ReturnMoveNotAllowed):
                return planned
            received, pending = planned
            refusals = self._returns.commit(*pending, *also(current, received))
            if not refusals:
                return received
            if AlreadyAnswered() in refusals:
                return AlreadyAnswered()
            _only_races(refusals)
            current = self._returns.find(current.id) or current
        raise ReturnContended(current.id)

    def _received(
        self,
        current: Return,
        order: Order,
        found: tuple[payments.Payment, Sequence[payments.Refund]],
        arrivals: tuple[Arrival, ...],
    ) -> tuple[Return, list[Write]] | ReturnMoveNotAllowed:
        """The return and all that is written when its goods are here."""
        at, (payment, refunds) = clock.now(), found
        arrived = {arrival.sku: arrival.quantity for arrival in arrivals}
        draft = refunding.of_a_return(order, payment, refunds, arrived)
        due = payments.refund_due(payment, draft, at=at) if draft else None
        if isinstance(due, payments.RefundTooLarge):
            raise RuntimeError(f"{due}, though it was cut to what is left")
        refund_id = due[1].id if due else None
        received = domain.received(current, arrivals, refund_id, at=at)
        if isinstance(received, ReturnMoveNotAllowed):
            return received
        claims = self._returns.claims(current.order_id)
        missing = {sku: count - arrived.get(sku, 0) for sku, count in current.wanted.items()}
        return received, [
            *moved(received),
            claims_kept(domain.given_back(claims, missing)),  # so that two returns are not received at once
            *_back_to_stock(order, _came(self._returns.list_of(claims)), arrivals),
            *(payments.refund_due_writes(*due) if due else ()),
        ]

    def _freed(self, order_id: str, unwanted: Mapping[str, int]) -> tuple[Write, ...]:
        """The write that lets units be returned by others."""
        if not unwanted:
            return ()
        return (claims_kept(domain.given_back(self._returns.claims(order_id), unwanted)),)


def _unclaimable(order: Order, claims: domain.Claims, lines: Sequence[ReturnLine]) -> Iterator[FieldError]:
    bought = {line.sku: line.quantity for line in order.lines}
    if claims.returns >= RETURNS_MAX:
        yield FieldError("/lines", f"An order has at most {RETURNS_MAX} returns.")
    for place, line in enumerate(lines):
        left = bought.get(line.sku, 0) - claims.of(line.sku)
        if line.sku not in bought:
            yield FieldError(f"/lines/{place}/sku", "The order has no such line.")
        elif line.sku in [other.sku for other in lines[:place]]:
            yield FieldError(f"/lines/{place}/sku", "Name a SKU once.")
        elif line.quantity > left:
            detail = f"Only {left} of {line.sku} are not returned or being returned."
            yield FieldError(f"/lines/{place}/quantity", detail)


def _unexpected(current: Return, arrivals: Sequence[Arrival]) -> Iterator[FieldError]:
    for place, arrival in enumerate(arrivals):
        wanted = current.wanted.get(arrival.sku, 0)
        if not wanted:
            yield FieldError(f"/lines/{place}/sku", "The return has no such line.")
        elif arrival.sku in [other.sku for other in arrivals[:place]]:
            yield FieldError(f"/lines/{place}/sku", "Name a SKU once.")
        elif not 0 < arrival.quantity <= wanted:
            yield FieldError(f"/lines/{place}", f"Between 1 and {wanted} of {arrival.sku} are expected.")


def _back_to_stock(order: Order, before: Counter[str], arrivals: Sequence[Arrival]) -> Iterator[Write]:
    """Units go back to where they came from: the order's places in turn, those before having come first."""
    lines = {line.sku: line for line in order.lines}
    for arrival in arrivals:
        good = arrival.restocked
        for allocation in part(lines[arrival.sku].allocations, arrival.quantity, after=before[arrival.sku]):
            restocked = min(good, allocation.quantity)
            good, damaged = good - restocked, allocation.quantity - restocked
            yield inventory.come_back(arrival.sku, allocation.place, restocked=restocked, damaged=damaged)


def _too_late(order: Order, lines: Sequence[ReturnLine]) -> domain.ReturnTooLate | None:
    """Why an order's lines do not come back any more. The days begin with delivery, or when an account
    claimed the order, if that was later; what is under way has all of them."""
    if order.status is not orders.Status.DELIVERED:
        return None
    reasons, window_days = [line.reason for line in lines], value_of(RETURN_WINDOW_DAYS)
    return domain.too_late(reasons, order.updated_at, window_days=window_days, at=clock.now())


def _came(returns: Sequence[Return]) -> Counter[str]:
    """Units by SKU that have come back with these."""
    units: Counter[str] = Counter()
    for arrival in chain.from_iterable(one.arrivals for one in returns):
        units[arrival.sku] += arrival.quantity
    return units


def _only_races(refusals: Sequence[object]) -> None:
    """Raises: RuntimeError where units are not where the order says, which is no race."""
    if all(isinstance(refusal, inventory.StockInconsistent) for refusal in refusals):
        raise RuntimeError(f"units that were sold are not there: {refusals}")
