"""How an entry becomes a document of tantivy: its fields, and how their text is cut into terms."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal
from zlib import crc32

import msgspec
import tantivy
from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from search.domain import text
from search.domain.entries import Entry, Product
from search.domain.fields import EXACT, IN_ORDER, Field, texts_of
from search.domain.ranking import popular_terms
from search.domain.telling import interests

# Raise it with every change to this module: an index of another format is built anew from its entries.
FORMAT = 6

ID = "id"
ENTRY = "entry"  # the whole entry as JSON; an entry that is not listed has nothing beside it and its id
LISTED = "listed"
CATEGORY_KEY, BRAND_KEY, NAME_KEY = "category_key", "brand_key", "name_key"
PRICE, CREATED, IN_STOCK = "price_minor", "created_s", "in_stock"
CENTISTARS = "centistars"  # the mean of the reviews in hundredths of stars; 0: nobody rated
POPULARITY, POPULAR = "popularity", "popular"  # a level, and the steps of the ranking that it is above
VALUES, VALUE_NAMES = "values", "value_names"  # what attributes are filtered and counted by
SAMPLE = "sample"  # at random, below SAMPLES: so that some of many products can be looked at
SAMPLES = 2**16

_ENGLISH, _PLAIN, _WHOLE = "english", "plain", "raw"
_TERM_BYTES_MAX = 60
_NAME_KEY_MAX = 60  # characters; names that differ only beyond that are as good as equal in order


def _analyzer() -> TextAnalyzerBuilder:
    words = TextAnalyzerBuilder(Tokenizer.regex(text.WORD)).filter(Filter.remove_long(_TERM_BYTES_MAX))
    return words.filter(Filter.lowercase()).filter(Filter.ascii_fold())


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field(ID, tokenizer_name=_WHOLE, index_option="basic")
    builder.add_bytes_field(ENTRY, stored=True)
    for field in Field:
        analyzer = _PLAIN if field == EXACT else _ENGLISH
        option: Literal["position", "freq"] = "position" if field in IN_ORDER else "freq"
        builder.add_text_field(field, tokenizer_name=analyzer, index_option=option)
    for key in (CATEGORY_KEY, BRAND_KEY, NAME_KEY):
        builder.add_text_field(key, tokenizer_name=_WHOLE, index_option="basic", fast=True)
    builder.add_text_field(POPULAR, tokenizer_name=_WHOLE, index_option="basic")
    builder.add_text_field(VALUE_NAMES, tokenizer_name=_WHOLE, index_option="basic", fast=True)
    builder.add_json_field(VALUES, tokenizer_name=_WHOLE, index_option="basic", fast=True)
    for number in (PRICE, CREATED, CENTISTARS, POPULARITY, SAMPLE):
        builder.add_integer_field(number, indexed=True, fast=True)
    for fact in (LISTED, IN_STOCK):
        builder.add_boolean_field(fact, indexed=True, fast=True)
    return builder.build()


PLAIN: TextAnalyzer = _analyzer().build()
ENGLISH: TextAnalyzer = _analyzer().filter(Filter.stemmer("english")).build()
SCHEMA = _schema()


def register_analyzers(index: tantivy.Index) -> None:
    """Name the analyzers to an index, which keeps their names only."""
    index.register_tokenizer(_PLAIN, PLAIN)
    index.register_tokenizer(_ENGLISH, ENGLISH)


def document_of(entry: Entry) -> tantivy.Document:
    """The document of an entry."""
    document = tantivy.Document()
    document.add_text(ID, entry.id)
    document.add_bytes(ENTRY, msgspec.json.encode(entry))
    if entry.product:
        _add_product(document, entry.product)
        document.add_boolean(IN_STOCK, entry.in_stock)
        document.add_integer(CENTISTARS, round(100 * (entry.stars or 0)))
        document.add_integer(POPULARITY, entry.popular)
        for step in popular_terms(entry.popular):
            document.add_text(POPULAR, step)
        document.add_integer(SAMPLE, crc32(entry.id.encode()) % SAMPLES)
    return document


def entry_of(document: tantivy.Document) -> Entry:
    """The entry of a document."""
    return msgspec.json.decode(document[ENTRY][0], type=Entry)


def _add_product(document: tantivy.Document, product: Product) -> None:
    document.add_boolean(LISTED, True)
    for field, texts in texts_of(product).items():
        for one in texts:
            document.add_text(field, one)
    for slug in product.categories:
        document.add_text(CATEGORY_KEY, slug)
    if product.brand:
        document.add_text(BRAND_KEY, product.brand)
    document.add_text(NAME_KEY, _name_key(product.name))
    _add_values(document, product.values)
    document.add_integer(PRICE, product.price.lowest.amount_minor)
    document.add_integer(CREATED, int(datetime.fromisoformat(product.created_at).timestamp()))


def _add_values(document: tantivy.Document, values: Mapping[str, Sequence[str]]) -> None:
    document.add_json(VALUES, values)
    for name in filter(interests, values):
        document.add_text(VALUE_NAMES, name)


def _name_key(name: str) -> str:
    """What names are ordered by: without case and accents."""
    return text.folded(name)[:_NAME_KEY_MAX]
