"""What functions called, against what their manifests grant.

A right is "s3.PutObject", or of the table "dynamodb.PutItem CART#" with its key space ("dynamodb.Query CART#
index" where the index is asked). Logs of a whole stack tell calls without key spaces, and of a transaction
not what was in it: they are held against grants action by action. Key spaces are held against grants request
by request by `tests/support/rights.py`, which notes here what was used.
"""

import json
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from haat import grants
from haat.grants import Grant, Table
from haat.manifest import Function

Rights = Mapping[str, set[str]]
"""Rights, or calls, by the name of a function."""

KEPT = "HAAT_USED_RIGHTS"  # names a folder, if what tests use is to be kept
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
OTHERS = ("opensearch", "provider", "stripe")  # no services of AWS's IAM, or not there in this stack
_SERVICES: dict[type[Grant], str] = {
    grants.Bucket: "s3",
    grants.DeadLetterQueues: "sqs",
    grants.SealingKey: "kms",
    grants.SigningKey: "kms",
    grants.SourceQueues: "sqs",
    grants.StateMachine: "states",
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
# What is around each handler uses them, the same code in every function.
_AROUND = ("dynamodb.Query REVOKED#", "dynamodb.UpdateItem LIMIT#")
_used: dict[str, set[str]] = defaultdict(set)  # by the tests of this process


def rights_of(declared: Function) -> set[str]:
    """What a manifest grants."""
    return {right for grant in declared.grants for right in _rights(grant)}


def of_table(grant: Table, action: str, prefix: str) -> str:
    """The right to do something to some rows."""
    return f"dynamodb.{action} {prefix}{' index' if grant.index else ''}"


def _rights(grant: Grant) -> Iterator[str]:
    match grant:
        case Table(actions=actions, spaces=spaces):
            yield from (of_table(grant, action, space.prefix) for action in actions for space in spaces)
        case grants.Describe(what):
            yield _DESCRIBED[what]
        case grants.SearchCluster():
            pass  # there is none in these stacks
        case grants.Secret("cursors"):
            pass  # a laptop has a setting in its place
        case grants.Scan() | grants.Bus() | grants.Mail() | grants.Secret():
            yield _WHOLE[type(grant)]
        case _:
            yield from (f"{_SERVICES[type(grant)]}.{action}" for action in grant.actions)


def calls_in(lines: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """What each function called, of pairs of its name and a line of its log; a function that called nothing
    is there too."""
    found: dict[str, set[str]] = defaultdict(set)
    for function, line in lines:
        if '"round_trips"' in line:
            found[function].update(json.loads(line)["calls"].split())
    return found


def beyond(calls: Rights, declared: Mapping[str, Function]) -> dict[str, set[str]]:
    """What functions called without a right to. Raises: KeyError for a function that nobody declares."""
    excess = {name: _excess(called, rights_of(declared[name])) for name, called in calls.items()}
    return {name: found for name, found in excess.items() if found}


def _excess(called: set[str], granted: set[str]) -> set[str]:
    actions = {_action(right) for right in granted}
    return {call for call in _of_aws(called) if not actions & {*_needed(call)}}


def unused(used: Rights, calls: Rights, declared: Mapping[str, Function]) -> dict[str, set[str]]:
    """Rights that were never needed: `used` knows them with key spaces, `calls` by action only, which tells
    what a call needed only where one right fits it. What is around each handler all need, or none.
    """
    around = {right for right in _AROUND if any(right in rights for rights in used.values())}
    found = {
        name: rights_of(one)
        - around
        - used.get(name, set())
        - _surely_needed(calls.get(name, set()), rights_of(one))
        for name, one in declared.items()
    }
    return {name: rights for name, rights in sorted(found.items()) if rights}


def _surely_needed(called: set[str], granted: set[str]) -> set[str]:
    actions = {action for call in _of_aws(called) for action in _needed(call)}
    by_action: dict[str, set[str]] = defaultdict(set)
    for right in granted:
        by_action[_action(right)].add(right)
    return {right for action in actions for right in by_action[action] if len(by_action[action]) == 1}


def _of_aws(called: set[str]) -> set[str]:
    return {call for call in called if call.partition(".")[0] not in OTHERS}


def _needed(call: str) -> tuple[str, ...]:
    return _NEEDS.get(call, (call,))


def _action(right: str) -> str:
    return right.partition(" ")[0]


def note(function: str, *rights: str) -> None:
    """Remember that a function used rights."""
    _used[function].update(rights)


def note_calls(function: str, calls: Iterable[str]) -> None:
    """Likewise, of what it called beside the table."""
    note(function, *(right for call in calls if not call.startswith("dynamodb.") for right in _needed(call)))


def keep(who: str) -> None:
    """Write what the tests of this process used, if that is wanted."""
    folder = os.environ.get(KEPT)
    if folder and _used:
        text = json.dumps({name: sorted(rights) for name, rights in _used.items()})
        Path(folder, f"{who}.json").write_text(text)


def kept(folder: Path) -> dict[str, set[str]]:
    """What the tests of all processes used, in a folder and those below it."""
    found: dict[str, set[str]] = defaultdict(set)
    for file in folder.rglob("*.json"):
        for name, rights in json.loads(file.read_text()).items():
            found[name].update(rights)
    return found
