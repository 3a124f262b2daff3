"""The whole of Icecat's open catalogue, where it is at hand beside the repository."""

from collections import Counter
from pathlib import Path

import pytest

from infra.local.shop import icecat
from infra.local.shop.catalogue import Product
from infra.local.shop.icecat_categories import categories
from infra.local.shop.limits import broken_by

FILE = Path(__file__).parents[4] / "../shared/data/icecat_products.ndjson.gz"

pytestmark = pytest.mark.skipif(not FILE.exists(), reason="the Icecat catalogue is not at hand")


@pytest.fixture(scope="module")
def products() -> list[Product]:
    return list(icecat.read(FILE, None))


def test_nearly_every_line_becomes_a_product_the_api_takes(products: list[Product]) -> None:
    assert len(products) >= 19_000
    assert [product.name for product in products if broken_by(product)] == []
    assert len({product.variants[0].sku for product in products}) == len(products)


def test_the_products_are_spread_over_every_category(products: list[Product]) -> None:
    sizes = Counter(product.category for product in products)
    assert set(sizes) == {category.slug for category in categories()}
    assert min(sizes.values()) >= 100
    assert max(sizes.values()) <= len(products) * 0.20
    assert sizes["other-electronics"] <= len(products) * 0.05


def test_products_carry_brands_attributes_and_pictures(products: list[Product]) -> None:
    assert all(product.images for product in products)
    assert sum(bool(product.attributes) for product in products) >= len(products) * 0.9
    assert len({product.brand for product in products}) >= 100


def test_a_second_reading_gives_the_same_products(products: list[Product]) -> None:
    assert list(icecat.read(FILE, 1_000)) == products[:1_000]
