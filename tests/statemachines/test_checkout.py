"""The checkout saga, branch by branch: the real file with plain functions as tasks."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.statemachines.walker import Failed, Walk, load, walk

ORDER = {"order_id": "ord_1", "payment_id": "pay_1", "hold_s": 900}


class Tasks(dict[str, Callable[[dict[str, Any]], Any]]):
    """Scripted tasks: each gives its outcomes in turn, the last one for ever; an error name is raised."""

    def __init__(self, **outcomes: str | list[str]) -> None:
        usual = {
            "AwaitPayment": "succeeded",
            "ConfirmOrder": "confirmed",
            "CancelIntent": "cancelled",
            "ReleaseOrder": "cancelled",
            "RequestRefund": "requested",
        }
        super().__init__({name: _script(outcome) for name, outcome in (usual | outcomes).items()})


def _script(outcomes: str | list[str]) -> Callable[[dict[str, Any]], Any]:
    script = [outcomes] if isinstance(outcomes, str) else outcomes
    turns: Iterator[str] = iter(script)

    def task(_: dict[str, Any]) -> dict[str, str]:
        outcome = next(turns, script[-1])
        if "." in outcome or outcome == "Transient":
            raise Failed(outcome)
        return {"outcome": outcome}

    return task


def run(**outcomes: str | list[str]) -> Walk:
    if outcomes.get("AwaitPayment") in ("declined", "cancelled"):
        outcomes.setdefault("ConfirmOrder", "unpaid")
    return walk("checkout", ORDER, Tasks(**outcomes))


def test_a_paid_order_is_verified_and_confirmed() -> None:
    assert run().states == ["AwaitPayment", "ConfirmOrder", "WhetherConfirmed", "Confirmed"]


def test_the_wait_lasts_as_long_as_the_hold_and_carries_its_token() -> None:
    done = run()
    assert done.timeouts_s["AwaitPayment"] == 900
    assert done.payloads["AwaitPayment"] == [{"payment_id": "pay_1", "task_token": "token-AwaitPayment"}]


@pytest.mark.parametrize(
    ("outcome", "reason"),
    [
        ("declined", "payment_declined"),
        ("cancelled", "cancelled_by_customer"),
        ("States.Timeout", "payment_not_received_in_time"),
    ],
)
def test_an_unpaid_order_is_closed_at_the_provider_first_and_released_second(
    outcome: str, reason: str
) -> None:
    done = run(AwaitPayment=outcome)
    asked = [] if outcome == "States.Timeout" else ["ConfirmOrder"]  # the provider says what it has
    assert [state for state in done.states if not state.startswith("Whether")] == [
        "AwaitPayment", *asked, "CancelIntent", "ReleaseOrder", "Released",
    ]  # fmt: skip
    assert done.payloads["ReleaseOrder"] == [{"order_id": "ord_1", "reason": reason}]


def test_if_the_provider_says_that_it_is_too_late_to_cancel_the_payment_wins() -> None:
    done = run(AwaitPayment="States.Timeout", CancelIntent="succeeded")
    assert done.states[-1] == "Confirmed"
    assert "ReleaseOrder" not in done.states


def test_a_payment_that_came_before_its_decline_was_told_wins() -> None:
    assert run(AwaitPayment="declined", ConfirmOrder="confirmed").states[-1] == "Confirmed"


def test_a_payment_that_the_provider_does_not_know_is_closed_and_released() -> None:
    done = run(ConfirmOrder="unpaid")
    assert done.states.index("CancelIntent") < done.states.index("ReleaseOrder")
    assert done.states[-1] == "Released"


def test_money_that_is_not_this_orders_goes_back_and_the_order_is_closed() -> None:
    done = run(ConfirmOrder="mismatch")
    assert done.states[-3:] == ["ReleaseMismatched", "RequestRefund", "Refunding"]
    assert done.payloads["ReleaseMismatched"] == [{"order_id": "ord_1", "reason": "payment_does_not_match"}]


def test_money_for_an_order_that_was_cancelled_meanwhile_goes_back() -> None:
    assert run(ConfirmOrder="too_late").states[-2:] == ["RequestRefund", "Refunding"]


def test_a_slow_payment_keeps_its_hold_until_the_bank_has_spoken() -> None:
    done = run(AwaitPayment=["States.Timeout", "succeeded"], CancelIntent="processing")
    assert done.states[3] == "AwaitSlowPayment"
    assert done.states[-1] == "Confirmed"
    assert done.timeouts_s["AwaitSlowPayment"] == 86_400


def test_a_payment_that_stays_slow_is_asked_for_every_day() -> None:
    done = run(AwaitPayment="States.Timeout", CancelIntent=["processing", "processing", "cancelled"])
    assert done.states.count("AwaitSlowPayment") == 2
    assert done.states[-1] == "Released"


@pytest.mark.parametrize("task", ["ConfirmOrder", "CancelIntent", "ReleaseOrder", "RequestRefund"])
def test_a_fault_that_passes_is_retried(task: str) -> None:
    waits = {"AwaitPayment": "declined"} if task in ("CancelIntent", "ReleaseOrder") else {}
    late = {"ConfirmOrder": "too_late"} if task == "RequestRefund" else {}
    usual = {"ConfirmOrder": "confirmed", "CancelIntent": "cancelled"}
    done = run(**waits, **late, **{task: ["Transient", "States.Timeout", usual.get(task, "done")]})
    assert done.error is None
    assert len(done.payloads[task]) == 3


@pytest.mark.parametrize("task", ["ConfirmOrder", "CancelIntent", "ReleaseOrder", "RequestRefund"])
def test_a_step_that_fails_for_good_parks_and_undoes_nothing(task: str) -> None:
    waits = {"AwaitPayment": "declined"} if task in ("CancelIntent", "ReleaseOrder") else {}
    late = {"ConfirmOrder": "too_late"} if task == "RequestRefund" else {}
    done = run(**waits, **late, **{task: "States.TaskFailed"})
    assert done.states[-2:] == [task, "Parked"]
    assert done.error == "CheckoutParked"


@pytest.mark.parametrize("fault", ["Runtime.ExitError", "Sandbox.Timedout", "Lambda.Unknown"])
@pytest.mark.parametrize("task", ["AwaitPayment", "VerifyPayment", "ConfirmOrder"])
def test_a_process_that_dies_is_followed_by_another(task: str, fault: str) -> None:
    usual = {"AwaitPayment": "succeeded", "VerifyPayment": "paid", "ConfirmOrder": "confirmed"}
    assert run(**{task: [fault, usual[task]]}).states[-1] == "Confirmed"


def test_a_wait_that_cannot_begin_is_tried_again_and_then_parks() -> None:
    assert run(AwaitPayment=["Transient", "succeeded"]).states[-1] == "Confirmed"
    assert run(AwaitPayment="States.TaskFailed").states == ["AwaitPayment", "Parked"]


def test_every_task_has_a_timeout_a_retry_and_a_catch() -> None:
    tasks = [state for state in load("checkout")["States"].values() if state["Type"] == "Task"]
    assert len(tasks) == 7
    for state in tasks:
        assert {"TimeoutSeconds", "Retry", "Catch"} <= state.keys()
        assert state["Catch"][-1] == {"ErrorEquals": ["States.ALL"], "Next": "Parked"}


def test_every_state_can_be_reached() -> None:
    states = load("checkout")["States"]
    walks = [
        run(), run(AwaitPayment="declined"), run(ConfirmOrder="mismatch"), run(ConfirmOrder="too_late"),
        run(AwaitPayment=["States.Timeout", "succeeded"], CancelIntent="processing"),
        run(ConfirmOrder="States.TaskFailed"),
    ]  # fmt: skip
    assert {state for done in walks for state in done.states} == set(states)
