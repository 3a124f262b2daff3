"""What a product of a file means for the catalogue: a new product, another version of one, or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from catalog import domain
from catalog.domain import Draft, Product, ProductOnSale, SkuTaken, State
from catalog.store.batches import Change, Known, Stored
from catalog.transfers.imports import Result
from haat import clock
from haat.ids import new_id


@dataclass(frozen=True, slots=True)
class Wish:
    """A product as a line of a file wants it. `mark` names that line for good."""

    line: int
    draft: Draft
    path: tuple[str, ...]  # of its category
    mark: str
    state: State | None = None  # that it is to be in; None: on sale if it is new, else as it is
    opening: Mapping[str, int] = field(default_factory=dict)  # first units, by SKU

    @property
    def skus(self) -> list[str]:
        return [variant.sku for variant in self.draft.variants]


def decide(wish: Wish, known: Known) -> Change | Result | SkuTaken | ProductOnSale:
    """A change, or the result if nothing is to be changed."""
    owners = _owners(wish.skus, known)
    if not owners:
        made = domain.create(wish.draft, new_id("prod"), clock.now(), wish.state or State.ACTIVE)
        return Change(None, domain.filed(made, wish.path), wish.mark)
    first = known.products.get(owners[0][1])
    foreign = next(((sku, owner) for sku, owner in owners if owner != owners[0][1]), None)
    if first is None or first.product.state is State.ARCHIVED or foreign:
        return SkuTaken(*(foreign or owners[0]))
    return _revised(wish, first)


def product_of(wish: Wish, known: Known) -> str | None:
    """The id of the product that a wish is about, if there is one."""
    owners = _owners(wish.skus, known)
    return owners[0][1] if owners else None


def _owners(skus: Sequence[str], known: Known) -> list[tuple[str, str]]:
    """Those SKUs that are there, with the products they belong to."""
    return [(sku, known.heads[sku].product_id) for sku in skus if sku in known.heads]


def _revised(wish: Wish, stored: Stored) -> Change | Result | ProductOnSale:
    before = stored.product
    entered = domain.entered(before, wish.state)
    if isinstance(entered, ProductOnSale):
        return entered
    after = domain.filed(domain.rewrite(entered, wish.draft, clock.now()), wish.path)
    if not _same(before, after):
        return Change(before, after, wish.mark)
    if stored.imported_as != wish.mark:
        return Result.UNCHANGED
    # This very line has written it: its step was interrupted before it was noted.
    return Result.CREATED if before.version == 1 else Result.UPDATED


def _same(before: Product, after: Product) -> bool:
    return before == replace(after, version=before.version, updated_at=before.updated_at)
