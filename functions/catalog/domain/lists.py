"""What lists of products are made of."""

from dataclasses import dataclass

from catalog.domain import Product


@dataclass(frozen=True, slots=True)
class Filters:
    """What products to list. A product costs what any of its variants costs."""

    below: tuple[str, ...] = ()  # path of a category: its products, and those of categories below it
    brand: str | None = None  # in any case
    price_min_minor: int | None = None
    price_max_minor: int | None = None

    def admit(self, product: Product) -> bool:
        """Whether a variant's price is in the range: the table can only tell that the ranges overlap."""
        lowest, highest = self.price_min_minor or 0, self.price_max_minor
        return any(
            lowest <= variant.price.amount_minor
            and (highest is None or variant.price.amount_minor <= highest)
            for variant in product.variants
        )


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
