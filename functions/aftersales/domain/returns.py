"""What a return is and what may become of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from aftersales.keys import return_id_of
from haat import clock
from haat.errors import Conflict

DAY_S = 24 * 3600
ANSWER_WITHIN_S = 14 * DAY_S  # a request that nobody answers is over then
ARRIVE_WITHIN_S = 30 * DAY_S  # so is an approved return whose parcel does not come


class Status(StrEnum):
    """Where a return stands."""

    REQUESTED = "requested"  # somebody has to approve it
    APPROVED = "approved"  # the parcel is awaited
    RECEIVED = "received"  # the goods are here, and their money is due to go back
    REJECTED = "rejected"
    EXPIRED = "expired"


MOVES: dict[Status, frozenset[Status]] = {
    Status.REQUESTED: frozenset({Status.APPROVED, Status.REJECTED, Status.EXPIRED}),
    Status.APPROVED: frozenset({Status.RECEIVED, Status.REJECTED, Status.EXPIRED}),
    Status.RECEIVED: frozenset(),
    Status.REJECTED: frozenset(),
    Status.EXPIRED: frozenset(),
}
WAITING = (Status.REQUESTED, Status.APPROVED)


class ReturnReason(StrEnum):
    """Why a customer sends something back."""

    DAMAGED = "damaged"
    WRONG_ITEM = "wrong_item"
    NOT_AS_DESCRIBED = "not_as_described"
    NOT_WANTED = "no_longer_wanted"
    OTHER = "other"


REASONS_OF_FAULT = frozenset({ReturnReason.DAMAGED, ReturnReason.WRONG_ITEM, ReturnReason.NOT_AS_DESCRIBED})


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """Units that a customer wants to send back."""

    sku: str
    quantity: int
    reason: ReturnReason


@dataclass(frozen=True, slots=True)
class Arrival:
    """Units that have arrived."""

    sku: str
    restocked: int  # as good as new
    damaged: int

    @property
    def quantity(self) -> int:
        return self.restocked + self.damaged


@dataclass(frozen=True, slots=True)
class Return:
    """One return of one order."""

    id: str
    order_id: str
    customer_id: str
    email: str  # the address the order was placed with
    payment_id: str
    number: int  # from 1, of its order
    status: Status
    lines: tuple[ReturnLine, ...]
    created_at: str
    updated_at: str
    deadline: str | None  # when its wait is over; None: it waits for nothing
    arrivals: tuple[Arrival, ...] = ()
    refund_id: str | None = None  # None: nothing was paid for what arrived, or is left of it
    version: int = 1

    @property
    def wanted(self) -> Mapping[str, int]:
        """Units by SKU that it claims."""
        return {line.sku: line.quantity for line in self.lines}


@dataclass(frozen=True, slots=True)
class OrderNotReturnable(Conflict):
    """This order cannot be returned."""

    detail = "Only what was shipped can come back; the order is {order_status}."
    order_status: str


@dataclass(frozen=True, slots=True)
class ReturnMoveNotAllowed(Conflict):
    """A return cannot move this way."""

    detail = "A return that is {current} cannot become {wanted}."
    current: Status
    wanted: Status


@dataclass(frozen=True, slots=True)
class ReturnTooLate(Conflict):
    """It is too late to send this back."""

    detail = (
        "It could come back until {until}; what is damaged, wrong or not as described may at any time: "
        "announce it by itself."
    )
    until: str


def too_late(
    reasons: Iterable[ReturnReason], delivered_at: str, *, window_days: int, at: str
) -> ReturnTooLate | None:
    """Why units that were delivered long ago do not come back for these reasons; None: they may."""
    until = _after(delivered_at, window_days * DAY_S)
    return ReturnTooLate(until) if at > until and not REASONS_OF_FAULT.issuperset(reasons) else None


def requested(
    order_id: str,
    number: int,
    lines: tuple[ReturnLine, ...],
    *,
    customer_id: str,
    email: str,
    payment_id: str,
    at: str,
) -> Return:
    """A new return, the `number`th of its order."""
    return Return(
        id=return_id_of(order_id, number),
        order_id=order_id,
        customer_id=customer_id,
        email=email,
        payment_id=payment_id,
        number=number,
        status=Status.REQUESTED,
        lines=lines,
        created_at=at,
        updated_at=at,
        deadline=_after(at, ANSWER_WITHIN_S),
    )


def decided(made: Return, to: Status, *, at: str) -> Return | ReturnMoveNotAllowed:
    """The return when somebody in charge has approved or rejected it."""
    deadline = _after(at, ARRIVE_WITHIN_S) if to is Status.APPROVED else None
    return _moved(made, to, at=at, deadline=deadline)


def received(
    made: Return, arrivals: tuple[Arrival, ...], refund_id: str | None, *, at: str
) -> Return | ReturnMoveNotAllowed:
    """The return when its goods are here; late is better than never."""
    moved = _moved(made, Status.RECEIVED, at=at, deadline=None)
    if isinstance(moved, ReturnMoveNotAllowed):
        return moved
    return replace(moved, arrivals=arrivals, refund_id=refund_id)


def expired(made: Return, *, at: str) -> Return | None:
    """The return when its wait is over. None: it is not."""
    if made.deadline is None or at < made.deadline:
        return None
    moved = _moved(made, Status.EXPIRED, at=at, deadline=None)
    return None if isinstance(moved, ReturnMoveNotAllowed) else moved


def _moved(made: Return, to: Status, *, at: str, deadline: str | None) -> Return | ReturnMoveNotAllowed:
    if to not in MOVES[made.status]:
        return ReturnMoveNotAllowed(made.status, to)
    return replace(made, status=to, deadline=deadline, version=made.version + 1, updated_at=at)


def _after(at: str, seconds: int) -> str:
    return clock.iso(clock.seconds(at) + seconds)
