"""Returns in the table."""

from dataclasses import dataclass

from aftersales.domain import Arrival, Claims, Return, ReturnLine, Status
from aftersales.keys import (
    CLAIMS_SORT,
    DUE_PARTITIONS,
    RETURN,
    RETURN_SORT,
    RETURNS_DUE,
    RETURNS_OF,
    due_partition,
    return_id_of,
)
from haat import clock
from haat.events import outbox
from haat.table import reads, writes
from haat.table.item import Document, Integer, Item, Text
from haat.table.writes import Write

SERVICE_NAME = "aftersales"
RETURNS_MAX = 50  # of one order, all in one read
OVERDUE_MAX = 50  # that one query brings
EVENT_OF = {
    Status.REQUESTED: "ReturnRequested",
    Status.APPROVED: "ReturnApproved",
    Status.RECEIVED: "ReturnReceived",
    Status.REJECTED: "ReturnRejected",
    Status.EXPIRED: "ReturnExpired",
}


class ReturnItem(Item, discriminator="return"):
    """One return; in the index while it waits, by the end of its wait."""

    order_id = Text()
    customer_id = Text()
    email = Text()
    payment_id = Text()
    number = Integer()
    status = Text()
    lines: Document[tuple[ReturnLine, ...]] = Document(tuple[ReturnLine, ...])
    arrivals: Document[tuple[Arrival, ...]] = Document(tuple[Arrival, ...])
    created_at = Text()
    updated_at = Text()
    deadline = Text(null=True)
    refund_id = Text(null=True)


class ClaimsItem(Item, discriminator="claims"):
    """What the returns of one order claim together."""

    units: Document[dict[str, int]] = Document(dict[str, int])
    returns = Integer()


@dataclass(frozen=True, slots=True)
class ReturnChanged:
    """Somebody else changed a return of the order first: read it again."""


class ReturnStore:
    """Returns; each method is one row of ACCESS_PATTERNS.md."""

    def find(self, return_id: str) -> Return | None:
        """One return. One consistent read."""
        item = reads.find(ReturnItem, RETURN.key(return_id), RETURN_SORT, consistent=True)
        return _to_return(item) if item else None

    def claims(self, order_id: str) -> Claims:
        """What the returns of an order claim. One consistent read."""
        item = reads.find(ClaimsItem, RETURNS_OF.key(order_id), CLAIMS_SORT, consistent=True)
        return Claims(order_id, item.units, item.returns, item.version) if item else Claims(order_id)

    def list_of(self, claims: Claims) -> list[Return]:
        """The returns of an order, first to last. One consistent read of them all."""
        keys = [
            (RETURN.key(return_id_of(claims.order_id, number)), RETURN_SORT)
            for number in range(1, claims.returns + 1)
        ]
        found = reads.find_many(keys, consistent=True) if keys else {}
        made = [_to_return(item) for item in found.values() if isinstance(item, ReturnItem)]
        return sorted(made, key=lambda one: one.number)

    def overdue(self, before: str) -> list[str]:
        """The ids of returns whose wait is over. A query of each part of the index, eventually consistent."""
        where = ReturnItem.gsi1sk <= before
        pages = [
            reads.page(
                ReturnItem, RETURNS_DUE.key(part), limit=OVERDUE_MAX, after=None, where=where, by_index=True
            )
            for part in range(DUE_PARTITIONS)
        ]
        return [item.pk.removeprefix(RETURN.prefix) for page in pages for item in page.items]

    def commit(self, *changes: Write) -> list[object]:
        """Apply writes made by this module's functions, in one transaction: [] or what refused it."""
        return writes.commit(*changes)


def made(new: Return) -> tuple[Write, ...]:
    """The writes that create a return, with its event."""
    item = ReturnItem(
        pk=RETURN.key(new.id),
        sk=RETURN_SORT,
        gsi1pk=due_partition(new.id),
        gsi1sk=new.deadline,
        order_id=new.order_id,
        customer_id=new.customer_id,
        email=new.email,
        payment_id=new.payment_id,
        number=new.number,
        status=new.status.value,
        lines=new.lines,
        arrivals=new.arrivals,
        created_at=new.created_at,
        updated_at=new.updated_at,
        deadline=new.deadline,
    )
    return writes.put_new(item, refused=lambda _: ReturnChanged()), _event(new)


def moved(after: Return) -> tuple[Write, ...]:
    """The writes that save a return after a move, with its event, if nobody moved it before.

    One that expires must be overdue in the table's eyes as well, whatever its mover believes.
    """
    actions = [
        ReturnItem.status.set(after.status.value),
        ReturnItem.arrivals.set(after.arrivals),
        ReturnItem.updated_at.set(after.updated_at),
        ReturnItem.version.set(after.version),
    ]
    if after.deadline:
        actions += [ReturnItem.deadline.set(after.deadline), ReturnItem.gsi1sk.set(after.deadline)]
    else:
        gone = (ReturnItem.deadline, ReturnItem.gsi1pk, ReturnItem.gsi1sk)
        actions += [attribute.remove() for attribute in gone]
    if after.refund_id:
        actions.append(ReturnItem.refund_id.set(after.refund_id))
    when = ReturnItem.version == after.version - 1
    if after.status is Status.EXPIRED:
        when &= ReturnItem.deadline <= clock.now()
    change = writes.update(
        ReturnItem,
        RETURN.key(after.id),
        RETURN_SORT,
        actions,
        when=when,
        refused=lambda _: ReturnChanged(),
    )
    return change, _event(after)


def claims_kept(claims: Claims) -> Write:
    """The write that keeps what an order's returns claim, if nobody changed it before."""
    item = ClaimsItem(
        pk=RETURNS_OF.key(claims.order_id),
        sk=CLAIMS_SORT,
        units=dict(claims.units),
        returns=claims.returns,
        version=claims.version,
    )
    new = ClaimsItem.pk.does_not_exist()
    unchanged = new if claims.version == 1 else ClaimsItem.version == claims.version - 1
    return writes.put(item, when=unchanged, refused=lambda _: ReturnChanged())


def _event(about: Return) -> Write:
    shown = (
        "id", "order_id", "customer_id", "email", "payment_id", "number", "status", "lines", "arrivals",
        "refund_id", "created_at", "deadline",
    )  # fmt: skip
    return outbox.emit(
        EVENT_OF[about.status],
        {"return": {name: getattr(about, name) for name in shown}},
        service=SERVICE_NAME,
        aggregate=RETURN.key(about.id),
        sequence=about.version,
    )


def _to_return(item: ReturnItem) -> Return:
    return Return(
        id=item.pk.removeprefix(RETURN.prefix),
        order_id=item.order_id,
        customer_id=item.customer_id,
        email=item.email,
        payment_id=item.payment_id,
        number=item.number,
        status=Status(item.status),
        lines=item.lines,
        created_at=item.created_at,
        updated_at=item.updated_at,
        deadline=item.deadline,
        arrivals=item.arrivals,
        refund_id=item.refund_id,
        version=item.version,
    )
