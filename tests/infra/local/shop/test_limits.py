"""Every limit of the products API has a product that breaks it and nothing else."""

from dataclasses import replace

import pytest

from infra.local.shop.catalogue import Product, Variant
from infra.local.shop.limits import broken_by

VARIANT = Variant("A-1", 100, "EUR", {}, 0)
PRODUCT = Product("n", "", "b", "c", {}, [], [VARIANT])
FULL = Product(
    name="n" * 200,
    description="d" * 5_000,
    brand="b",
    category="c" * 60,
    attributes={f"k{number:059}": "v" * 200 for number in range(60)},
    images=["/images/i.jpg"] * 20,
    variants=[replace(VARIANT, sku="A" + "._-9" * 15 + "end")] * 100,
)


@pytest.mark.parametrize("product", [PRODUCT, FULL], ids=["smallest", "largest"])
def test_a_product_at_the_limits_breaks_none(product: Product) -> None:
    assert broken_by(product) == []


@pytest.mark.parametrize(
    ("product", "sentence"),
    [
        (replace(PRODUCT, name=""), "the name is empty or too long"),
        (replace(PRODUCT, name="n" * 201), "the name is empty or too long"),
        (replace(PRODUCT, brand=""), "the brand is empty"),
        (replace(PRODUCT, description="d" * 5_001), "the description is too long"),
        (replace(PRODUCT, category="Teas & coffee"), "category 'Teas & coffee' is no slug"),
        (
            replace(PRODUCT, attributes=dict.fromkeys(map("k{}".format, range(61)), 1)),
            "there are too many attributes",
        ),
        (replace(PRODUCT, attributes={"4g": True}), "attribute '4g' is no key"),
        (replace(PRODUCT, attributes={"k": "v" * 201}), "the value of 'k' is too long"),
        (replace(PRODUCT, images=["/i.jpg"] * 21), "there are too many images"),
        (replace(PRODUCT, variants=[]), "there are no variants or too many"),
        (replace(PRODUCT, variants=[VARIANT] * 101), "there are no variants or too many"),
        (replace(PRODUCT, variants=[replace(VARIANT, sku="-A")]), "'-A' is no SKU"),
        (replace(PRODUCT, variants=[replace(VARIANT, price_minor=0)]), "'A-1' has no price"),
        (replace(PRODUCT, variants=[replace(VARIANT, quantity=-1)]), "'A-1' has less than no stock"),
        (
            replace(PRODUCT, variants=[replace(VARIANT, attributes={"": "x"})]),
            "attribute '' of 'A-1' is no key",
        ),
    ],
)
def test_a_product_beyond_a_limit_says_which(product: Product, sentence: str) -> None:
    assert broken_by(product) == [sentence]
