"""Gates of addresses in the table, and what came through them, as events."""

from collections.abc import Iterator
from dataclasses import dataclass

from behaviour.domain import Gate, Told
from behaviour.keys import BEHAVIOUR, GATE, GATE_SORT
from haat import clock, ids
from haat.derived import tag
from haat.events import outbox
from haat.table import reads, writes
from haat.table.item import Document, Item

SERVICE_NAME = "behaviour"
GATE_KEPT_S = 2 * 24 * 3600  # it is another one each day
EVENT_KEPT_S = 7 * 24 * 3600  # nobody's audit trail; the bus has it within seconds


class GateItem(Item, discriminator="behaviour_gate"):
    """What one address may tell on one day. The address itself is not kept."""

    gate: Document[Gate] = Document(Gate)


@dataclass(frozen=True, slots=True)
class Passed:
    """Somebody of the same address came through at the same moment."""


class GateStore:
    """Gates; each method is one row of ACCESS_PATTERNS.md."""

    def find(self, address: str) -> Gate:
        """The gate of an address, as it is today. One consistent read."""
        item = reads.find(GateItem, _key(address), GATE_SORT, consistent=True)
        return item.gate if item else Gate()

    def pass_through(self, address: str, gate: Gate, told: Told) -> Passed | None:
        """Keep the gate as it is after `told`, with its events. One transaction of 3 or 5 writes."""
        ttl = clock.now_s() + GATE_KEPT_S
        item = GateItem(pk=_key(address), sk=GATE_SORT, gate=gate, version=gate.version, ttl=ttl)
        before = GateItem.version == gate.version - 1 if gate.version > 1 else GateItem.pk.does_not_exist()
        change = writes.put(item, when=before, refused=lambda _: Passed())
        refusals = writes.commit(change, *_events(told))
        return Passed() if refusals else None


def _key(address: str) -> str:
    """A key from which nobody can tell the address, nor that it was here on another day."""
    return GATE.key(tag("behaviour", f"{clock.now()[:10]} {address}"))


def _events(told: Told) -> Iterator[writes.Write]:
    """Each request is an aggregate of its own: nothing has to be in order."""
    aggregate = BEHAVIOUR.key(ids.new_id("beh"))
    who: dict[str, object] = {"session_id": told.session_id, "customer_id": told.customer_id}
    told_of: dict[str, dict[str, object]] = {
        "ProductsViewed": {"views": told.views},
        "SearchesPerformed": {"searches": told.searches},
    }
    for sequence, (name, data) in enumerate(told_of.items(), start=1):
        if any(data.values()):
            yield outbox.emit(
                name,
                who | data,
                service=SERVICE_NAME,
                aggregate=aggregate,
                sequence=sequence,
                expires_at_s=clock.now_s() + EVENT_KEPT_S,
            )
