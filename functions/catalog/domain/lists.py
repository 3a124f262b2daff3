"""What lists of products are made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from catalog.domain import AttributeValue, Product


@dataclass(frozen=True, slots=True)
class Filters:
    """What products to list. A product costs what any of its variants costs, sales included."""

    below: tuple[str, ...] = ()  # path of a category: its products, and those of categories below it
    brand: str | None = None  # in any case
    price_min_minor: int | None = None
    price_max_minor: int | None = None
    attributes: Mapping[str, AttributeValue] = field(default_factory=dict)
    reduced: bool = False  # only those of which a variant is in a sale

    @property
    def is_selective(self) -> bool:
        """Whether it may turn products away."""
        return self != Filters(self.below)

    def admit(self, product: Product, at_s: int) -> bool:
        """Whether a product is wanted: of prices the table can only tell that the ranges overlap."""
        return (
            self.attributes.items() <= product.attributes.items()
            and (not self.reduced or any(variant.is_reduced(at_s) for variant in product.variants))
            and any(self._admits(variant.price_at(at_s).amount_minor) for variant in product.variants)
        )

    def _admits(self, price_minor: int) -> bool:
        highest = self.price_max_minor
        return (self.price_min_minor or 0) <= price_minor and (highest is None or price_minor <= highest)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a list goes on: on a category's shelf, behind the product at `after` (None: at its start)."""

    shelf: str  # place of the category among all
    after: str | None = None


@dataclass(frozen=True, slots=True)
class ShelfPage:
    """Some products, and where the list goes on (None: that was all). It may be short, even empty."""

    products: list[Product]
    next: Place | None
