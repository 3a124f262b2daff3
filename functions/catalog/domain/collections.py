"""Collections: products shown together, chosen by a rule or by hand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from catalog.domain import AttributeValue
from haat.errors import Conflict

PRODUCTS_MAX = 500  # chosen by hand


@dataclass(frozen=True, slots=True)
class Rule:
    """Products of a category and those below it, of a brand, in a range of prices, with these attributes.

    `reduced`: only while one of its variants is in a sale. What is left out does not matter.
    """

    category: str | None = None
    brand: str | None = None
    price_min_minor: int | None = None
    price_max_minor: int | None = None
    attributes: Mapping[str, AttributeValue] = field(default_factory=dict)
    reduced: bool = False


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection: it has a rule, or the ids of its products in the order in which they are shown."""

    slug: str
    name: str
    description: str
    version: int
    rule: Rule | None
    products: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CollectionExists(Conflict):
    """There is a collection with this slug."""

    detail: ClassVar[str] = "{slug} is taken: replace it, or choose another one."
    slug: str


@dataclass(frozen=True, slots=True)
class CollectionChanged(Conflict):
    """Somebody else changed the collection at the same moment."""

    detail: ClassVar[str] = "Read it again and repeat the change."
