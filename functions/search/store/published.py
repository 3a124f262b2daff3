"""Where the embedded index is published, and the rows that any index is built from.

What is published are immutable objects in S3, and the pointer to the current one.

The pointer is an item of the table and not an object: its conditional write is the kernel's, which knows
its own work again when an answer is lost, and a reader's check costs half a read unit.
"""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from botocore.exceptions import ClientError
from pynamodb.attributes import UnicodeAttribute

from haat import clock
from haat.clients import client
from haat.table import connection, reads, writes
from haat.table.item import Item
from haat.table.meter import meter
from search.domain.comparing import Truth
from search.domain.entries import Popularity, Product, Rating, Stock
from search.keys import (
    AVAILABILITY,
    CURRENT,
    EMBEDDED,
    FILES,
    POPULARITY,
    POPULARITY_SORT,
    PRODUCT,
    PRODUCT_SORT,
    RATING,
    RATING_SORT,
    TOLD_SORT,
)
from search.settings import BUCKET

# Nothing that a function may still be reading or about to publish is older: Lambda ends it after 15 minutes.
GRACE_S = 15 * 60
# S3 answers 403 for an object that is not there to whoever may not list the bucket.
_ABSENT = {"NoSuchKey", "AccessDenied"}


class SnapshotDamaged(RuntimeError):
    """An object of the published index is missing, or is not what was written."""


class PointerItem(Item, discriminator="search_pointer"):
    """The current index; `version` counts how often one was published."""

    head = UnicodeAttribute()


@dataclass(frozen=True, slots=True)
class Pointer:
    """A published index: the key of its head, and how many were published up to it."""

    head: str
    generation: int


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Somebody else has published an index meanwhile."""


class SnapshotStore:
    """The published index."""

    def current(self, *, consistent: bool) -> Pointer | None:
        """The current index; None if none was ever published. 0.5 RCU, 1 if `consistent`."""
        item = reads.find(PointerItem, EMBEDDED, CURRENT, consistent=consistent)
        return Pointer(item.head, item.version) if item else None

    def publish(self, head: str, *, after: Pointer | None) -> Pointer | Overtaken:
        """Make `head` current if `after` still is. 1 WCU."""
        pointer = Pointer(head, after.generation + 1 if after else 1)
        item = PointerItem(pk=EMBEDDED, sk=CURRENT, head=head, version=pointer.generation)
        is_current = PointerItem.version == after.generation if after else PointerItem.pk.does_not_exist()
        refusals = writes.commit(writes.put(item, when=is_current, refused=lambda _: Overtaken()))
        return Overtaken() if refusals else pointer

    def save(self, name: str, content: bytes) -> str:
        """Write an object; its key tells its content. One PUT."""
        key = f"{FILES}{name}-{hashlib.sha256(content).hexdigest()}"
        meter.count("s3.PutObject")
        _s3().put_object(Bucket=BUCKET.text(), Key=key, Body=content)
        return key

    def load(self, key: str) -> bytes:
        """The content of an object. One GET.

        Raises: SnapshotDamaged.
        """
        meter.count("s3.GetObject")
        try:
            content: bytes = _s3().get_object(Bucket=BUCKET.text(), Key=key)["Body"].read()
        except ClientError as error:
            if error.response["Error"]["Code"] not in _ABSENT:
                raise
            raise SnapshotDamaged(f"{key} is missing") from error
        if hashlib.sha256(content).hexdigest() != key.rpartition("-")[2]:
            raise SnapshotDamaged(f"{key} has another content than was written")
        return content

    def sweep(self, live: Collection[str]) -> None:
        """Delete what is neither `live` nor young: replaced segments and what crashes left behind."""
        before_s = clock.now_s() - GRACE_S
        for page in _s3().get_paginator("list_objects_v2").paginate(Bucket=BUCKET.text(), Prefix=FILES):
            meter.count("s3.ListObjectsV2")
            objects = (found for found in page.get("Contents", ()) if found["Key"] not in live)
            dead = [found["Key"] for found in objects if found["LastModified"].timestamp() < before_s]
            if dead:
                _delete(dead)


class SourceStore:
    """What the index is built from: rows of products, what was told of their SKUs, ratings, popularity.

    They are read as they stand, for want of a service to ask: tests hold them against their owners'.
    """

    def pages(self) -> Iterator[list[Truth]]:
        """Every product, the archived ones too, as it is when its page of 1 MB is read.

        A scan: 256 RCU a page, whatever it holds, and 1 RCU for each product and SKU.
        """
        table = connection.shared()
        request = _PRODUCTS | {"TableName": table.table_name, "ConsistentRead": True}
        while True:
            page = table.connection.dispatch("Scan", request)
            if page["Items"]:
                yield _truths(page["Items"])
            if not page.get("LastEvaluatedKey"):
                return
            request |= {"ExclusiveStartKey": page["LastEvaluatedKey"]}

    def find(self, product_ids: Collection[str]) -> list[Truth]:
        """Some products; unknown ones are left out. Consistent reads: 1 RCU per 4 KB and other row."""
        keys = [(PRODUCT.key(id_), PRODUCT_SORT) for id_ in product_ids]
        return _truths(reads.find_raw(keys, consistent=True))


_PRODUCTS = {
    "FilterExpression": "sk = :sort AND begins_with(pk, :prefix)",
    "ExpressionAttributeValues": {":sort": {"S": PRODUCT_SORT}, ":prefix": {"S": PRODUCT.prefix}},
    "ProjectionExpression": "#snapshot",
    "ExpressionAttributeNames": {"#snapshot": "snapshot"},  # a word of DynamoDB
}


def _truths(rows: Sequence[dict[str, Any]]) -> list[Truth]:
    products = [msgspec.json.decode(row["snapshot"]["S"], type=Product) for row in rows]
    told = _told([variant.sku for product in products for variant in product.variants])
    ids = [product.id for product in products]
    rated, popular = _rated(ids), _popular(ids)
    return [
        Truth(product, _of(product, told), rated.get(product.id), popular.get(product.id))
        for product in products
    ]


def _of(product: Product, told: Mapping[str, Stock]) -> dict[str, Stock]:
    return {variant.sku: told[variant.sku] for variant in product.variants if variant.sku in told}


def _told(wanted: Collection[str]) -> dict[str, Stock]:
    """What was told of each SKU; nothing was yet of those that are left out."""
    rows = reads.find_raw([(AVAILABILITY.key(sku), TOLD_SORT) for sku in wanted], consistent=True)
    told = [row for row in rows if "BOOL" in row.get("in_stock", {})]
    skus = (row["pk"]["S"].removeprefix(AVAILABILITY.prefix) for row in told)
    stock = (Stock(int(row["events"]["N"]), row["in_stock"]["BOOL"]) for row in told)
    return dict(zip(skus, stock, strict=True))


def _rated(product_ids: Collection[str]) -> dict[str, Rating]:
    """What the reviews of each product add up to; those without one are left out."""
    rows = reads.find_raw([(RATING.key(id_), RATING_SORT) for id_ in product_ids], consistent=True)
    return {row["pk"]["S"].removeprefix(RATING.prefix): _rating(row) for row in rows}


def _popular(product_ids: Collection[str]) -> dict[str, Popularity]:
    """How popular each product is; those of which nothing was told are left out."""
    rows = reads.find_raw([(POPULARITY.key(id_), POPULARITY_SORT) for id_ in product_ids], consistent=True)
    levels = (Popularity(int(row["version"]["N"]), int(row["level"]["N"])) for row in rows)
    return dict(zip((row["pk"]["S"].removeprefix(POPULARITY.prefix) for row in rows), levels, strict=True))


def _rating(row: dict[str, Any]) -> Rating:
    histogram = msgspec.json.decode(row["histogram"]["S"], type=tuple[int, ...])
    stars = sum(number * reviews for number, reviews in enumerate(histogram, start=1))
    return Rating(int(row["version"]["N"]), sum(histogram), stars)


def _delete(keys: list[str]) -> None:
    meter.count("s3.DeleteObjects")
    _s3().delete_objects(Bucket=BUCKET.text(), Delete={"Objects": [{"Key": key} for key in keys]})


def _s3() -> Any:
    return client("s3")
