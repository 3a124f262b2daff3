"""What checkouts make AWS do: what functions log, the saga's history, events, and the CPU of workers."""

import json
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from haat import clock
from haat.manifest import Schedule
from infra.cdk.services import discover, functions_of
from infra.local import aws, processes, workers
from infra.local.bench.shop import BenchShop

PREFIX = "haat-local-"
WARM_UP, CHECKOUTS = 10, 40
TIMEOUT_S = 120.0
QUIET_S = 4.0  # after the last confirmation: its mail and its events


@dataclass(frozen=True, slots=True)
class Invocation:
    """One line of a function's log."""

    function: str  # "checkout-place-order"
    calls: tuple[str, ...]
    read_units: float
    write_units: float
    log_bytes: int


@dataclass(slots=True)
class Recording:
    """What `checkouts` did, warm and one after another."""

    checkouts: int
    invocations: list[Invocation] = field(default_factory=list)
    transitions: int = 0
    events: Counter[str] = field(default_factory=Counter)
    index_units: float = 0.0  # writes of the index, which the emulator leaves out of transactions
    mails: int = 0
    cpu_ms: dict[str, float] = field(default_factory=dict)  # by function


def record(shop: BenchShop) -> Recording:
    """Check out, wait until all is quiet, and gather what was done."""
    token = shop.new_customer()
    _check_out(shop, token, WARM_UP)
    cpu_before = workers.cpu_ms_by_function(shop.emulator_pid)
    since_s = time.time()
    orders = _check_out(shop, token, CHECKOUTS)
    cpu = workers.cpu_ms_by_function(shop.emulator_pid)
    cpu.subtract(cpu_before)
    clockwork = {one.name for one in functions_of(discover(), Schedule)}  # that is what idling costs
    invoked = (one for one in _invocations(shop, int(since_s * 1000)) if one.function not in clockwork)
    found = Recording(len(orders), list(invoked))
    found.cpu_ms = {name.removeprefix(PREFIX): float(ms) for name, ms in cpu.items()}
    found.transitions = sum(_transitions(shop, order_id) for order_id in orders)
    for item in _items(shop):
        if item["sk"].startswith("EVENT#") and item["occurred_at"] >= clock.iso(int(since_s)):
            found.events[str(item["name"])] += 1
        if item["pk"].removeprefix("ORDER#") in orders or item.get("order_id") in orders:
            found.index_units += _index_units(item)
    found.mails = sum(call == "ses.SendEmail" for one in found.invocations for call in one.calls)
    return found


def _check_out(shop: BenchShop, token: str, times: int) -> list[str]:
    orders = []
    for turn in range(times):
        orders.append(shop.check_out(token, turn))
        processes.wait_until(
            lambda: shop.is_confirmed(orders[-1]), f"{orders[-1]} to be confirmed", timeout_s=TIMEOUT_S
        )
    time.sleep(QUIET_S)
    return orders


def _invocations(shop: BenchShop, since_ms: int) -> Iterator[Invocation]:
    logs = aws.session().client("logs", endpoint_url=shop.layout.endpoint_url)
    for group in logs.describe_log_groups()["logGroups"]:
        name = group["logGroupName"]
        function = name.rpartition("/")[2].removeprefix(PREFIX)
        asked: dict[str, Any] = {"logGroupName": name, "startTime": since_ms}
        while True:
            page = logs.filter_log_events(**asked)
            yield from (_invocation(function, event["message"]) for event in page["events"] if _tells(event))
            if not page.get("nextToken") or page["nextToken"] == asked.get("nextToken"):
                break
            asked["nextToken"] = page["nextToken"]


def _tells(event: Any) -> bool:
    return '"round_trips"' in event["message"]


def _invocation(function: str, message: str) -> Invocation:
    told = json.loads(message)
    return Invocation(
        function, tuple(told["calls"].split()), told["read_units"], told["write_units"], len(message)
    )


def _transitions(shop: BenchShop, order_id: str) -> int:
    """States entered: "a state transition each time a step of your workflow is executed" (AWS)."""
    machine: str = json.loads(shop.layout.stack_file.read_text())["outputs"]["CheckoutMachineArn"]
    execution = f"{machine.replace(':stateMachine:', ':execution:')}:{order_id}"
    states = aws.session().client("stepfunctions", endpoint_url=shop.layout.endpoint_url)
    history = states.get_execution_history(executionArn=execution, maxResults=1000)["events"]
    return sum(event["type"].endswith("StateEntered") for event in history)


def _items(shop: BenchShop) -> Iterator[dict[str, Any]]:
    """The whole table, which a bench keeps small."""
    table = aws.table(shop.layout, json.loads(shop.layout.stack_file.read_text())["table"])
    asked: dict[str, Any] = {}
    while True:
        page = table.scan(**asked)
        yield from page["Items"]
        if "LastEvaluatedKey" not in page:
            return
        asked["ExclusiveStartKey"] = page["LastEvaluatedKey"]


def _index_units(item: dict[str, Any]) -> float:
    """Each version of an indexed item was written to the index as well, whole. A payment leaves the index
    when its order takes its money, which is one write more."""
    is_payment = item["kind"] == "payment"
    if "gsi1pk" not in item and not is_payment:
        return 0.0
    size = sum(len(name) + len(str(value)) for name, value in item.items())
    return float((int(item["version"]) + is_payment) * -(-size // 1024))
