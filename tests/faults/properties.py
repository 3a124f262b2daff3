"""A shop in which anything may happen next: Hypothesis buys, pays, cancels, restocks, reprices, repeats what
was delivered, and lets time pass, in any order. After each step nothing is wrong, and at the end all adds up.
"""

from typing import Any

import hypothesis
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from inventory import manifest as inventory
from payments.domain import PROVIDER_EVENTS
from tests.faults.invariants.audit import Audit
from tests.faults.people import CHALLENGED, DEBIT, DECLINED, VISA, Order
from tests.faults.world import World
from tests.support import shop

SKUS = ("bowl", "tea", "lamp")
PEOPLE = ("ada", "bob")
STEPS = 14  # of one story
FAULTS = ("lost", "crash_before", "crash_after")
CALLS = (
    "dynamodb.TransactWriteItems", "dynamodb.UpdateItem", "dynamodb.PutItem", "events.PutEvents",
    "states.SendTaskSuccess", "states.StartExecution", "stripe.payment_intents.create",
    "stripe.payment_intents.cancel", "stripe.refunds.create", "ses.SendEmail",
)  # fmt: skip


class Shop(RuleBasedStateMachine):
    """One story of a shop."""

    orders: Bundle[Any] = Bundle("orders")

    @initialize()
    def open(self) -> None:
        """Ten bowls, five teas and two lamps on the shelf."""
        self.world = World()
        self.world.__enter__()
        self.audit = Audit(self.world)
        for sku, units in zip(SKUS, (10, 5, 2), strict=True):
            self.world.stock(sku, units)

    @rule(
        target=orders,
        who=st.sampled_from(PEOPLE),
        wanted=st.dictionaries(st.sampled_from(SKUS), st.integers(1, 4), min_size=1),
    )
    def buy(self, who: str, wanted: dict[str, int]) -> Any:
        order = self.world.customer(who).buy(wanted)
        return (who, order) if order.is_placed else multiple()

    @rule(order=orders, method=st.sampled_from((VISA, VISA, DECLINED, CHALLENGED, DEBIT)))
    def pay(self, order: tuple[str, Order], method: str) -> None:
        who, placed = order
        customer = self.world.customer(who)
        customer.authenticate(customer.pay(placed, method))

    @rule(order=orders, outcome=st.sampled_from(("succeeded", "failed")))
    def bank_answers(self, order: tuple[str, Order], outcome: Any) -> None:
        self.world.settle(order[1], outcome)

    @rule(order=orders)
    def cancel(self, order: tuple[str, Order]) -> None:
        who, placed = order
        self.world.customer(who).cancel(placed)

    @rule(order=orders, status=st.sampled_from(("shipped", "delivered", "cancelled")))
    def move(self, order: tuple[str, Order], status: str) -> None:
        self.world.admin.move(order[1], status)

    @rule(sku=st.sampled_from(SKUS), units=st.integers(-3, 5))
    def restock(self, sku: str, units: int) -> None:
        body = {"sku": sku, "change": units, "reason": "counted"}
        self.world.admin.ask(inventory.UPDATE_STOCK, body)

    @rule(sku=st.sampled_from(SKUS), price_minor=st.integers(50, 9999))
    def reprice(self, sku: str, price_minor: int) -> None:
        with self.world.aside():
            shop.change_offer(sku, prices={"EUR": price_minor})

    @rule(data=st.data())
    def redeliver(self, data: st.DataObject) -> None:
        """A webhook comes once more, however old it is."""
        told = [event for event in self.world.provider.ledger.events if event.type in PROVIDER_EVENTS]
        if told:
            assert self.world.webhooks.deliver(data.draw(st.sampled_from(told))).status == 200

    @rule(call=st.sampled_from(CALLS), kind=st.sampled_from(FAULTS))
    def something_will_go_wrong(self, call: str, kind: str) -> None:
        self.world.next_call(call, kind)

    @rule(seconds=st.sampled_from((1, 20, 300, 1000, 86_400)))
    def time_passes(self, seconds: int) -> None:
        self.world.advance(seconds)

    @invariant()
    def nothing_is_wrong_on_the_way(self) -> None:
        if hasattr(self, "audit"):
            assert self.audit.so_far == []

    def teardown(self) -> None:
        """Everything comes to rest, and adds up."""
        if not hasattr(self, "world"):
            return
        try:
            self._let_banks_answer()
            self.world.run_until_quiet()
            assert self.audit.at_rest() == []
        finally:
            self.world.__exit__(None, None, None)

    def _let_banks_answer(self) -> None:
        for intent in list(self.world.provider.ledger.intents):
            if intent.status == "processing":
                self.world.provider.settle(intent.id, "succeeded")
        self.world.webhooks.look()


def tell(seed: int, stories: int) -> None:
    """Play so many stories. Raises: AssertionError, with the shortest story that goes wrong."""
    machine = hypothesis.seed(seed)(Shop)
    run_state_machine_as_test(machine, settings=_settings(stories))


def _settings(stories: int) -> settings:
    return settings(
        max_examples=stories,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        print_blob=True,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink),
    )


def section(seed: int, stories: int) -> dict[str, object]:
    """The part of `make proof` that is about properties. A story that goes wrong is printed step by step."""
    try:
        tell(seed, stories)
    except AssertionError as wrong:
        print("\n".join([str(wrong), *getattr(wrong, "__notes__", ())]))
        print("again: ONLY=properties make proof")
        return {"seed": seed, "stories": stories, "steps_max": STEPS, "violations": 1}
    return {"seed": seed, "stories": stories, "steps_max": STEPS, "violations": 0}
