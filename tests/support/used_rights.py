"""What functions called in a run of the whole stack, by their logs, against what their manifests grant.

A call is known by its service and operation: a transaction counts as a use of every write that the function
may do, as its log does not say which were in it. Rows are held against key spaces elsewhere, request by
request (`tests/support/rights.py`, and the simulated IAM of `tests/faults`).
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from haat import grants
from haat.grants import Grant
from haat.manifest import Function

_TRANSACTED = ("ConditionCheckItem", "DeleteItem", "PutItem", "UpdateItem")
# Operations whose right goes by another name.
_NEEDS = {
    "dynamodb.TransactGetItems": ("dynamodb.GetItem",),
    "dynamodb.TransactWriteItems": tuple(f"dynamodb.{action}" for action in _TRANSACTED),
    "s3.CompleteMultipartUpload": ("s3.PutObject",),
    "s3.CreateMultipartUpload": ("s3.PutObject",),
    "s3.DeleteObjects": ("s3.DeleteObject",),
    "s3.HeadObject": ("s3.GetObject",),
    "s3.ListObjectsV2": ("s3.ListBucket",),
    "s3.UploadPart": ("s3.PutObject",),
}
OTHERS = ("opensearch", "stripe")  # no services of AWS's IAM, or not there in this stack
_SERVICES: dict[type[Grant], str] = {
    grants.Bucket: "s3",
    grants.SealingKey: "kms",
    grants.SigningKey: "kms",
    grants.StateMachine: "states",
    grants.Table: "dynamodb",
}
_WHOLE: dict[type[Grant], str] = {
    grants.Bus: "events.PutEvents",
    grants.Mail: "ses.SendEmail",
    grants.Scan: "dynamodb.Scan",
    grants.Secret: "secretsmanager.GetSecretValue",
}
_DESCRIBED = {
    "bucket": "s3.ListBucket",
    "bus": "events.DescribeEventBus",
    "machine": "states.DescribeStateMachine",
    "table": "dynamodb.DescribeTable",
}


@dataclass(frozen=True, slots=True)
class Compared:
    """By function: what it called without a right to, and what it may and never did."""

    beyond: Mapping[str, set[str]]
    unused: Mapping[str, set[str]]
    silent: tuple[str, ...]  # functions that did not run at all

    @property
    def shown(self) -> str:
        """As JSON, to be looked at."""
        unused = {name: sorted(rights) for name, rights in sorted(self.unused.items())}
        return json.dumps({"never_used": unused, "never_ran": self.silent}, indent=1)


def rights_of(declared: Function) -> set[str]:
    """What a manifest grants: "dynamodb.GetItem"."""
    return {right for grant in declared.grants for right in _rights(grant)}


def _rights(grant: Grant) -> Iterator[str]:
    match grant:
        case grants.Describe(what):
            yield _DESCRIBED[what]
        case grants.SearchCluster():
            pass  # there is none in this stack
        case grants.Scan() | grants.Bus() | grants.Mail() | grants.Secret():
            yield _WHOLE[type(grant)]
        case _:
            yield from (f"{_SERVICES[type(grant)]}.{action}" for action in grant.actions)


def calls_in(lines: Iterator[tuple[str, str]]) -> dict[str, set[str]]:
    """What each function called, of pairs of its name and a line of its log; a function that called nothing
    is there too."""
    found: dict[str, set[str]] = defaultdict(set)
    for function, line in lines:
        if '"round_trips"' in line:
            told: dict[str, Any] = json.loads(line)
            found[function].update(told["calls"].split())
    return found


def compare(calls: Mapping[str, set[str]], declared: Mapping[str, Function]) -> Compared:
    """Calls by function against manifests. Raises: KeyError for a function that nobody declares."""
    beyond, unused = {}, {}
    for name, called in calls.items():
        granted = rights_of(declared[name])
        of_aws = {call for call in called if call.partition(".")[0] not in OTHERS}
        if excess := {call for call in of_aws if not granted & {*_NEEDS.get(call, (call,))}}:
            beyond[name] = excess
        if idle := granted - {right for call in of_aws for right in _NEEDS.get(call, (call,))}:
            unused[name] = idle
    return Compared(beyond, unused, tuple(sorted(set(declared) - set(calls))))
