"""Collections in the table."""

from collections.abc import Sequence
from dataclasses import dataclass

from catalog.domain import Product, State
from catalog.domain.collections import Collection, CollectionChanged, CollectionExists
from catalog.keys import ALL, COLLECTIONS, PRODUCT, PRODUCT_SORT
from catalog.store.items import CollectionItem, ProductItem
from haat.http.once import AlreadyAnswered
from haat.table import reads, writes
from haat.table.writes import Write


@dataclass(frozen=True, slots=True)
class CollectionPage:
    """Some collections in order of their slugs; `after` is the slug to go on from, None at the end."""

    collections: list[Collection]
    after: str | None


class CollectionStore:
    """Collections; each method is one row of ACCESS_PATTERNS.md."""

    def find(self, slug: str) -> Collection | None:
        """One collection. One consistent read."""
        item = reads.find(CollectionItem, COLLECTIONS.key(ALL), slug, consistent=True)
        return item.snapshot if item else None

    def page(self, *, limit: int, after: str | None) -> CollectionPage:
        """Collections by slug. One query, eventually consistent."""
        where = CollectionItem.sk > after if after else None
        read = reads.page(CollectionItem, COLLECTIONS.key(ALL), limit=limit, after=None, where=where)
        found = [item.snapshot for item in read.items]
        return CollectionPage(found, read.last_key["sk"]["S"] if read.last_key else None)

    def create(self, collection: Collection, *also: Write) -> AlreadyAnswered | CollectionExists | None:
        """Write a new collection, and what else is to happen with it. One write, or one transaction."""
        put = writes.put_new(_item(collection), refused=lambda _: CollectionExists(collection.slug))
        refusals = writes.commit(put, *also)
        if AlreadyAnswered() in refusals:
            return AlreadyAnswered()
        return CollectionExists(collection.slug) if refusals else None

    def change(self, before: Collection, after: Collection, *also: Write) -> CollectionChanged | None:
        """Write a collection that is still as it was read, and `also`. One transaction."""
        unchanged = CollectionItem.version == before.version
        put = writes.put(_item(after), when=unchanged, refused=lambda _: CollectionChanged())
        return CollectionChanged() if writes.commit(put, *also) else None

    def delete(self, collection: Collection, *also: Write) -> CollectionChanged | None:
        """Delete a collection that is as it was read, and `also`; its products stay. One transaction."""
        unchanged = CollectionItem.version == collection.version
        key = (COLLECTIONS.key(ALL), collection.slug)
        gone = writes.delete(CollectionItem, *key, when=unchanged, refused=lambda _: CollectionChanged())
        return CollectionChanged() if writes.commit(gone, *also) else None

    def products(self, ids: Sequence[str]) -> list[Product]:
        """Those of up to 100 products that are on sale, in this order. One batch, eventually consistent."""
        keys = [(PRODUCT.key(product_id), PRODUCT_SORT) for product_id in ids]
        found = reads.find_many(keys)
        items = (found.get(key) for key in keys)
        products = (item.snapshot for item in items if isinstance(item, ProductItem))
        return [product for product in products if product.state is State.ACTIVE]


def _item(collection: Collection) -> CollectionItem:
    return CollectionItem(
        pk=COLLECTIONS.key(ALL), sk=collection.slug, version=collection.version, snapshot=collection
    )
