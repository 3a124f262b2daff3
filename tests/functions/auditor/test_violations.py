"""One thing broken in a sound shop is found as exactly the invariant that it breaks."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from auditor.domain import INVARIANTS, ProviderIntent, ProviderRefund
from tests.functions.auditor.sound import LATER, Shop, money, raw, shop

Break = Callable[[Shop], object]
LESS_TAX = {"name": "VAT", "rate_ppm": 176_470, "taxable_minor": 1700, "tax_minor": 300}


def first_line(name: str, value: Any) -> Callable[[list[dict[str, Any]]], None]:
    return lambda lines: lines[0].update({name: value})


def total(name: str, value: Any) -> Callable[[dict[str, Any]], None]:
    return lambda totals: totals.update({name: value})


def intent(name: str, **changed: Any) -> Break:
    return lambda m: m.intents.update({name: replace(m.intents[name], **changed)})


def another_intent(made: Shop) -> None:
    made.intents["twice"] = replace(made.intents["confirmed"], id="pi_twice")


def orphan(status: str, received: int) -> Break:
    lost = ProviderIntent("pi_lost", status, 2000, received, "EUR", "ord_lost", "usr_1")
    return lambda m: m.intents.update(lost=lost)


def without_order(made: Shop) -> None:
    """A paid order is gone with everything of it but its payment."""
    gone = ("order", "key", "refund", "due", "gone", "event")
    made.items = {
        name: item
        for name, item in made.items.items()
        if not (name.split()[0] in gone and name.split()[1] == "cancelled")
    }
    made.items["payment cancelled"] |= raw(state="succeeded", refunded_minor=0, returned_minor=0, sequence=1)
    del made.intents["cancelled"]


def tax_added(made: Shop) -> None:
    made.edit("order pending", "lines", first_line("total_minor", 2203))
    changed = {"shipping_minor": -219, "tax_included": False}
    made.edit("order pending", "totals", lambda totals: totals.update(changed))


def edit_event(name: str, member: str, value: object) -> Break:
    def change(data: dict[str, Any]) -> None:
        data["order"][member] = value

    return lambda m: m.edit(name, "data", change)


def without_event_of_refund(made: Shop) -> None:
    """The last event of a payment is gone, and its number with it."""
    made.items.pop("gone cancelled")
    made.set("payment cancelled", sequence=2)


CASES: list[tuple[str, str, Break]] = [
    ("I1", "a unit is lost", lambda m: m.set("row main", available=2)),
    ("I1", "a unit too many in another warehouse", lambda m: m.set("row north", available=3)),
    ("I1", "a counter below zero", lambda m: m.set("row main", available=-1, damaged=5)),
    ("I1", "a unit held by nobody", lambda m: m.set("row main", reserved=5, available=2)),
    ("I1", "a unit sold twice", lambda m: m.set("row main", sold=2, available=2)),
    ("I1", "a unit that came back counts as sold", lambda m: m.items.update(back=raw(
        pk="RETURN#ret_1", sk="RETURN", arrivals='[{"sku": "bowl", "restocked": 1, "damaged": 0}]'))),
    ("I1", "a line of the ledger is gone", lambda m: m.items.pop("ledger loss")),
    ("I1", "a hold that is over keeps its units", lambda m: m.set("hold", state="released")),
    ("I1", "units are held at another place", lambda m: (
        m.items.update({
        "row main": m.items["row main"] | raw(reserved=5, available=2),
        "row north": m.items["row north"] | raw(reserved=0, available=3)}))),
    ("I1", "what came back is sold still", lambda m: m.edit(
        "return", "arrivals", lambda arrivals: arrivals[0].update(damaged=0))),
    ("I1", "a return is gone", lambda m: m.items.pop("return")),
    ("I1", "a hold is gone", lambda m: m.items.pop("hold")),
    ("I1", "a whole row is gone", lambda m: m.items.pop("row north")),
    ("I1", "units of a SKU that has no row", lambda m: m.items["ledger"].update(pk={"S": "SKU#tea"})),
    ("I1", "a line is allocated in part", lambda m: m.edit(
        "order pending", "lines", first_line("allocations", [{"place": "main", "quantity": 1}]))),
    ("I2 I7", "more is refunded than was paid", lambda m: m.set("payment cancelled", refunded_minor=2001)),
    ("I2 I7", "less than nothing is refunded", lambda m: m.set("payment pending", refunded_minor=-1)),
    ("I2 I7", "a refund is not in the sum", lambda m: m.set("payment confirmed", refunded_minor=0)),
    ("I2", "a refund is due still", lambda m: m.set("refund confirmed", state="due")),
    ("I2", "a refund failed and still counts", lambda m: m.set("refund confirmed", state="failed")),
    ("I2", "the provider refunded more than we know", lambda m: m.refunds.append(
        ProviderRefund("re_2", "pi_confirmed", 1, "pending"))),
    ("I2", "a refund is due still, and the provider waits", lambda m: (
        m.items.update({"refund confirmed": m.items["refund confirmed"] | raw(state="due")}),
        m.refunds.pop(0))),
    ("I2", "the provider never refunded", lambda m: m.refunds.pop(0)),
    ("I3", "a second order under one key", lambda m: m.items.pop("key pending")),
    ("I3", "two orders of one version of a cart", lambda m: m.set("order pending", cart_version=9)),
    ("I4", "no payment", lambda m: m.items.pop("payment pending")),
    ("I4", "a payment of another amount", lambda m: m.set("payment pending", amount_minor=1999)),
    ("I4", "a payment in another currency", lambda m: m.set("payment confirmed", currency="USD")),
    ("I4", "somebody else's payment", lambda m: m.set("payment confirmed", customer_id="usr_2")),
    ("I4", "the provider took less", intent("confirmed", amount_minor=1999)),
    ("I4", "the provider took another currency", intent("confirmed", currency="JPY")),
    ("I4", "somebody else paid", intent("confirmed", customer_id="usr_2")),
    ("I5", "a cancelled order's money stays, by our items", lambda m: m.set(
        "refund cancelled", state="due")),
    ("I5", "a cancelled order's money stays, at the provider", lambda m: m.refunds.pop(1)),
    ("I5", "the provider has money for an order that is not there", orphan("succeeded", 2000)),
    ("I5", "captured for an order that is not there", without_order),
    ("I6", "the event of the last transition is missing", lambda m: m.items.pop("event confirmed 2")),
    ("I6", "an event without a transition", lambda m: m.items.update(more=m.items[
        "event confirmed 2"] | raw(sequence=3))),
    ("I6", "the bus does not have an event", lambda m: m.items.update(
        pointer=raw(pk="OUTBOX#3", sk="2026-11-22T09:30:00Z#ORDER#ord_confirmed/2"))),
    ("I7", "an event in the middle is gone", lambda m: m.items.pop("event cancelled 2")),
    ("I7", "an order is not what its events say", lambda m: m.set("order confirmed", status="shipped")),
    ("I7", "an event tells of another total", edit_event("event confirmed 2", "total", money(1))),
    ("I7", "an event tells of another customer", edit_event("event pending 1", "customer_id", "usr_2")),
    ("I7", "events without their order", lambda m: m.items.update(
        stray=m.items["event pending 1"] | raw(pk="ORDER#ord_gone"))),
    ("I7", "a payment is not what its events say", lambda m: m.set("payment pending", state="cancelled")),
    ("I7", "a refund of another amount is told", lambda m: m.edit(
        "due cancelled", "data", lambda data: data["amount"].update(amount_minor=1999))),
    ("I7", "what has gone is not what is told", lambda m: m.set("payment confirmed", returned_minor=0)),
    ("I7", "a refund that failed is told and counts still", lambda m: m.items.update(
        failed=m.items["due confirmed"] | raw(name="RefundFailed", sequence=4),
        **{"payment confirmed": m.items["payment confirmed"] | raw(sequence=4)})),
    ("I7", "a refund without its event", without_event_of_refund),
    ("I7", "an event of a payment is gone", lambda m: m.items.pop("paid confirmed")),
    ("I7", "an event of a payment too many", lambda m: m.set("payment confirmed", sequence=0)),
    ("I8", "a coupon is used too often", lambda m: m.set("coupon", uses_max=0)),
    ("I8", "a use is not counted", lambda m: m.set("coupon", uses=0)),
    ("I8", "a buyer's use is not counted", lambda m: m.set("uses of buyer", uses=0)),
    ("I8", "a use that was given back counts", lambda m: m.set("use given back", given_back_at="")),
    ("I8", "a buyer uses it too often", lambda m: m.edit("coupon", "terms", lambda terms: terms.update(
        uses_per_customer_max=0))),
    ("I8", "an order has a discount without a use", lambda m: m.set("order confirmed", coupon_code="SPRING")),
    ("I9", "a line is not price times quantity", lambda m: m.edit(
        "order pending", "lines", first_line("unit_price", money(999)))),
    ("I9", "a fraction of a cent", lambda m: m.edit(
        "order pending", "lines", first_line("discount_minor", 100.0))),
    ("I9", "a line in another currency", lambda m: m.edit("order pending", "lines", first_line(
        "unit_price", {"amount_minor": 1000, "currency": "USD"}))),
    ("I9", "a line pays other than its parts", lambda m: m.edit(
        "order pending", "lines", first_line("total_minor", 1901))),
    ("I9", "taxes do not sum up", lambda m: m.edit("order pending", "totals", total("taxes", []))),
    ("I9", "parts do not sum up", lambda m: m.edit(
        "order pending", "totals", total("shipping_minor", 101))),
    ("I9", "goods do not sum up", lambda m: m.edit(
        "order pending", "totals", lambda totals: totals.update(items_minor=1900, shipping_minor=200))),
    ("I9", "lines have more discount than the order", lambda m: m.edit(
        "order pending", "totals", lambda totals: totals.update(discount_minor=50, shipping_minor=50))),
    ("I9", "lines have more tax than the order", lambda m: m.edit(
        "order pending", "totals", lambda totals: totals.update(tax_minor=300, taxes=[LESS_TAX]))),
    ("I9", "a tax is not its rate", lambda m: m.edit(
        "order pending", "totals", lambda totals: totals["taxes"][0].update(rate_ppm=191_000))),
    ("I9", "shipping is below zero, tax being added", tax_added),
    ("I11", "an order went back", lambda made: (
        edit_event("event cancelled 1", "status", "confirmed")(made),
        edit_event("event cancelled 2", "status", "pending")(made))),
    ("I11", "a payment went back", lambda m: m.items.update({
        "due cancelled": m.items["due cancelled"] | raw(sequence=3),
        "gone cancelled": m.items["gone cancelled"] | raw(sequence=2)})),
    ("I12", "a finished order can be paid", lambda m: (
        m.intents.update(open=replace(m.intents["pending"], id="pi_open", order_id="ord_cancelled")))),
    ("I12", "an intent of no order can be paid", orphan("requires_action", 0)),
    ("I16", "stars are counted that no review shows", lambda m: m.set("review", state="deleted")),
    ("I16", "other stars are counted", lambda m: m.set("review", opinion='{"stars": 3}')),
    ("I16", "stars are not counted", lambda m: m.set("review waiting", state="published")),
    ("I16", "nobody tells of a rating", lambda m: m.items.pop("rated")),
    ("I16", "another rating is told", lambda m: m.set("rated", data='{"histogram": {"5": 1}}')),
    ("I16", "a review that waits is not counted", lambda m: m.set("reviewer", waiting=0)),
    ("I16", "a vote is not counted", lambda m: m.set("feedback", helpful=0)),
    ("I16", "a vote is counted that nobody gave", lambda m: m.items.pop("vote")),
]  # fmt: skip


def test_a_sound_shop_has_no_violations() -> None:
    assert shop().found(now="2026-11-22T09:32:00Z") == []


@pytest.mark.parametrize(("invariant", "_", "broken"), CASES, ids=[f"{case[0]}: {case[1]}" for case in CASES])
def test_what_is_broken_is_found(invariant: str, _: str, broken: Break) -> None:
    made = shop()
    broken(made)
    assert set(made.found()) == set(invariant.split())


def test_two_succeeded_intents_of_one_order_are_no_single_payment() -> None:
    made = shop()
    another_intent(made)
    assert made.found() == ["I2", "I4"]  # and the money is more than our items know


def test_a_hold_that_outlives_its_deadline_is_found_by_the_time() -> None:
    made = shop()
    assert made.found(now=LATER) == ["I10"]
    intent("pending", status="processing")(made)
    assert made.found(now=LATER) == []


@pytest.mark.parametrize("invariant", INVARIANTS)
def test_every_invariant_has_a_case(invariant: str) -> None:
    assert invariant in {"I10", *(case[0] for case in CASES)}


ALWAYS: list[tuple[str, Break]] = [
    ("I2 I7", lambda m: m.set("payment confirmed", refunded_minor=0)),
    ("I2", lambda m: m.refunds.append(ProviderRefund("re_2", "pi_confirmed", 1501, "pending"))),
    ("I4", lambda m: m.set("payment confirmed", captured_minor=1999)),
    ("I4", lambda m: m.intents.pop("confirmed")),
    ("I9", lambda m: m.edit("order pending", "totals", total("shipping_minor", 101))),
    ("I11", edit_event("event cancelled 2", "status", "shipped")),
]


@pytest.mark.parametrize(
    ("invariant", "broken"), ALWAYS, ids=[f"{number} {case[0]}" for number, case in enumerate(ALWAYS)]
)
def test_what_must_hold_at_every_moment_is_found_at_any(invariant: str, broken: Break) -> None:
    made = shop()
    broken(made)
    assert set(made.found(quiet=False)) == set(invariant.split())


def test_what_is_under_way_is_no_violation_until_everything_is_quiet() -> None:
    made = shop()
    made.set("refund cancelled", state="due")
    made.refunds.pop(1)
    orphaned_pointer = raw(pk="OUTBOX#3", sk="2026-11-22T09:30:00Z#ORDER#ord_confirmed/2")
    made.items["pointer"] = orphaned_pointer
    assert made.found(quiet=False) == []
    assert made.found() == ["I5", "I5", "I6"]


def test_the_raw_items_are_json_for_dynamodb() -> None:
    assert json.loads(json.dumps(shop().items["row main"]))["sold"] == {"N": "1"}
