"""What the bench multiplies: amounts, prices and what is free."""

import pytest

from haat.manifest import Reaction
from infra.cdk.services import discover, functions_of
from infra.local.bench import bill, checkout_cost
from infra.local.bench.bill import Line
from infra.local.bench.recording import Invocation, Recording


def test_every_price_says_where_it_is_from() -> None:
    assert bill.table()["date"]
    for price in bill.table()["prices"].values():
        assert price["usd"] > 0
        assert price["per"] > 0
        assert price["source"]


def test_a_line_is_an_amount_times_a_price() -> None:
    assert Line("transitions", 4000, "states_transition").usd == pytest.approx(0.1)
    assert bill.total_usd([Line("a", 1, "kms_key_month"), Line("b", 2, "secret_month")]) == pytest.approx(1.8)


def test_what_is_free_is_free_once() -> None:
    alarms = [Line("some", 8, "alarm_month"), Line("more", 8, "alarm_month"), Line("key", 1, "kms_key_month")]
    assert bill.total_usd(alarms) == pytest.approx(2.6)
    assert bill.after_free_usd(alarms) == pytest.approx(1.6)


def test_a_call_that_nobody_has_timed_takes_a_while_as_well() -> None:
    assert bill.latency_ms(["dynamodb.GetItem", "unheard.Of"]) == 4 + 20
    assert bill.latency_ms([]) == 0


def test_a_thousand_checkouts_are_those_recorded_and_more_of_the_same() -> None:
    one = Invocation("checkout-place-order", ("dynamodb.GetItem",), 1.0, 28.0, 500)
    found = Recording(2, [one, one], transitions=8, mails=2, cpu_ms={"checkout-place-order": 10.0})
    found.events.update({"OrderPlaced": 2})
    amounts = {line.price: line.amount for line in checkout_cost.bill_of(found)}
    assert amounts["states_transition"] == 4000
    assert amounts["dynamodb_write_unit"] == 28_000
    assert amounts["lambda_request"] == amounts["http_api_request"] == amounts["ses_mail"] == 1000
    # 5 ms of CPU at 512 of 1,769 MB take 17.3 ms, and the call 4
    assert amounts["lambda_gb_second_arm"] == pytest.approx(1000 * (5 * 1769 / 512 + 4) / 1000 / 2)
    hearing = [one for one in functions_of(discover(), Reaction) if "OrderPlaced" in one.events]
    assert amounts["sqs_request"] == 3000 * len(hearing)  # sent, received and deleted for each
