"""Which faults a call can meet (guarantees.md), by what is called.

A fault strikes once, and then whatever retries inside the function may mend it; a lasting one is met by every
later call of that invocation to the same service as well, so that only recovery from outside helps.
"""

from collections.abc import Iterator

from tests.faults.calls import Call, Fault

CRASHES = ("crash_before", "crash_after")
WRITES = ("PutItem", "UpdateItem", "DeleteItem")
READS = ("GetItem", "Query", "BatchGetItem")
BATCHES = ("BatchGetItem", "BatchWriteItem")
CREATES = ("stripe.payment_intents.create", "stripe.refunds.create")


def faults_of(call: Call) -> Iterator[Fault]:
    """Every fault that a call can meet, each a point of the campaign."""
    once, lasting = _kinds(call)
    yield from (Fault(call.number, kind) for kind in once)
    yield from (Fault(call.number, kind, lasting=True) for kind in lasting)


Kinds = tuple[tuple[str, ...], tuple[str, ...]]
"""Kinds that strike once, and kinds that last."""
OF_SERVICES: dict[str, Kinds] = {
    "events": ((*CRASHES, "lost", "timeout", "status_500", "throttled", "partial"), ("timeout", "lost")),
    "states": ((*CRASHES, "lost", "timeout", "throttled", "status_500"), ("timeout", "lost")),
    "s3": ((*CRASHES, "lost", "status_500", "slow_down"), ("timeout", "slow_down")),
    "ses": ((*CRASHES, "lost", "unreachable", "too_many_requests", "status_500_after"), ()),
    "secretsmanager": (CRASHES, ("timeout", "throttled")),
    "queue": (("twice", "late"), ()),
    "stream": (("twice", "late"), ()),
    "webhook": (("twice", "late", "never"), ()),
    "api": (("repeated",), ()),
}


def _kinds(call: Call) -> Kinds:
    service, _, operation = call.name.partition(".")
    if service == "dynamodb":
        return _of_table(operation)
    if service == "stripe":
        return _of_provider(call.name)
    return OF_SERVICES[service]


def _of_table(operation: str) -> Kinds:
    if operation == "TransactWriteItems":
        once = (*CRASHES, "lost", "status_500_after", "conflict", "throttled_within")
        return once, ("lost", "timeout", "conflict", "status_500")
    if operation in WRITES:
        return (*CRASHES, "lost", "status_500_after", "conflict_alone"), ("lost", "timeout", "over_capacity")
    partial = ("partial",) if operation in BATCHES else ()
    if operation in READS:
        return ("crash_after", *partial), ("timeout", "over_capacity", *partial)
    return (*CRASHES, "lost", *partial), ("timeout", *partial)


def _of_provider(name: str) -> Kinds:
    refusals = ("status_409", "status_429", "status_500")
    if name in CREATES or name.endswith(".cancel"):
        once = (*CRASHES, "lost", "timeout", *refusals, "status_500_after")
        return once, ("lost", "timeout", "status_429")
    return ("crash_after", *refusals), ("timeout", "status_429")
