"""Dollars per 1,000 checkouts: recorded calls times list prices.

A checkout is: one product into the cart, the order, its payment by card, confirmation and the mail about it.
Logging in and browsing are not in it, nor what the payment provider takes.
"""

from collections import Counter

from haat.manifest import Endpoint, Function, Reaction
from infra.cdk.services import discover, functions_of
from infra.local.bench import bill
from infra.local.bench.bill import Line, assumed
from infra.local.bench.recording import Recording

GB, MB_PER_GB = 10**9, 1024


def measure(found: Recording) -> dict[str, float]:
    """Print the bill of recorded checkouts, and what each function has in it."""
    lines = bill_of(found)
    _show_assumptions(found)
    _show_functions(found)
    bill.show(lines, "per 1,000 checkouts")
    usd, mail = bill.total_usd(lines), bill.total_usd(line for line in lines if line.price == "ses_mail")
    per = found.checkouts
    return {
        "cost_per_1000_checkouts_usd": round(usd, 4),
        "cost_per_1000_checkouts_without_mail_usd": round(usd - mail, 4),
        "checkout_state_transitions": round(found.transitions / per, 2),
        "checkout_invocations": round(len(found.invocations) / per, 2),
        "checkout_write_units": round(_write_units(found) / per, 2),
        "checkout_read_units": round(sum(one.read_units for one in found.invocations) / per, 2),
        "checkout_events": round(found.events.total() / per, 2),
    }


def bill_of(found: Recording) -> list[Line]:
    """What 1,000 checkouts like the recorded ones cost."""
    declared = {one.name: one for one in functions_of(discover(), Function)}
    scale = 1000 / found.checkouts
    requests = sum(isinstance(declared.get(one.function), Endpoint) for one in found.invocations)
    lines = [
        Line("Lambda: invocations", len(found.invocations), "lambda_request"),
        Line("Lambda: GB-seconds", gb_seconds(found, declared), "lambda_gb_second_arm"),
        Line("Lambda@Edge: answers not from the cache", requests, "lambda_edge_request"),
        Line("Lambda@Edge: GB-s", requests * assumed("edge_function_gb_seconds"), "lambda_edge_gb_second"),
        Line("API Gateway: requests", requests, "http_api_request"),
        Line("CloudFront: requests", requests, "cloudfront_request"),
        Line("WAF: requests", requests, "waf_request"),
        Line("DynamoDB: write units, index included", _write_units(found), "dynamodb_write_unit"),
        Line("DynamoDB: read units", sum(one.read_units for one in found.invocations), "dynamodb_read_unit"),
        Line("Step Functions: transitions", found.transitions, "states_transition"),
        Line("EventBridge: events", found.events.total(), "events_published"),
        Line("SQS: requests", _messages(found) * assumed("sqs_requests_per_message"), "sqs_request"),
        Line("SES: mails", found.mails, "ses_mail"),
        Line("CloudWatch: GB of logs", _log_bytes(found, requests) / GB, "logs_gb"),
        Line("X-Ray: traces", len(found.invocations) * assumed("xray_sampled_share"), "xray_trace"),
    ]
    return [Line(line.what, line.amount * scale, line.price) for line in lines]


def gb_seconds(found: Recording, declared: dict[str, Function]) -> float:
    """CPU at the share of a processor that its memory gives a function, and the wait for its calls."""
    total = 0.0
    for name, (_, billed_ms) in by_function(found, declared).items():
        total += billed_ms / 1000 * _memory_mb(declared, name) / MB_PER_GB
    return total


def by_function(found: Recording, declared: dict[str, Function]) -> dict[str, tuple[int, float]]:
    """Invocations and billed milliseconds of each function, in all."""
    invocations: Counter[str] = Counter(one.function for one in found.invocations)
    waits: Counter[str] = Counter()
    for one in found.invocations:
        waits[one.function] += bill.latency_ms(one.calls)  # type: ignore[assignment]
    return {
        name: (
            count,
            waits[name] + found.cpu_ms.get(name, 0) * assumed("vcpu_memory_mb") / _memory_mb(declared, name),
        )
        for name, count in invocations.items()
    }


def _memory_mb(declared: dict[str, Function], name: str) -> int:
    return declared[name].memory_mb if name in declared else 512


def _write_units(found: Recording) -> float:
    return sum(one.write_units for one in found.invocations) + found.index_units


def _messages(found: Recording) -> int:
    """One for each reaction that hears an event."""
    hearers: Counter[str] = Counter(
        event for reaction in functions_of(discover(), Reaction) for event in reaction.events
    )
    return sum(hearers[name] * count for name, count in found.events.items())


def _log_bytes(found: Recording, requests: int) -> float:
    per_line = assumed("platform_log_bytes_per_invocation") + assumed("log_event_overhead_bytes")
    own = sum(one.log_bytes + per_line for one in found.invocations)
    return float(own + requests * assumed("access_log_bytes_per_request"))


def _show_assumptions(found: Recording) -> None:
    prices = bill.table()
    print(
        f"    {found.checkouts} checkouts on the local stack; prices of {prices['region']}, {prices['date']}"
    )
    print(
        "    assumed: a laptop's CPU-ms is Lambda's at one processor (1,769 MB), no cold starts, and waits of"
    )
    shown = ", ".join(f"{call} {ms}" for call, ms in prices["assumed"]["latency_ms"].items())
    print(f"      {shown} ms (prices.json has these and the others)")


def _show_functions(found: Recording) -> None:
    declared = {one.name: one for one in functions_of(discover(), Function)}
    print("    per checkout: invocations, billed ms, write units, read units, calls")
    for name, (count, billed_ms) in sorted(
        by_function(found, declared).items(), key=lambda pair: -pair[1][1]
    ):
        own = [one for one in found.invocations if one.function == name]
        calls = Counter(call.rpartition(".")[2] for one in own for call in one.calls)
        told = " ".join(f"{call}×{times / found.checkouts:.2g}" for call, times in calls.items())
        print(
            f"      {count / found.checkouts:5.2f} {billed_ms / found.checkouts:7.1f} ms"
            f" {sum(one.write_units for one in own) / found.checkouts:6.2f}"
            f" {sum(one.read_units for one in own) / found.checkouts:5.2f}  {name}: {told}"
        )
