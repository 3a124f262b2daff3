"""What a searcher who is still typing may be looking for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from search.domain import text
from search.domain.facets import ValueCount

WORDS_MAX = 8  # of what was typed
CATEGORIES_MAX = 3


@dataclass(frozen=True, slots=True)
class ProductSuggested:
    """A product whose words begin like those that were typed."""

    id: str
    name: str
    image: str | None


@dataclass(frozen=True, slots=True)
class CategorySuggested:
    """A category that has such products, and how many."""

    slug: str
    products: int


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Products, the most relevant first, and categories, those first whose names were begun."""

    products: tuple[ProductSuggested, ...] = ()
    categories: tuple[CategorySuggested, ...] = ()


def words_typed(typed: str) -> list[str]:
    """The words, each of which may have been begun only."""
    return list(dict.fromkeys(text.words(typed)))[:WORDS_MAX]


def best_categories(counted: Iterable[ValueCount], words: Sequence[str]) -> tuple[CategorySuggested, ...]:
    """The categories to suggest beside products: by name first, then by how many products they have."""
    ranked = sorted(counted, key=lambda one: (-_begun(str(one.value), words), -one.count, str(one.value)))
    return tuple(CategorySuggested(str(one.value), one.count) for one in ranked[:CATEGORIES_MAX])


def _begun(slug: str, words: Sequence[str]) -> int:
    """How many of the words begin one of the category's name."""
    names = slug.split("-")
    return sum(any(name.startswith(word) for name in names) for word in words)
