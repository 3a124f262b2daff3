"""The body by which an admin writes a collection."""

from typing import Annotated

import msgspec
from msgspec import Meta

from catalog.body import Attributes, PriceMinor, Slug
from catalog.domain.collections import PRODUCTS_MAX, Collection, Rule
from haat.errors import FieldError, InvalidInput

ProductId = Annotated[str, Meta(pattern=r"^prod_[0-9a-z]{26}$(?!\n)")]


class RuleBody(msgspec.Struct, forbid_unknown_fields=True):
    """What products have to be. Prices are in minor units of the shop's currency."""

    category: Slug | None = None
    brand: Annotated[str, Meta(min_length=1, max_length=100)] | None = None
    price_min_minor: PriceMinor | None = None
    price_max_minor: PriceMinor | None = None
    attributes: Attributes = {}
    reduced: bool = False


class CollectionBody(msgspec.Struct, forbid_unknown_fields=True):
    """A collection by a rule, or by hand: the ids of its products in the order in which they are shown."""

    name: Annotated[str, Meta(min_length=1, max_length=100)]
    description: Annotated[str, Meta(max_length=2000)] = ""
    rule: RuleBody | None = None
    products: Annotated[list[ProductId], Meta(min_length=1, max_length=PRODUCTS_MAX)] | None = None


class NewCollection(CollectionBody, forbid_unknown_fields=True, kw_only=True):
    """A collection that is not there yet, with its slug."""

    slug: Slug


def collection_of(body: CollectionBody, slug: str, version: int) -> Collection | InvalidInput:
    """The collection in a body, or what is wrong with it as a whole."""
    error = _error(body)
    if error:
        return InvalidInput((error,))
    rule = msgspec.convert(body.rule, Rule, from_attributes=True) if body.rule else None
    return Collection(slug, body.name, body.description, version, rule, tuple(body.products or ()))


def _error(body: CollectionBody) -> FieldError | None:
    rule, products = body.rule, body.products or []
    if (rule is None) is (body.products is None):
        return FieldError("/rule", "Send it, or products, and not both.")
    if len(set(products)) < len(products):
        return FieldError("/products", "One is there twice.")
    lowest, highest = (rule.price_min_minor, rule.price_max_minor) if rule else (None, None)
    if lowest is not None and highest is not None and lowest > highest:
        return FieldError("/rule/price_max_minor", "It is less than price_min_minor.")
    return None
