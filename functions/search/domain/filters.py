"""What narrows a search."""

from dataclasses import dataclass, replace

from search.domain.facets import Facet

STARS_MAX = 5


@dataclass(frozen=True, slots=True)
class AttributeFilter:
    """The values of one attribute, any of which a product must have. Numbers and truths as JSON has them."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Filters:
    """What products must have; None or nothing: whatever.

    Of several categories, brands, or values of one attribute, any will do. A category lets through what is
    below it as well. The price is a product's lowest, both bounds included. What nobody rated has no stars.
    """

    categories: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    price_min_minor: int | None = None
    price_max_minor: int | None = None
    stars_min: int | None = None
    in_stock: bool | None = None
    attributes: tuple[AttributeFilter, ...] = ()

    def active(self) -> frozenset[Facet]:
        """The facets that something is asked of; attributes each are one of their own."""
        asked = {
            Facet.CATEGORY: bool(self.categories),
            Facet.BRAND: bool(self.brands),
            Facet.PRICE: self.price_min_minor is not None or self.price_max_minor is not None,
            Facet.STARS: self.stars_min is not None,
            Facet.IN_STOCK: self.in_stock is not None,
        }
        return frozenset(facet for facet, is_asked in asked.items() if is_asked)

    def without(self, facet: Facet) -> "Filters":
        """The same filters but for one facet."""
        match facet:
            case Facet.CATEGORY:
                return replace(self, categories=())
            case Facet.BRAND:
                return replace(self, brands=())
            case Facet.PRICE:
                return replace(self, price_min_minor=None, price_max_minor=None)
            case Facet.STARS:
                return replace(self, stars_min=None)
            case Facet.IN_STOCK:
                return replace(self, in_stock=None)

    def without_attribute(self, name: str) -> "Filters":
        """The same filters but for one attribute."""
        return replace(self, attributes=tuple(asked for asked in self.attributes if asked.name != name))
