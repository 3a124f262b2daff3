"""The demo shop as it is written."""

import re

import pytest

from infra.local.shop import catalogue
from infra.local.shop.catalogue import Product, Variant
from infra.local.shop.limits import broken_by

SHOP = catalogue.demo_shop()
VARIANTS = [variant for product in SHOP.products for variant in product.variants]


def test_the_shop_has_eight_categories_of_eight_products() -> None:
    shelves = {category.slug: 0 for category in SHOP.categories}
    for product in SHOP.products:
        shelves[product.category] += 1
    assert list(shelves.values()) == [8] * 8


@pytest.mark.parametrize("product", SHOP.products, ids=lambda product: product.name)
def test_every_product_is_one_the_api_takes(product: Product) -> None:
    assert broken_by(product) == []


@pytest.mark.parametrize("product", SHOP.products, ids=lambda product: product.name)
def test_every_product_is_described_in_two_or_three_sentences_and_shown(product: Product) -> None:
    assert 2 <= len(re.findall(r"[.!?](?:\s|$)", product.description)) <= 3
    assert product.attributes
    assert all(re.fullmatch(r"/images/[a-z0-9-]+\.jpg", image) for image in product.images)
    assert product.images


@pytest.mark.parametrize("product", SHOP.products, ids=lambda product: product.name)
def test_the_variants_of_a_product_differ_in_the_same_options(product: Product) -> None:
    options = [tuple(variant.attributes) for variant in product.variants]
    assert len(set(options)) == 1
    assert len({tuple(variant.attributes.values()) for variant in product.variants}) == len(product.variants)
    assert len(product.variants) <= 6


def test_no_sku_and_no_name_is_used_twice() -> None:
    assert len({variant.sku for variant in VARIANTS}) == len(VARIANTS)
    assert len({product.name for product in SHOP.products}) == len(SHOP.products)


def test_prices_are_euros_of_a_market_stall() -> None:
    assert {variant.currency for variant in VARIANTS} == {"EUR"}
    assert all(200 <= variant.price_minor <= 50_000 for variant in VARIANTS)


def test_at_least_half_of_the_products_offer_a_choice() -> None:
    choices = [product for product in SHOP.products if len(product.variants) >= 2]
    assert 2 * len(choices) >= len(SHOP.products)


def test_some_variants_are_sold_out_and_some_nearly() -> None:
    assert 5 <= sum(variant.quantity == 0 for variant in VARIANTS) <= len(VARIANTS) // 5
    assert 5 <= sum(0 < variant.quantity <= 5 for variant in VARIANTS) <= len(VARIANTS) // 5


def test_a_product_becomes_the_body_of_the_products_api() -> None:
    product = Product(
        name="Clay Whistle",
        description="It sings. Mostly.",
        brand="Barrow Pottery",
        category="ceramics",
        attributes={"handmade": True, "weight_g": 60},
        images=["/images/clay-whistle.jpg"],
        variants=[Variant("CER-WHISTLE", 900, "EUR", {"tone": "low"}, 7)],
    )
    assert product.to_request() == {
        "name": "Clay Whistle",
        "description": "It sings. Mostly.",
        "brand": "Barrow Pottery",
        "category": "ceramics",
        "attributes": {"handmade": True, "weight_g": 60},
        "images": ["/images/clay-whistle.jpg"],
        "variants": [
            {
                "sku": "CER-WHISTLE",
                "price": {"amount_minor": 900, "currency": "EUR"},
                "attributes": {"tone": "low"},
                "images": [],
            }
        ],
    }
