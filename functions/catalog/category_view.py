"""A category as clients see it."""

from collections.abc import Mapping

import msgspec

from catalog.domain.attributes import Attributes
from catalog.domain.categories import Category
from haat.http import Answer


class CategoryView(msgspec.Struct, frozen=True):
    """One category; `path` has the slugs from its root down to its own."""

    slug: str
    name: str
    parent: str | None
    path: tuple[str, ...]
    attributes: Attributes  # that it declares itself


def of(category: Category) -> CategoryView:
    """What anybody may see of a category."""
    return CategoryView(category.slug, category.name, category.parent, category.path, category.attributes)


def answer(category: Category, headers: Mapping[str, str] = {}) -> Answer[CategoryView]:
    """One category with its tag."""
    return Answer(of(category), etag=str(category.version), headers=headers)
