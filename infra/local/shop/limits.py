"""What the products API accepts, and what a product breaks of it."""

import re
from collections.abc import Iterator

from infra.local.shop.catalogue import Product

NAME_MAX_CHARACTERS = 200
DESCRIPTION_MAX_CHARACTERS = 5_000
ATTRIBUTES_MAX = 60
ATTRIBUTE_KEY_MAX_CHARACTERS = 60
ATTRIBUTE_VALUE_MAX_CHARACTERS = 200
IMAGES_MAX = 20
VARIANTS_MAX = 100
SKU = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
CATEGORY_SLUG = re.compile(r"[a-z0-9-]{1,60}")
ATTRIBUTE_KEY = re.compile(rf"[a-z][a-z0-9_]{{0,{ATTRIBUTE_KEY_MAX_CHARACTERS - 1}}}")


def broken_by(product: Product) -> list[str]:
    """One sentence for every limit the product breaks; none if the API would take it."""
    return [sentence for broken, sentence in _checks(product) if broken]


def _checks(product: Product) -> Iterator[tuple[bool, str]]:
    yield not 1 <= len(product.name) <= NAME_MAX_CHARACTERS, "the name is empty or too long"
    yield not product.brand, "the brand is empty"
    yield len(product.description) > DESCRIPTION_MAX_CHARACTERS, "the description is too long"
    yield not CATEGORY_SLUG.fullmatch(product.category), f"category {product.category!r} is no slug"
    yield len(product.attributes) > ATTRIBUTES_MAX, "there are too many attributes"
    yield len(product.images) > IMAGES_MAX, "there are too many images"
    yield not 1 <= len(product.variants) <= VARIANTS_MAX, "there are no variants or too many"
    for key, value in product.attributes.items():
        yield not ATTRIBUTE_KEY.fullmatch(key), f"attribute {key!r} is no key"
        yield len(str(value)) > ATTRIBUTE_VALUE_MAX_CHARACTERS, f"the value of {key!r} is too long"
    for variant in product.variants:
        yield not SKU.fullmatch(variant.sku), f"{variant.sku!r} is no SKU"
        yield variant.price_minor <= 0, f"{variant.sku!r} has no price"
        yield variant.quantity < 0, f"{variant.sku!r} has less than no stock"
        for key in variant.attributes:
            yield not ATTRIBUTE_KEY.fullmatch(key), f"attribute {key!r} of {variant.sku!r} is no key"
