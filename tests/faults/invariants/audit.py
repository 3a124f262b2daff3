"""All invariants of one world: some are watched from its beginning, the others checked once it is quiet.

I1 to I12 at rest are the auditor's, over raw items and the provider's own ledger; what needs the simulation
is checked here: every moment on the way (I1, I2, I6, I7, I10, I11), that the bus has had every event (I6),
what customers have seen (I13, I14), that no function goes beyond its manifest, and that nobody is left who
waits for a person. I15 is checked where the world has the writer of the search index.
"""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from auditor.domain import Violation, audit
from haat import clock
from tests.faults.invariants import customers, learned, stock, transitions
from tests.faults.invariants.raw import Found, Raw, plain
from tests.faults.world import World
from tests.support.audit import ledger_of

ASKED_EVERY_S = 86_400  # a slow payment that the provider says nothing of


@dataclass
class Audit:
    """Watches a world from its beginning."""

    world: World
    _seen: list[Violation] = field(default_factory=list)
    _received: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.world.watchers.append(self._watch)

    @property
    def so_far(self) -> list[Violation]:
        """Everything that was wrong on the way."""
        return list(self._seen)

    def at_rest(self) -> list[Violation]:
        """Everything that was wrong on the way, and everything that is wrong now that all is quiet."""
        world, items = self.world, self.world.items()
        received = Counter(world.received)
        received.update(self._received)
        ledger = ledger_of(world.provider)
        found = audit(items, ledger, quiet=True, now=clock.iso(int(world.agenda.now_s)), received=received)
        return [*self._seen, *found, *self._simulated()]

    def _watch(self, records: Sequence[Raw]) -> None:
        if self.world.calls.function is None:
            return  # a scenario puts goods on the shelf
        now_s = self.world.agenda.now_s
        self._received.update(stock.received_in(records))
        self._seen += stock.in_change(records)
        self._seen += transitions.in_change(records, now_s, self._excused_until_s())
        for charge in self.world.provider.ledger.charges:
            if not 0 <= charge.amount_refunded <= charge.amount_captured <= charge.amount:
                self._seen.append(Violation("I2", charge.id, "refunded ≤ captured ≤ amount", charge))

    def _simulated(self) -> Found:
        """What only the simulation knows."""
        yield from customers.at_rest(self.world.mailbox.sent, self.world.front.asked)
        published = {json.loads(entry["Detail"])["id"] for entry in self.world.bus.published}
        for raw in self.world.items():
            if raw["sk"]["S"].startswith("EVENT#") and raw["event_id"]["S"] not in published:
                yield Violation("I6", raw["event_id"]["S"], "published", "never")
        for what in self.world.calls.denied:
            yield Violation("rights", what, "granted by the manifest", "denied")
        yield from learned.at_rest(self.world)
        yield from self._left()
        yield from self._second_intents()

    def _second_intents(self) -> Found:
        """The reconciler cancels a second intent of an order; but there must never be one (G2)."""
        made = Counter(intent.metadata.get("order_id") for intent in self.world.provider.ledger.intents)
        for order_id, intents in made.items():
            if intents > 1:
                yield Violation("I4", f"order {order_id}", "one intent", intents)

    def _left(self) -> Found:
        """What waits for a person."""
        for running in self.world.machines.executions.values():
            if running.status != "SUCCEEDED":
                states = " → ".join(running.execution.states)
                yield Violation("I5", f"{running.machine} {running.name}", "ended", states)
        for queue in self.world.queues:
            for letter in queue.dead:
                yield Violation("I6", queue.declared.name, "no dead letter", letter.body)
        for feed in self.world.feeds:
            for record in feed.dead:
                keys = plain(record["dynamodb"]["Keys"])
                yield Violation("I6", feed.declared.name, "nothing given up", keys)

    def _excused_until_s(self) -> dict[str, float]:
        """Until when an order may hold its units: its money was on its way, or the provider was down."""
        ledger, world = self.world.provider.ledger, self.world
        excused: dict[str, float] = {}
        for intent in ledger.intents:
            told = [event for event in ledger.events if intent.id.encode() in bytes(event.data.object)]
            slow = any(event.type == "payment_intent.processing" for event in told)
            ended_s = told[-1].created + ASKED_EVERY_S if slow and intent.status != "processing" else 0
            until_s = world.agenda.now_s if intent.status == "processing" else ended_s
            excused[f"ORDER#{intent.metadata.get('order_id')}"] = max(until_s, world.provider_up_since_s)
        return excused
