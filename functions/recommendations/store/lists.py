"""Ready lists in the table, and what may not be shown of them any more."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from haat import clock
from haat.faults import Transient
from haat.table import reads, writes
from haat.table.item import Document, Integer, Item, Text
from recommendations import keys
from recommendations.domain.choosing import Kind, gone_after, seen_after

Lists = Mapping[Kind, Sequence[str]]
LIST_KEPT_S = 30 * 24 * 3600  # of who or what no training knows any more
SEEN_KEPT_S = 90 * 24 * 3600
ATTEMPTS = 5  # of a change that meets another


class ListItem(Item, discriminator="recommended"):
    """The ready lists of a customer, of a product or of a category, all made by one training."""

    lists: Document[dict[Kind, tuple[str, ...]]] = Document(dict[Kind, tuple[str, ...]])
    run = Text()
    skus = Integer(default=0)


class ProductsItem(Item, discriminator="recommended_not"):
    """Products that are not to be shown: what a customer has seen, or what has left sale. Oldest first."""

    products: Document[tuple[str, ...]] = Document(tuple[str, ...])


@dataclass(frozen=True, slots=True)
class Found:
    """What one read finds: lists, and what is not to be shown. `known`: the first of the lists is there."""

    lists: tuple[Lists, ...]
    hidden: frozenset[str]
    known: bool


@dataclass(frozen=True, slots=True)
class Overtaken:
    """A later training, or somebody else, has written this already."""


class ContendedList(Transient):
    """A change met another one, attempt after attempt."""


class ListStore:
    """Ready lists; each method is one row of ACCESS_PATTERNS.md."""

    def of_customer(self, customer_id: str) -> Found:
        """A customer's list, what is popular, and what not to show. One batch of 4 items, eventual."""
        own, popular = keys.of_customer(customer_id), keys.of_popular(None)
        return _find((own, popular), (own, keys.SEEN_SORT))

    def of_product(self, product_id: str) -> Found:
        """A product's lists, what is popular, and what has left sale. One batch of 3 items, eventual."""
        return _find((keys.of_product(product_id), keys.of_popular(None)))

    def of_category(self, category: str | None) -> Found:
        """What is popular in a category or in the shop. One batch of 2 items, eventual."""
        return _find((keys.of_popular(category),))

    def put(self, pk: str, lists: Lists, run: str, *, skus: int = 0) -> Overtaken | None:
        """Replace the lists at a key unless a later training was there. One conditional write of 1–4 KB."""
        ready = {kind: tuple(products) for kind, products in lists.items()}
        ttl = clock.now_s() + LIST_KEPT_S
        item = ListItem(pk=pk, sk=keys.LIST_SORT, lists=ready, run=run, skus=skus, ttl=ttl)
        is_older = ListItem.pk.does_not_exist() | (ListItem.run <= run)
        refusals = writes.commit(writes.put(item, when=is_older, refused=lambda _: Overtaken()))
        return Overtaken() if refusals else None

    def add_seen(self, customer_id: str, products: Sequence[str]) -> None:
        """A customer has seen or bought products. A read and a conditional write, none if it is no news."""
        ttl = clock.now_s() + SEEN_KEPT_S
        pk = keys.of_customer(customer_id)
        _change(pk, keys.SEEN_SORT, lambda seen: seen_after(seen, products), ttl=ttl)

    def of_one_sku(self, products: Sequence[str]) -> set[str]:
        """Those that were of a single SKU at the last training. One batch of 1–4 KB items, eventual."""
        found = reads.find_many([(keys.of_product(product), keys.LIST_SORT) for product in products])
        single = {pk for (pk, _), item in found.items() if isinstance(item, ListItem) and item.skus == 1}
        return {product for product in products if keys.of_product(product) in single}

    def move_gone(self, left: Sequence[str], back: Sequence[str]) -> None:
        """Products have left sale, or came back. A read and a conditional write, none if it is no news."""
        _change(keys.GONE, keys.GONE_SORT, lambda gone: gone_after(gone, left, back), ttl=None)


def _find(lists: Sequence[str], seen: tuple[str, str] | None = None) -> Found:
    wanted = [(pk, keys.LIST_SORT) for pk in lists]
    not_shown = [(keys.GONE, keys.GONE_SORT), *([seen] if seen else [])]
    found = reads.find_many([*wanted, *not_shown])
    items = [found.get(key) for key in wanted]
    hidden = {
        product
        for item in (found.get(key) for key in not_shown)
        if isinstance(item, ProductsItem)
        for product in item.products
    }
    ready = tuple(item.lists if isinstance(item, ListItem) else {} for item in items)
    return Found(ready, frozenset(hidden), known=items[0] is not None)


def _change(
    pk: str, sk: str, change: Callable[[tuple[str, ...]], tuple[str, ...]], *, ttl: int | None
) -> None:
    for _ in range(ATTEMPTS):
        item = reads.find(ProductsItem, pk, sk, consistent=True)
        before = item.products if item else ()
        after = change(before)
        if after == before:
            return
        is_as_read = ProductsItem.version == item.version if item else ProductsItem.pk.does_not_exist()
        new = ProductsItem(pk=pk, sk=sk, products=after, version=item.version + 1 if item else 1, ttl=ttl)
        if not writes.commit(writes.put(new, when=is_as_read, refused=lambda _: Overtaken())):
            return
    raise ContendedList(pk)
