"""Reads that PynamoDB has no word for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pynamodb.exceptions import DoesNotExist
from pynamodb.expressions.condition import Condition

from haat.faults import Transient
from haat.table import connection
from haat.table.item import Item

ItemT = TypeVar("ItemT", bound=Item)
BATCH_MAX = 100  # keys of one BatchGetItem (DynamoDB's service quotas)
BATCH_ATTEMPTS = 4
KEY_BYTES_MAX = 2048  # of a partition key; DynamoDB refuses to look for a longer one
SORT_BYTES_MAX = 1024  # of a sort key, likewise


class BatchIncomplete(Transient):
    """DynamoDB left keys of a batch unread, attempt after attempt."""


def find(of: type[ItemT], pk: str, sk: str, *, consistent: bool = False) -> ItemT | None:
    """One item or None. 0.5 RCU per 4 KB, twice that if `consistent`."""
    if not _possible(pk, sk):
        return None
    try:
        return of.get(pk, sk, consistent_read=consistent)
    except DoesNotExist:
        return None


def find_many(keys: Sequence[tuple[str, str]], *, consistent: bool = False) -> dict[tuple[str, str], Item]:
    """Items of any classes by (pk, sk), in one round trip for each 100; absent ones are left out.

    Raises: BatchIncomplete.
    """
    raw_items = find_raw(keys, consistent=consistent)
    return {(raw["pk"]["S"], raw["sk"]["S"]): Item.from_raw_data(raw) for raw in raw_items}


def find_raw(keys: Sequence[tuple[str, str]], *, consistent: bool = False) -> list[dict[str, Any]]:
    """Items of classes that another service owns, as DynamoDB has them; as `find_many` in all else."""
    fitting = [key for key in dict.fromkeys(keys) if _possible(*key)]
    batches = (fitting[start : start + BATCH_MAX] for start in range(0, len(fitting), BATCH_MAX))
    return [raw for batch in batches for raw in _batch(batch, consistent=consistent)]


def _batch(keys: Sequence[tuple[str, str]], *, consistent: bool) -> list[dict[str, Any]]:
    table = connection.shared()
    wanted = [{"pk": {"S": pk}, "sk": {"S": sk}} for pk, sk in keys]
    found: list[dict[str, Any]] = []
    for _ in range(BATCH_ATTEMPTS):
        if not wanted:
            break
        request = {table.table_name: {"Keys": wanted, "ConsistentRead": consistent}}
        data = table.connection.dispatch("BatchGetItem", {"RequestItems": request})
        found += data["Responses"].get(table.table_name, [])
        wanted = data.get("UnprocessedKeys", {}).get(table.table_name, {}).get("Keys", [])
    if wanted:
        raise BatchIncomplete(f"{len(wanted)} keys")
    return found


def _possible(pk: str, sk: str) -> bool:
    """Whether there can be such a key: a client may ask for any id."""
    return len(pk.encode()) <= KEY_BYTES_MAX and len(sk.encode()) <= SORT_BYTES_MAX


@dataclass(frozen=True, slots=True)
class Page(Generic[ItemT]):
    """Some items of a list, and the key to go on from (None: that was all)."""

    items: list[ItemT]
    last_key: dict[str, Any] | None


def page(
    of: type[ItemT],
    pk: str,
    *,
    limit: int,
    after: dict[str, Any] | None,
    where: Condition | None = None,
    matching: Condition | None = None,
    newest_first: bool = False,
    by_index: bool = False,
    consistent: bool = False,
) -> Page[ItemT]:
    """Items of one partition of the table, or of the index `by_index`, in order of the range key.

    One query, which reads `limit` items or 1 MB at most (PynamoDB's own iterator reads on and on).
    `where` bounds the range key, `matching` filters what was read. Filters (the discriminator is one)
    apply after DynamoDB's limit: a page may be short, and only `last_key` None means the end. The index is
    never `consistent`.
    """
    query = of.index.query if by_index else of.query
    rows = query(
        pk,
        range_key_condition=where,
        filter_condition=matching,
        consistent_read=consistent,
        scan_index_forward=not newest_first,
        limit=limit,
        last_evaluated_key=after,
    )
    read = next(rows.page_iter)
    items = [item for item in map(Item.from_raw_data, read["Items"]) if isinstance(item, of)]
    return Page(items, read.get("LastEvaluatedKey"))


def raw_page(
    pk: str, *, limit: int, after: dict[str, Any] | None, begins: str = ""
) -> tuple[list[dict[str, Any]], dict[str, Any] | None]:
    """Items of any class of a partition whose sort keys begin so, as DynamoDB has them, and where they go on.

    One consistent query.
    """
    where = Item.sk.startswith(begins) if begins else None
    rows = Item.query(
        pk, range_key_condition=where, consistent_read=True, limit=limit, last_evaluated_key=after
    )
    read = next(rows.page_iter)
    return read["Items"], read.get("LastEvaluatedKey")
