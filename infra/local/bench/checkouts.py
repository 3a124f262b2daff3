"""Whole checkouts, eight buyers at once: how many finish a second, and the CPU that one takes."""

import json
import statistics
import time
from concurrent.futures import ThreadPoolExecutor

from infra.local import processes, workers
from infra.local.bench.shop import BenchShop

CONCURRENCY = 8
WARM_UP = 5  # checkouts of each buyer in a round before the clock starts
WARM_UP_ROUNDS = 4  # of all buyers: most workers have been born by then; later ones are counted and told
CHECKOUTS = 40  # of each buyer
FINISH_TIMEOUT_S = 120.0
QUIET_S = 3.0  # after the last confirmation: its mail and its events


def measure(shop: BenchShop) -> dict[str, float]:
    """A checkout is finished when its order is confirmed."""
    tokens = [shop.new_customer() for _ in range(CONCURRENCY)]
    for buyers in (1, 2, 4, *[CONCURRENCY] * WARM_UP_ROUNDS):  # workers are born a few at a time
        _check_out_all(shop, tokens[:buyers], WARM_UP)
    time.sleep(QUIET_S)
    workers_before = workers.count(shop.emulator_pid)
    cpu_before = workers.cpu_ms_by_function(shop.emulator_pid)
    began_s = time.monotonic()
    done = _check_out_all(shop, tokens, CHECKOUTS)
    took_s = time.monotonic() - began_s
    time.sleep(QUIET_S)
    cpu = workers.cpu_ms_by_function(shop.emulator_pid)
    cpu.subtract(cpu_before)
    for function, cpu_ms in cpu.most_common(12):
        print(f"    {cpu_ms / done:6.2f} ms  {function}")
    return {
        "checkout_cpu_ms": round(cpu.total() / done, 2),
        "checkouts_per_s": round(done / took_s, 2),
        "checkout_workers_started": workers.count(shop.emulator_pid) - workers_before,
        "place_order_round_trips": _round_trips(shop, "checkout-place-order"),
    }


def _check_out_all(shop: BenchShop, tokens: list[str], each: int) -> int:
    """Let every buyer check out `each` times, and wait until all orders are confirmed; return how many."""

    def shop_on(token: str) -> list[str]:
        return [shop.check_out(token, turn) for turn in range(each)]

    with ThreadPoolExecutor(len(tokens)) as buyers:
        open_orders = [order for orders in buyers.map(shop_on, tokens) for order in orders]
    ordered = len(open_orders)

    def all_confirmed() -> bool:
        while open_orders and shop.is_confirmed(open_orders[-1]):
            open_orders.pop()
        return not open_orders

    processes.wait_until(all_confirmed, "every order to be confirmed", timeout_s=FINISH_TIMEOUT_S)
    return ordered


def _round_trips(shop: BenchShop, function: str) -> int:
    """The calls in a row of most successful requests, as the function's log says.

    A few make more: a process's first reads the provider's secret, and one each 30 s the revoked sessions.
    """
    reports = [json.loads(line) for line in shop.log_of(function) if '"round_trips"' in line]
    return statistics.mode(int(report["round_trips"]) for report in reports if report["outcome"] == "201")
