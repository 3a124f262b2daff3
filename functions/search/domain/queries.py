"""What one may ask the index, and what it answers."""

from dataclasses import dataclass, field
from enum import StrEnum

from haat.money import Money
from search.domain.facets import Facets
from search.domain.filters import Filters

DEPTH_MAX = 10_000  # products that can be paged through; whoever wants more wants a narrower question
PINNED_MAX = 20  # products that stand before all others of a question


class Sort(StrEnum):
    """The order of the products. RELEVANCE without words is NEWEST; what nobody rated is rated last,
    and so with what nobody bought of late.
    """

    RELEVANCE = "relevance"
    PRICE_ASC = "price_asc"
    PRICE_DESC = "price_desc"
    NEWEST = "newest"
    NAME = "name"
    RATING = "rating"
    POPULARITY = "popularity"


class Match(StrEnum):
    """How what was found fits the words, from the strictest to the most forgiving."""

    WORDS = "words"  # the words that count
    SPELLING = "spelling"  # the words, or others that are spelled like them
    SOME = "some"  # any of the words, or of those that are spelled like them
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Query:
    """A question to the index. No `text` finds every product; `offset` counts products, from 0.

    `also` are texts that mean the same: what fits any of them is found. `pinned` products are found
    whatever their words, if the filters let them through, and are the most relevant ones, in this order.
    """

    text: str = ""
    filters: Filters = field(default_factory=Filters)
    sort: Sort = Sort.RELEVANCE
    limit: int = 20
    offset: int = 0
    also: tuple[str, ...] = ()
    pinned: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a text; `found`: one of the words that were asked for."""

    text: str
    found: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """One product found. `price` is the lowest of its variants, `original_price` what that is usually, if
    there is a sale; `score` is None unless ranked by words.

    `name_parts` is its name, `excerpt` a piece of its description with words that were asked for; both are
    empty where no such word is.
    """

    id: str
    name: str
    brand: str
    category: str
    price: Money
    image: str | None
    in_stock: bool
    score: float | None
    stars: float | None = None
    reviews: int = 0
    original_price: Money | None = None
    name_parts: tuple[Part, ...] = ()
    excerpt: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Results:
    """One page of products, how many there are in all, the facets, and how they fit the words."""

    hits: tuple[Hit, ...]
    total: int
    facets: Facets
    match: Match = Match.WORDS
