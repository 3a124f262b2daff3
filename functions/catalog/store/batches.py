"""Many products at once: what is there under some SKUs, and several changes in one transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from catalog.domain import Product, TooManySkusChanged
from catalog.keys import PRODUCT, PRODUCT_SORT
from catalog.store.items import ProductItem
from catalog.store.offers import Heads
from catalog.store.products import creation, revision
from haat.table import reads, writes
from haat.table.sku import SkuItem, stock_key
from haat.table.writes import Write

BATCH_BYTES_MAX = 2_000_000  # of texts; a transaction takes 4 MB


@dataclass(frozen=True, slots=True)
class Stored:
    """A product as it is in the table. `imported_as`: the import and line that wrote this version."""

    product: Product
    imported_as: str | None


@dataclass(frozen=True, slots=True)
class Known:
    """What is there under some SKUs: their head rows, and the products these belong to, by id."""

    heads: Heads
    products: dict[str, Stored]


@dataclass(frozen=True, slots=True)
class Change:
    """A product to be written by the line `mark` of an import. `before` None: it is new."""

    before: Product | None
    after: Product
    mark: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """A change as it is written."""

    change: Change
    writes: list[Write]


class BatchStore:
    """Products by the hundred; each method is one row of ACCESS_PATTERNS.md."""

    def known(self, skus: Iterable[str]) -> Known:
        """What is there under some SKUs. Two reads, one after the other, for each 100."""
        rows = reads.find_many([stock_key(sku) for sku in skus], consistent=True)
        heads = {row.sku: row for row in rows.values() if isinstance(row, SkuItem)}
        owners = {head.product_id for head in heads.values()}
        found = reads.find_many([(PRODUCT.key(owner), PRODUCT_SORT) for owner in owners], consistent=True)
        items = (item for item in found.values() if isinstance(item, ProductItem))
        return Known(heads, {item.snapshot.id: Stored(item.snapshot, item.imported_as) for item in items})

    def write(self, batch: Sequence[Prepared]) -> list[object]:
        """Write all of a batch, or nothing: [] or what refused it. One transaction."""
        return writes.commit(*(write for prepared in batch for write in prepared.writes))


def prepare(change: Change, known: Known) -> Prepared | TooManySkusChanged:
    """A change as it is written."""
    if change.before is None:
        return Prepared(change, creation(change.after, mark=change.mark))
    made = revision("ProductUpdated", change.before, change.after, known.heads, mark=change.mark)
    return made if isinstance(made, TooManySkusChanged) else Prepared(change, made)


def batches(changes: Iterable[Prepared]) -> list[list[Prepared]]:
    """Changes by transactions: as many in each as its actions and its bytes allow."""
    parted: list[list[Prepared]] = []
    actions = size_bytes = 0
    for change in changes:
        more, larger = writes.count(change.writes), _bytes(change)
        if not parted or actions + more > writes.ACTIONS_MAX or size_bytes + larger > BATCH_BYTES_MAX:
            parted.append([])
            actions = size_bytes = 0
        parted[-1].append(change)
        actions, size_bytes = actions + more, size_bytes + larger
    return parted


def _bytes(change: Prepared) -> int:
    """About what it adds to a request: product and event are all but equal, the rest is small."""
    texts = (
        value.get("S", "") for write in change.writes for value in write.request.get("Item", {}).values()
    )
    return sum(map(len, texts))
