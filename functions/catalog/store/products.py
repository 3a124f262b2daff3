"""Products in the table."""

from typing import Any, TypeVar

from catalog.domain import Product, ProductChanged, SkuTaken, State, TooManySkusChanged
from catalog.keys import PRODUCT, PRODUCT_SORT
from catalog.store import offers
from catalog.store.items import ProductItem, to_item
from haat.events import outbox
from haat.http.once import AlreadyAnswered
from haat.table import reads, writes
from haat.table.writes import Write

SERVICE_NAME = "catalog"
SKUS_CHANGED_MAX = writes.ACTIONS_MAX - 1 - outbox.ACTIONS  # beside the product and its event

KindT = TypeVar("KindT")
MeaningT = TypeVar("MeaningT")


class ProductNotWritten(RuntimeError):
    """A write was refused for a reason that no client can do anything about."""


class ProductStore:
    """Products; each method is one row of ACCESS_PATTERNS.md."""

    def find(self, product_id: str) -> Product | None:
        """The product, unless it is archived. One consistent read: what the edge keeps must not be old."""
        item = reads.find(ProductItem, PRODUCT.key(product_id), PRODUCT_SORT, consistent=True)
        return item.snapshot if item and item.snapshot.state is State.ACTIVE else None

    def create(self, product: Product, *also: Write) -> AlreadyAnswered | SkuTaken | None:
        """Write a new product, its event and the rows of its SKUs, and what else is to happen with it.

        One transaction of 3 + n writes for n variants.
        """
        put = writes.put_new(to_item(product), refused=_changed)
        rows = offers.changes(None, product)
        refusals = writes.commit(put, *rows, _event("ProductCreated", product), *also)
        return _explained(_first(AlreadyAnswered, refusals) or _first(SkuTaken, refusals), refusals)

    def change(
        self, before: Product, after: Product
    ) -> ProductChanged | SkuTaken | TooManySkusChanged | None:
        """Write the next version of a product, its event and the rows of the SKUs whose offer changes.

        One transaction of 3 + n writes for n changed SKUs; refused when `before` is not the latest.
        """
        rows = offers.changes(before, after)
        if len(rows) > SKUS_CHANGED_MAX:
            return TooManySkusChanged(len(rows), SKUS_CHANGED_MAX)
        refusals = writes.commit(_put(before, after), *rows, _event("ProductUpdated", after))
        return _explained(_first(ProductChanged, refusals) or _first(SkuTaken, refusals), refusals)

    def archive(self, before: Product, after: Product) -> ProductChanged | None:
        """Write the last version of a product, its event, and every row of its SKUs as not on sale.

        One transaction of 3 + n writes for n variants; refused when `before` is not the latest.
        """
        rows = offers.changes(before, after)
        refusals = writes.commit(_put(before, after), *rows, _event("ProductArchived", after))
        return _explained(_first(ProductChanged, refusals), refusals)


def _put(before: Product, after: Product) -> Write:
    return writes.put(to_item(after), when=ProductItem.version == before.version, refused=_changed)


def _changed(raw: dict[str, Any] | None) -> ProductChanged:
    return ProductChanged(ProductItem.from_raw_data(raw).version if raw else 0)


def _event(name: str, product: Product) -> Write:
    return outbox.emit(
        name,
        {"product": product},
        service=SERVICE_NAME,
        aggregate=PRODUCT.key(product.id),
        sequence=product.version,
    )


def _first(kind: type[KindT], refusals: list[object]) -> KindT | None:
    return next((refusal for refusal in refusals if isinstance(refusal, kind)), None)


def _explained(meaning: MeaningT, refusals: list[object]) -> MeaningT:
    """What the refusals mean to the caller.

    Raises: ProductNotWritten if there are some and they mean nothing to it.
    """
    if refusals and meaning is None:
        raise ProductNotWritten(repr(refusals))
    return meaning
