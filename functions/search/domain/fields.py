"""The fields of text that a product is found by, the same in every engine."""

from collections.abc import Iterator
from enum import StrEnum

from search.domain import kinds, text
from search.domain.entries import Product

# Stand around each phrase in KIND, so that a phrase can ask for its beginning and its end.
KIND_BEGINS, KIND_ENDS = "kindbegins", "kindends"


class Field(StrEnum):
    """Every field is read by stems but EXACT, which has its words as they are written."""

    NAME = "name"
    BRAND = "brand"
    CATEGORY = "category"
    KIND = "kind"
    ATTRIBUTES = "attributes"
    DESCRIPTION = "description"
    EXACT = "exact"


NAME, KIND, EXACT = Field.NAME, Field.KIND, Field.EXACT
IN_ORDER = frozenset((NAME, KIND))  # fields with the places of their words, for phrases


def texts_of(product: Product) -> dict[Field, list[str]]:
    """What stands in each field, with measures as single words; a phrase does not reach from text to text."""
    category = " ".join(product.categories).replace("-", " ")
    exact = [product.name, product.brand, category, *_codes(product)]
    texts = {
        NAME: [product.name],
        Field.BRAND: [product.brand],
        Field.CATEGORY: [category],
        KIND: [f"{KIND_BEGINS} {kind} {KIND_ENDS}" for kind in kinds.kinds_of(product)],
        Field.ATTRIBUTES: [" ".join(_attribute_words(product))],
        Field.DESCRIPTION: [product.description],
        EXACT: [" ".join(exact)],
    }
    return {field: [text.normalised(one) for one in found if one] for field, found in texts.items()}


def _codes(product: Product) -> Iterator[str]:
    yield from (variant.sku for variant in product.variants)
    yield from text.codes(" ".join((product.name, *(variant.sku for variant in product.variants))))


def _attribute_words(product: Product) -> Iterator[str]:
    """Texts, and the names of what the product has; a bare number means nothing to a searcher."""
    for name, value in product.attributes.items():
        if isinstance(value, str):
            yield value
        elif value is True:
            yield name.replace("_", " ")
    for variant in product.variants:
        yield from variant.attributes.values()
