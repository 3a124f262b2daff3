"""Products in the table."""

from dataclasses import dataclass
from typing import Any, TypeVar

from catalog.domain import (
    SERVICE_NAME,
    Product,
    ProductChanged,
    SkuTaken,
    SlugTaken,
    State,
    TooManySkusChanged,
)
from catalog.keys import ALL, DRAFTS, PRODUCT, PRODUCT_SORT
from catalog.store import offers, sales, slugs
from catalog.store.items import ProductItem, to_item
from haat import audit
from haat.events import outbox
from haat.faults import Transient
from haat.http.once import AlreadyAnswered
from haat.table import reads, writes
from haat.table.writes import Write

ATTEMPTS = 4  # against those who open rows of the same SKUs
# Beside the product, its slug, the note of its sales, its event, and what tells of it in the audit log.
SKUS_CHANGED_MAX = writes.ACTIONS_MAX - 1 - slugs.ACTIONS - sales.ACTIONS - outbox.ACTIONS - audit.ACTIONS

KindT = TypeVar("KindT")
MeaningT = TypeVar("MeaningT")


class ProductNotWritten(RuntimeError):
    """A write was refused for a reason that no client can do anything about."""


class SkusContended(Transient):
    """SKUs of a product were spread or joined at every attempt to write it."""


@dataclass(frozen=True, slots=True)
class DraftPage:
    """Some products; `last_key` is where the list goes on, None at the end."""

    products: list[Product]
    last_key: dict[str, Any] | None


class ProductStore:
    """Products; each method is one row of ACCESS_PATTERNS.md."""

    def find(self, product_id: str) -> Product | None:
        """The product, if it is on sale. One consistent read: what the edge keeps must not be old."""
        product = self.find_any(product_id)
        return product if product and product.state is State.ACTIVE else None

    def find_any(self, product_id: str) -> Product | None:
        """The product, on sale or not. One consistent read."""
        item = reads.find(ProductItem, PRODUCT.key(product_id), PRODUCT_SORT, consistent=True)
        return item.snapshot if item else None

    def drafts(self, *, limit: int, after: dict[str, Any] | None) -> DraftPage:
        """Products that are not on sale yet, newest first. One query of the index, eventually consistent."""
        page = reads.page(
            ProductItem, DRAFTS.key(ALL), limit=limit, after=after, newest_first=True, by_index=True
        )
        return DraftPage([item.snapshot for item in page.items], page.last_key)

    def create(self, product: Product, *also: Write) -> AlreadyAnswered | SkuTaken | SlugTaken | None:
        """Write a new product, its event and the rows of its SKUs, and what else is to happen with it.

        One transaction of 5 + n writes at most for n variants, and `also`.
        """
        refusals = writes.commit(*creation(product), *also)
        meaning = _first(AlreadyAnswered, refusals) or _first(SlugTaken, refusals)
        return _explained(meaning or _first(SkuTaken, refusals), refusals)

    def change(
        self, before: Product, after: Product, *also: Write
    ) -> AlreadyAnswered | ProductChanged | SkuTaken | SlugTaken | TooManySkusChanged | None:
        """Write the next version of a product, its event and the rows of the SKUs whose offer changes.

        One read and one transaction of up to 5 + n writes for n rows, and what else is to happen with it;
        refused unless `before` is the latest.
        """
        refusals = _written("ProductUpdated", before, after, *also)
        if isinstance(refusals, TooManySkusChanged):
            return refusals
        if _first(AlreadyAnswered, refusals):
            return AlreadyAnswered()
        meaning = _first(ProductChanged, refusals) or _first(SlugTaken, refusals)
        return _explained(meaning or _first(SkuTaken, refusals), refusals)

    def archive(
        self, before: Product, after: Product, *also: Write
    ) -> AlreadyAnswered | ProductChanged | TooManySkusChanged | None:
        """Write the last version of a product, its event, and every row of its SKUs as not on sale.

        One read and one transaction of up to 5 + n writes for n rows, and what else is to happen with it;
        refused unless `before` is the latest.
        """
        refusals = _written("ProductArchived", before, after, *also)
        if isinstance(refusals, TooManySkusChanged):
            return refusals
        meaning = _first(AlreadyAnswered, refusals) or _first(ProductChanged, refusals)
        return _explained(meaning, refusals)


def creation(product: Product, *, mark: str | None = None) -> list[Write]:
    """The writes that create a product: itself, the rows of its SKUs, its event."""
    put = writes.put_new(_item(product, mark), refused=_changed)
    rows = offers.changes(None, product, {})
    return [put, *_beside(None, product), *rows, _event("ProductCreated", product)]


def revision(
    event: str,
    before: Product,
    after: Product,
    known: offers.Heads,
    *,
    mark: str | None = None,
    rows_max: int = SKUS_CHANGED_MAX,
) -> list[Write] | TooManySkusChanged:
    """The writes of the next version of a product: itself, every row of the SKUs that change, its event."""
    rows = offers.changes(before, after, known)
    if len(rows) > rows_max:
        return TooManySkusChanged(len(rows), rows_max)
    is_latest = ProductItem.version == before.version
    put = writes.put(_item(after, mark), when=is_latest, refused=_changed)
    return [put, *_beside(before, after), *rows, _event(event, after)]


def _written(event: str, before: Product, after: Product, *also: Write) -> list[object] | TooManySkusChanged:
    """What refused the next version of a product; again while its SKUs are being spread or joined."""
    rows_max = SKUS_CHANGED_MAX - writes.count(also)
    for _ in range(ATTEMPTS):
        wanted = revision(event, before, after, offers.heads(before, after), rows_max=rows_max)
        if isinstance(wanted, TooManySkusChanged):
            return wanted
        refusals = writes.commit(*wanted, *also)
        if not _first(offers.PlacesChanged, refusals):
            return refusals
    raise SkusContended(after.id)


def _beside(before: Product | None, after: Product) -> list[Write]:
    return [*slugs.claimed(before, after), *sales.noted(before, after)]


def _item(product: Product, mark: str | None) -> ProductItem:
    item = to_item(product)
    item.imported_as = mark
    return item


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
