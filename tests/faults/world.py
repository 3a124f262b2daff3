"""A whole simulated shop: real handlers, real state machines, routing by the manifests, and simulated time.

    with World() as world:
        world.stock("bowl", 10, price_minor=2400)
        ada = world.customer("ada")
        ada.add("bowl", 2)
        order = ada.place()
        ada.pay(order)
        world.run_until_quiet()
        assert world.order(order.id)["status"] == {"S": "confirmed"}

What is left out: the publisher of keys and the sweeper of uploads, which touch nothing of an order, and the
auditor, whose library checks the world at its end anyway (tests.faults.invariants). What figures and staff's
lists, reviews, wishlists, recommendations and search learn is in the worlds of scenarios that ask for it.
The simulation is of one process and deterministic: the same seed and the same faults make the same calls.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from threading import get_ident
from typing import Any, Literal, Self

from botocore.awsrequest import AWSResponse

from haat.manifest import Function, Reaction, Schedule, StreamConsumer, Task
from infra.cdk.services import discover, functions_of
from tests.faults.agenda import CALL_MS, Agenda
from tests.faults.aws.answers import answered
from tests.faults.aws.buckets import Buckets
from tests.faults.aws.bus import Bus, Queue
from tests.faults.aws.engine import Engine, MiniStack, Raw
from tests.faults.aws.machines import Machines, tasks_of
from tests.faults.aws.small import Mailbox, key, secret
from tests.faults.aws.stream import Feed
from tests.faults.aws.wire import Wire
from tests.faults.calls import Calls, Fault
from tests.faults.front import Front
from tests.faults.invoking import Functions
from tests.faults.people import Admin, Customer, Order
from tests.faults.process import TABLE, Simulated, belonging_to
from tests.faults.provider import SimulatedProvider
from tests.faults.schedules import Schedules
from tests.faults.webhooks import Webhooks
from tests.support import shop

LEFT_OUT = (
    "auditor.tasks.audit_table",
    "identity.tasks.publish_keys",
    "media.tasks.sweep_uploads",
    "recommendations.tasks.start_training",
    "search.reactions.count_searches",
)
FIGURES = (
    "figures.reactions.count_figures",
    "figures.reactions.list_low_stock",
    "orders.reactions.list_order",
)
REVIEWS = ("reviews.reactions.learn_products", "reviews.reactions.learn_purchases")
SEARCH = ("search.reactions.index_products", "search.tasks.heal_index")
SIGNALS = ("recommendations.reactions.keep_signals",)
WISHLISTS = (
    "wishlists.reactions.follow_email",
    "wishlists.reactions.notice_changes",
    "wishlists.reactions.tell_watchers",
)
LEARNING = (*FIGURES, *REVIEWS, *SEARCH, *SIGNALS, *WISHLISTS)
"""What orders do not wait for: there where a scenario asks for it, since it makes every run longer."""
ERASURE = (
    "aftersales.reactions.erase_order",
    "cart.reactions.erase_customer",
    "identity.reactions.erase_customer",
    "identity.tasks.erase_accounts",
    "invoices.reactions.erase_order",
    "orders.reactions.erase_customer",
    "orders.reactions.erase_order",
    "payments.reactions.erase_order",
    "privacy.reactions.erase_customer",
    "recommendations.reactions.erase_customer",
    "reviews.reactions.erase_customer",
    "wishlists.reactions.erase_customer",
)
"""Likewise, where customers leave."""
Watcher = Callable[[Sequence[Raw]], None]
"""Sees the stream's records of each request that changed something, at once."""


class World:
    """The shop, its customers, its provider and its clock."""

    def __init__(
        self,
        *,
        seed: int = 1,
        faults: Sequence[Fault] = (),
        engine: Engine | None = None,
        learning: Sequence[str] = (),
    ) -> None:
        self.agenda = Agenda()
        self.calls = Calls(tuple(faults))
        self.functions = Functions(self.calls)
        self.provider = SimulatedProvider(self.agenda, self.calls)
        self.front = Front(self.calls, self.functions)
        self.request = self.front.request
        self.admin = Admin(self)
        self._customers: dict[str, Customer] = {}
        self.mailbox = Mailbox()
        self.buckets = Buckets()
        self.engine: Engine = engine or MiniStack()
        self.learning = learning
        declared = _present(learning)
        invoke = self.functions.invoke
        self.feeds = [
            Feed(each, self.agenda, self.calls, invoke)
            for each in declared
            if isinstance(each, StreamConsumer)
        ]
        self.queues = [
            Queue(each, self.agenda, self.calls, invoke) for each in declared if isinstance(each, Reaction)
        ]
        self.bus = Bus(self.queues)
        tasks = tasks_of(each for each in declared if isinstance(each, Task))
        self.machines = Machines(self.agenda, invoke, tasks)
        scheduled = [each for each in declared if isinstance(each, Schedule)]
        self.schedules = Schedules(scheduled, self.agenda, invoke, self.items)
        self.webhooks = Webhooks(self)
        self.provider_up_since_s = 0.0
        self.received: dict[str, int] = {}  # units that came in, by SKU
        self.watchers: list[Watcher] = []
        self.history: list[Raw] = []  # the stream's records, all of them
        self.threads = {get_ident()}
        wire = Wire(
            self.calls,
            {
                "dynamodb": self._table,
                "events": self.bus.answer,
                "s3": self.buckets.answer,
                "states": self.machines.answer,
                "ses": self.mailbox.answer,
                "kms": key,
                "secretsmanager": secret,
            },
        )
        simulated = Simulated(self.agenda, wire, self.provider, seed, self.threads)
        self._process = belonging_to(simulated)

    def __enter__(self) -> Self:
        self._process.__enter__()
        self.engine.create(TABLE)
        self.functions.begin_anew()
        self.schedules.begin()
        return self

    def __exit__(self, *raised: Any) -> None:
        self._process.__exit__(*raised)

    # Who is there

    def customer(self, name: str = "ada") -> Customer:
        """A registered customer; the same for the same name."""
        return self._customers.setdefault(name, Customer(self, name))

    # What is there

    def stock(
        self, sku: str, units: int, *, price_minor: int = 1000, elsewhere: Mapping[str, int] = {}
    ) -> None:
        """Put units of a SKU on the shelf, over what is there; `elsewhere`: by other warehouse or shard."""
        with self.calls.aside():
            shop.stock(sku, available=units, price_minor=price_minor, elsewhere=elsewhere)
        self.received[sku] = units + sum(elsewhere.values())

    def items(self) -> list[Raw]:
        """Every item of the table, raw."""
        return self.engine.items()

    def item(self, pk: str, sk: str) -> Raw | None:
        """One item, raw."""
        return next((raw for raw in self.items() if (raw["pk"]["S"], raw["sk"]["S"]) == (pk, sk)), None)

    def order(self, order_id: str) -> Raw:
        """An order's item. Raises: LookupError."""
        return _found(self.item(f"ORDER#{order_id}", "ORDER"), order_id)

    def status(self, order: Order) -> str:
        """Where an order stands; "" if it was never placed."""
        return str(self.order(order.id)["status"]["S"]) if order.is_placed else ""

    def payment(self, order_id: str) -> Raw:
        """The item of an order's payment. Raises: LookupError."""
        payment_id = self.order(order_id)["payment_id"]["S"]
        return _found(self.item(f"PAYMENT#{payment_id}", "PAYMENT"), payment_id)

    def units(self, sku: str) -> tuple[int, int, int]:
        """Available, reserved and sold units of a SKU, over all its rows."""
        rows = [raw for raw in self.items() if raw["kind"] == {"S": "sku"} and raw["sku"] == {"S": sku}]
        counted = (sum(int(row[name]["N"]) for row in rows) for name in ("available", "reserved", "sold"))
        return tuple(counted)  # type: ignore[return-value]  # three of them

    # What happens

    def advance(self, seconds: float) -> None:
        """Let time pass, and with it everything that is due by then."""
        until_ms = self.agenda.now_ms + round(seconds * 1000)
        while entry := self.agenda.take_due(until_ms):
            self._happen(entry.what)
        self.agenda.now_ms = max(self.agenda.now_ms, until_ms)

    def run_until_quiet(self, *, days: float = 30) -> None:
        """Let everything happen that will, and a few runs of each schedule after that; dead letters are
        handed back once.

        Raises: StillBusy, if that takes longer than `days`.
        """
        limit_ms = self.agenda.now_ms + round(days * 86_400_000)
        self._until_quiet(limit_ms)
        if sum(queue.redrive() for queue in self.queues):
            self._until_quiet(limit_ms)

    def aside(self) -> AbstractContextManager[None]:
        """Calls inside are the scenario's own: they meet no fault."""
        return self.calls.aside()

    def settle(self, order: Order, outcome: Literal["succeeded", "failed"]) -> None:
        """The bank answers for an order's intent, if one is on its way there."""
        for intent in self.provider.ledger.intents:
            if intent.metadata.get("order_id") == order.id and intent.status == "processing":
                self.provider.settle(intent.id, outcome)
        self.webhooks.look()

    def next_call(self, name: str, kind: str) -> None:
        """Script what the next call of a name meets: `world.next_call("ses.SendEmail", "crash_after")`."""
        self.calls.scripted[name] = kind

    @contextmanager
    def provider_down(self) -> Iterator[None]:
        """The provider does not answer the shop meanwhile."""
        self.calls.down["stripe"] = "timeout"
        try:
            yield
        finally:
            del self.calls.down["stripe"]
            self.provider_up_since_s = self.agenda.now_s

    @contextmanager
    def bus_down(self) -> Iterator[None]:
        """The bus refuses every event meanwhile."""
        self.bus.down = True
        try:
            yield
        finally:
            self.bus.down = False

    def _until_quiet(self, limit_ms: int) -> None:
        while not (self.agenda.next_due_ms is None and self.schedules.at_rest):
            entry = self.agenda.take_due(limit_ms)
            if entry is None:
                raise StillBusy(", ".join(self.agenda.waiting()))
            self._happen(entry.what)

    def _happen(self, what: Callable[[], object]) -> None:
        what()
        self.webhooks.look()

    def _table(self, operation: str, body: bytes) -> AWSResponse:
        answer = self.engine.answer(operation, body)
        self.agenda.pass_ms(CALL_MS)
        records = self.engine.changes()
        if records:
            self._changed(records)
        return answered(answer.status, answer.body)

    def _changed(self, records: list[Raw]) -> None:
        self.history += records
        self.schedules.changed(records)
        for feed in self.feeds:
            feed.take(records)
        for watch in self.watchers:
            watch(records)


class StillBusy(AssertionError):
    """Something goes on for ever."""


def _present(learning: Sequence[str]) -> list[Function]:
    absent = {*LEFT_OUT, *LEARNING, *ERASURE} - {*learning}
    return [each for each in _declared() if each.module not in absent]


@cache
def _declared() -> tuple[Function, ...]:
    return tuple(functions_of(discover(), Function))


def _found(item: Raw | None, name: str) -> Raw:
    if item is None:
        raise LookupError(name)
    return item
