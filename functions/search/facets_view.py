"""The counts by which a search is narrowed, as clients see them: categories by name too."""

import msgspec

from search.category_names import CategoryNames
from search.domain.facets import AttributeCount, Facets, PriceCount, StarsCount, ValueCount


class CategoryCount(msgspec.Struct):
    """How many products are in a category or below it; `value`, its slug, is what a search is narrowed by."""

    value: str
    name: str
    count: int


class NamedFacets(msgspec.Struct):
    """Products by value. A facet's counts obey every filter but its own; values without any are left out.

    `attributes` are those that are filtered by, and those that tell most about what was found.
    """

    category: tuple[CategoryCount, ...]
    brand: tuple[ValueCount, ...]
    price: tuple[PriceCount, ...]
    stars: tuple[StarsCount, ...]
    in_stock: tuple[ValueCount, ...]
    attributes: tuple[AttributeCount, ...]


def named(facets: Facets, names: CategoryNames) -> NamedFacets:
    """The counts with the names of their categories. Reads at most once."""
    by_slug = names.of([str(one.value) for one in facets.category])
    return NamedFacets(
        category=tuple(
            CategoryCount(str(one.value), by_slug[str(one.value)], one.count) for one in facets.category
        ),
        brand=facets.brand,
        price=facets.price,
        stars=facets.stars,
        in_stock=facets.in_stock,
        attributes=facets.attributes,
    )
