"""How an entry becomes a document: its fields, and how OpenSearch cuts their text into terms."""

from datetime import datetime
from typing import Any

import msgspec

from search.domain import text
from search.domain.entries import Entry, Product
from search.domain.fields import EXACT, IN_ORDER, Field, texts_of
from search.domain.queries import DEPTH_MAX
from search.domain.ranking import popular_terms
from search.domain.telling import interests

# Raise it with every change to this module: an index of another format asks for `make reindex`.
FORMAT = 6

ENTRY = "entry"  # the whole entry; one that is not listed has nothing beside it and its id
ID, LISTED = "id", "listed"
CATEGORY_KEY, BRAND_KEY, NAME_KEY = "category_key", "brand_key", "name_key"
PRICE, CREATED, IN_STOCK = "price_minor", "created_s", "in_stock"
CENTISTARS = "centistars"  # the mean of the reviews in hundredths of stars; 0: nobody rated
POPULARITY, POPULAR = "popularity", "popular"  # a level, and the steps of the ranking that it is above
BEGINNINGS = "beginnings"  # of the words of EXACT, for who is still typing
VALUES, VALUE_NAMES = "values", "value_names"  # what attributes are filtered and counted by

_NAME_KEY_MAX = 60  # characters; names that differ only beyond that are as good as equal in order
_PAGE_MAX = 100
_ENGLISH, _PLAIN, _BEGUN = "haat_english", "haat_plain", "haat_begun"
_TOKENS, _SHORT, _STEMS, _EDGES = "haat_words", "haat_short", "haat_stems", "haat_edges"
_TERM_CHARACTERS_MAX = 60
_WORDS = [_SHORT, "lowercase", "asciifolding"]
_NUMBER = {"type": "long"}
_KEY = {"type": "keyword", "ignore_above": 1000}

_BEGINNINGS = {"type": "text", "analyzer": _BEGUN, "search_analyzer": _PLAIN, "index_options": "docs"}


def _text(field: Field) -> dict[str, Any]:
    """With the places of words where phrases are looked for."""
    analyzer = _PLAIN if field == EXACT else _ENGLISH
    options = "positions" if field in IN_ORDER else "freqs"
    kind = {"type": "text", "analyzer": analyzer, "index_options": options}
    return kind | {"fields": {BEGINNINGS: _BEGINNINGS}} if field == EXACT else kind


MAPPING: dict[str, Any] = {
    "dynamic": "strict",
    "_meta": {"format": FORMAT},
    "properties": {
        ENTRY: {"type": "object", "enabled": False},
        ID: _KEY,
        LISTED: {"type": "boolean"},
        **{field.value: _text(field) for field in Field},
        **dict.fromkeys((CATEGORY_KEY, BRAND_KEY, NAME_KEY, POPULAR, VALUES, VALUE_NAMES), _KEY),
        **dict.fromkeys((PRICE, CREATED, CENTISTARS, POPULARITY), _NUMBER),
        IN_STOCK: {"type": "boolean"},
    },
}
SETTINGS: dict[str, Any] = {
    "index": {"max_result_window": DEPTH_MAX + _PAGE_MAX},
    "analysis": {
        "tokenizer": {_TOKENS: {"type": "pattern", "pattern": text.WORD, "group": 0}},
        "filter": {
            _STEMS: {"type": "stemmer", "language": "porter2"},
            _SHORT: {"type": "length", "max": _TERM_CHARACTERS_MAX},
            _EDGES: {"type": "edge_ngram", "min_gram": 1, "max_gram": 20, "preserve_original": True},
        },
        "analyzer": {
            _ENGLISH: {"type": "custom", "tokenizer": _TOKENS, "filter": [*_WORDS, _STEMS]},
            _BEGUN: {"type": "custom", "tokenizer": _TOKENS, "filter": [*_WORDS, _EDGES]},
            _PLAIN: {"type": "custom", "tokenizer": _TOKENS, "filter": _WORDS},
        },
    },
}


def document_of(entry: Entry) -> dict[str, Any]:
    """The document of an entry."""
    known = {ENTRY: msgspec.to_builtins(entry), ID: entry.id}
    return known | _fields(entry, entry.product) if entry.product else known


def value_key(name: str, value: str) -> str:
    """What stands in VALUES for one value of an attribute."""
    return f"{name}={value}"


def entry_of(source: dict[str, Any]) -> Entry:
    """The entry of a document."""
    return msgspec.convert(source[ENTRY], Entry)


def _fields(entry: Entry, product: Product) -> dict[str, Any]:
    fields = {
        LISTED: True,
        **{field.value: texts for field, texts in texts_of(product).items()},
        CATEGORY_KEY: product.categories,
        CENTISTARS: round(100 * (entry.stars or 0)),
        VALUES: [value_key(name, value) for name, values in product.values.items() for value in values],
        VALUE_NAMES: [name for name in product.values if interests(name)],
        NAME_KEY: text.folded(product.name)[:_NAME_KEY_MAX],
        PRICE: product.price.lowest.amount_minor,
        CREATED: int(datetime.fromisoformat(product.created_at).timestamp()),
        IN_STOCK: entry.in_stock,
        POPULARITY: entry.popular,
        POPULAR: popular_terms(entry.popular),
    }
    return fields | {BRAND_KEY: product.brand} if product.brand else fields
