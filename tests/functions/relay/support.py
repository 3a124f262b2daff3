"""Events in the table, and their pointers."""

from haat.events import outbox, pointers
from haat.events.outbox import EventItem
from haat.events.pointers import PARKED, PointerItem
from haat.table import reads, writes
from tests.support.table import items


def emit(order_id: str, sequence: int = 1) -> EventItem:
    """An event of an order, as it is in the table."""
    write = outbox.emit(
        "OrderPlaced",
        {"order": {"id": order_id}},
        service="orders",
        aggregate=f"ORDER#{order_id}",
        sequence=sequence,
    )
    assert writes.commit(write) == []
    found = reads.find(EventItem, *outbox.key_of(f"ORDER#{order_id}/{sequence}"))
    assert found
    return found


def waiting() -> list[str]:
    """Ids of the events that the bus may not have."""
    return sorted(pointers.pointed_at(sk)[0] for sk in _sort_keys() if not sk.startswith(PARKED))


def parked() -> list[str]:
    """Ids of the events that the bus refused for good."""
    return sorted(pointers.pointed_at(sk)[0] for sk in _sort_keys() if sk.startswith(PARKED))


def _sort_keys() -> list[str]:
    return [item.sk for item in items(PointerItem)]
