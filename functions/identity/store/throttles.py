"""Counts of attempts in the table."""

import hashlib

from haat.table import writes
from haat.table.item import Integer, Item
from identity.domain.throttling import WINDOW_S, Bucket
from identity.keys import THROTTLE

_SORT = "COUNT"


class CountItem(Item, discriminator="attempts"):
    """The attempts of one bucket in one window."""

    taken = Integer()


class ThrottleStore:
    """Counts of attempts; each method is one row of ACCESS_PATTERNS.md."""

    def taken(self, bucket: Bucket, at_s: int) -> writes.Write:
        """The write that takes one attempt out of a bucket; refused as the bucket, which is empty."""
        return writes.update(
            CountItem,
            _key(bucket, at_s),
            _SORT,
            [
                CountItem.taken.add(1),
                CountItem.kind.set(CountItem),
                CountItem.ttl.set(at_s + 2 * WINDOW_S),
            ],
            when=CountItem.taken.does_not_exist() | (CountItem.taken < bucket.limit),
            refused=lambda _: bucket,
        )

    def given_back(self, bucket: Bucket, at_s: int) -> writes.Write:
        """The write that puts the attempt of a moment back. It is never refused."""
        return writes.update(
            CountItem,
            _key(bucket, at_s),
            _SORT,
            [CountItem.taken.add(-1), CountItem.kind.set(CountItem), CountItem.ttl.set(at_s + 2 * WINDOW_S)],
            when=CountItem.pk.exists() | CountItem.pk.does_not_exist(),
            refused=lambda _: None,
        )

    def filled(self, bucket: Bucket, at_s: int) -> writes.Write:
        """The write that makes a bucket as it was when the window began. It is never refused."""
        return writes.delete(CountItem, _key(bucket, at_s), _SORT, when=None, refused=lambda _: None)


def _key(bucket: Bucket, at_s: int) -> str:
    """Hashed: no address is in a key, and so in a log."""
    named = hashlib.sha256(f"{bucket.kind}\n{bucket.of}".encode()).hexdigest()
    return THROTTLE.key(named, bucket.number(at_s))
