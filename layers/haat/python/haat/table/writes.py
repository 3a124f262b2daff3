"""Conditional writes, alone or as one transaction.

A store builds `Write` values; whoever commits them gets [] when all of them applied, or what each
failed condition means. A write carries a token (`writer`): when an answer is lost and the retry
finds the condition false, the token tells our own work from somebody else's.
"""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from pynamodb.exceptions import VerboseClientError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from haat import ids
from haat.faults import Transient
from haat.table import connection
from haat.table.item import Item

ACTIONS_MAX = 100  # of one TransactWriteItems (DynamoDB's service quotas)
ATTEMPTS = 6
BACKOFF_BASE_S = 0.02
BACKOFF_CAP_S = 0.4
_CONDITION_FAILED = "ConditionalCheckFailed"
_TRANSIENT = frozenset(
    {"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded", "RequestLimitExceeded"}
)
_TRANSIENT_FAULTS = frozenset(
    {"TransactionInProgressException", "TransactionConflictException", "ThrottlingException"}
)

ItemT = TypeVar("ItemT", bound=Item)
Refused = Callable[[dict[str, Any] | None], object]
"""What a failed condition means; given the raw item that stood in the way, or None."""


class TableBusy(Transient):
    """Every attempt of a write met a conflict or throttling. Nothing was written."""


@dataclass(frozen=True, slots=True)
class Write:
    """One conditional write: `action` is a key of TransactItems, `request` its value.

    `beside`: writes that go with it wherever it goes, each an action of the transaction of its own.
    """

    action: str
    request: dict[str, Any]
    refused: Refused
    token: str
    beside: tuple["Write", ...] = ()


def put(item: Item, *, when: Condition | None, refused: Refused) -> Write:
    """Put a whole item if `when` holds for what is there."""
    item.writer = token = ids.new_token()[:16]
    request = item.get_save_kwargs_from_instance(condition=when, return_values_on_condition_failure="ALL_OLD")
    return Write("Put", request, refused, token)


def put_new(item: Item, refused: Refused) -> Write:
    """Put an item where there is none yet."""
    return put(item, when=type(item).pk.does_not_exist(), refused=refused)


def update(
    of: type[Item], pk: str, sk: str, actions: Sequence[Action], *, when: Condition | None, refused: Refused
) -> Write:
    """Change some attributes if `when` holds. Say in `when` that the item exists, or it is created: then set
    its `kind` as well."""
    token = ids.new_token()[:16]
    request = connection.shared().get_operation_kwargs(
        pk,
        range_key=sk,
        actions=[*actions, of.writer.set(token)],
        condition=when,
        return_values_on_condition_failure="ALL_OLD",
    )
    return Write("Update", request, refused, token)


def delete(of: type[Item], pk: str, sk: str, *, when: Condition | None, refused: Refused) -> Write:
    """Delete an item if `when` holds."""
    del of  # the class says whose key this is; deleting needs the key only
    request = connection.shared().get_operation_kwargs(
        pk, range_key=sk, condition=when, return_values_on_condition_failure="ALL_OLD"
    )
    return Write("Delete", request, refused, "")


def check(of: type[Item], pk: str, sk: str, *, when: Condition, refused: Refused) -> Write:
    """Write nothing, but refuse the transaction unless `when` holds."""
    del of
    request = connection.shared().get_operation_kwargs(
        pk, range_key=sk, condition=when, return_values_on_condition_failure="ALL_OLD"
    )
    return Write("ConditionCheck", request, refused, "")


def count(wanted: Sequence[Write]) -> int:
    """How many of a transaction's actions some writes take, with what goes beside them."""
    return len(_flat(wanted))


def commit(*wanted: Write) -> list[object]:
    """Apply all of the writes, and what goes beside them, or none.

    Returns: [] when applied, else the meaning of every failed condition, in order.
    Raises: TableBusy after bounded retries of conflicts; botocore's ClientError on other faults.
    """
    writes = _flat(wanted)
    if not writes:
        return []
    if len(writes) == 1 and writes[0].action != "ConditionCheck":
        return _commit_one(writes[0])
    request: dict[str, Any] = {
        "TransactItems": [{write.action: write.request} for write in writes],
        "ClientRequestToken": ids.new_token()[:36],  # a repeat with it applies once, for 10 minutes
    }
    try:
        _dispatch("TransactWriteItems", request)
    except VerboseClientError as error:
        return _refusals(writes, error)
    return []


def update_returning(of: type[ItemT], write: Write) -> ItemT | object:
    """Apply one update and return the item as it is then, or what its failed condition means."""
    try:
        data = _dispatch("UpdateItem", write.request | {"ReturnValues": "ALL_NEW"})
    except VerboseClientError as error:
        item = _stood_in_the_way(error)
        return of.from_raw_data(item) if item and _is_ours(write, item) else write.refused(item)
    return of.from_raw_data(data["Attributes"])


def _dispatch(operation: str, request: dict[str, Any]) -> dict[str, Any]:
    """Send writes, again after a pause while all that stands in their way is other writes.

    Raises: TableBusy; botocore's ClientError on anything else.
    """
    for attempt in range(ATTEMPTS):
        if attempt:
            _back_off(attempt)
        try:
            return connection.shared().connection.dispatch(operation, request)
        except VerboseClientError as error:
            if not _passes(error):
                raise
    raise TableBusy(f"{operation} met conflicts {ATTEMPTS} times")


def _flat(wanted: Sequence[Write]) -> list[Write]:
    return [part for write in wanted for part in (write, *write.beside)]


def _commit_one(write: Write) -> list[object]:
    try:
        _dispatch(f"{write.action}Item", write.request)
    except VerboseClientError as error:
        item = _stood_in_the_way(error)
        return [] if _is_ours(write, item) else [write.refused(item)]
    return []


def _stood_in_the_way(error: VerboseClientError) -> dict[str, Any] | None:
    """The item that failed the condition. PynamoDB drops it; botocore's error, the cause, has it."""
    if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
        raise error
    return getattr(error.__cause__, "response", {}).get("Item")


def _is_ours(write: Write, item: dict[str, Any] | None) -> bool:
    return bool(write.token) and (item or {}).get("writer") == {"S": write.token}


def _passes(error: VerboseClientError) -> bool:
    """Whether a write met conflicts or throttling, and nothing else."""
    code = error.response["Error"]["Code"]
    if code != "TransactionCanceledException":
        return code in _TRANSIENT_FAULTS
    return all(why.code in _TRANSIENT for why in error.cancellation_reasons if why)


def _refusals(writes: Sequence[Write], error: VerboseClientError) -> list[object]:
    """The meaning of a cancelled transaction."""
    if error.response["Error"]["Code"] != "TransactionCanceledException":
        raise error
    reasons = zip(writes, error.cancellation_reasons, strict=True)
    meant = [(write, why.raw_item) for write, why in reasons if why and why.code == _CONDITION_FAILED]
    if not meant:
        raise error
    if any(_is_ours(write, item) for write, item in meant):
        return []  # all or nothing: one write of ours being there means that all of them are
    return [write.refused(item) for write, item in meant]


def pause_s(attempt: int) -> float:
    """How long to wait before an attempt, the second being 1: at random, so that rivals part."""
    return random.uniform(0, min(BACKOFF_CAP_S, BACKOFF_BASE_S * 2**attempt))  # noqa: S311 -- jitter


def _back_off(attempt: int) -> None:
    time.sleep(pause_s(attempt))
