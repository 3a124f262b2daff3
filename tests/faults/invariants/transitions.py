"""I2, I6, I7, I10 and I11, at any moment: what one request may do to orders, payments and events."""

from collections.abc import Mapping, Sequence
from typing import Any

from auditor.domain.findings import HOLD_GRACE_S
from auditor.domain.orders import FORWARD
from haat import clock
from tests.faults.invariants.raw import Found, Raw, Violation, plain

STATE = {"order": "status", "payment": "state"}
FORWARD_OF: Mapping[str, Mapping[str, Sequence[str]]] = {
    "order": FORWARD,
    "payment": {
        "": ("pending",),
        "pending": ("succeeded", "cancelled", "refund_due"),
        "succeeded": ("refund_due", "refunded"),
        "cancelled": ("refund_due",),
        "refund_due": ("refunded", "succeeded"),  # what is left of a payment after a refund of a part
        "refunded": ("refund_due",),
    },
}


def in_change(records: Sequence[Raw], now_s: float, excused_until_s: Mapping[str, float]) -> Found:
    """States go forward, each move with its event beside it; no event is touched again."""
    told = {record["dynamodb"]["Keys"]["pk"]["S"] for record in records if _is_event(record)}
    for record in records:
        old, new = _image(record, "OldImage"), _image(record, "NewImage")
        if _is_event(record):
            if record["eventName"] != "INSERT":
                yield Violation("I7", old["event_id"], "one event for ever", record["eventName"])
            continue
        kind = str((new or old).get("kind", ""))
        if kind not in STATE:
            continue
        if not new:
            yield Violation("I11", old["pk"], "there for ever", "deleted")
            continue
        before, after = str(old.get(STATE[kind], "")), str(new[STATE[kind]])
        if before != after:
            yield from _move(kind, before, new, told)
            yield from _hold(before, new, now_s, excused_until_s.get(new["pk"], 0))
        if kind == "payment" and not _sums(new):
            yield Violation("I2", new["pk"], "0 ≤ refunded ≤ captured ≤ amount", new)


def _move(kind: str, before: str, new: dict[str, Any], told: set[str]) -> Found:
    after = new[STATE[kind]]
    if after not in FORWARD_OF[kind].get(before, ()):
        yield Violation("I11", new["pk"], f"forward from {before}", after)
    begins = kind == "payment" and not before  # as a part of its order's beginning
    if new["pk"] not in told and not begins:
        yield Violation("I6", new["pk"], f"an event beside its move to {after}", "none")


def _hold(before: str, new: dict[str, Any], now_s: float, excused_until_s: float) -> Found:
    """Whether a hold ended in time."""
    if before != "pending" or new["kind"] != "order":
        return
    late_s = now_s - max(clock.seconds(new["hold_until"]), excused_until_s)
    if late_s > HOLD_GRACE_S:
        yield Violation("I10", new["pk"], f"held for {HOLD_GRACE_S} s more at most", round(late_s))


def _sums(payment: Mapping[str, Any]) -> bool:
    captured, refunded = payment.get("captured_minor", 0), payment.get("refunded_minor", 0)
    return bool(0 <= refunded <= captured <= payment["amount_minor"])


def _is_event(record: Raw) -> bool:
    return bool(record["dynamodb"]["Keys"]["sk"]["S"].startswith("EVENT#"))


def _image(record: Raw, name: str) -> dict[str, Any]:
    return plain(record["dynamodb"].get(name) or {})
