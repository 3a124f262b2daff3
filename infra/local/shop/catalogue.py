"""The demo shop's assortment, as written in catalogue/, one file per category.

A file's name is the category's slug. Prices are EUR minor units; `quantity` is the stock to start with.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

CURRENCY = "EUR"
FOLDER = Path(__file__).parent / "catalogue"


@dataclass(frozen=True, slots=True)
class Category:
    """A shelf of the market, such as `("teas-and-coffee", "Teas & coffee")`."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class Variant:
    """What is put into a cart: one choice of a product's options, with its price and its stock in pieces."""

    sku: str
    price_minor: int
    currency: str
    attributes: dict[str, str]
    quantity: int

    def to_request(self) -> dict[str, object]:
        """The variant as the products API takes it; stock is received elsewhere, so it is not in there."""
        price = {"amount_minor": self.price_minor, "currency": self.currency}
        return {"sku": self.sku, "price": price, "attributes": dict(self.attributes), "images": []}

    def to_record(self) -> dict[str, object]:
        """The variant as it is in a file to be imported, with its stock."""
        return self.to_request() | {"quantity": self.quantity}


@dataclass(frozen=True, slots=True)
class Product:
    """One product; `category` is a slug, `images` are URLs or paths on the shop's own origin."""

    name: str
    description: str
    brand: str
    category: str
    attributes: dict[str, str | int | float | bool]
    images: list[str]
    variants: list[Variant]

    def to_request(self) -> dict[str, object]:
        """The body of POST /api/products."""
        return {
            "name": self.name,
            "description": self.description,
            "brand": self.brand,
            "category": self.category,
            "attributes": dict(self.attributes),
            "images": list(self.images),
            "variants": [variant.to_request() for variant in self.variants],
        }

    def to_record(self) -> dict[str, object]:
        """A line of a file to be imported, with its stock."""
        return self.to_request() | {"variants": [variant.to_record() for variant in self.variants]}


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A shop's categories and products; every product's category is among the categories."""

    categories: list[Category]
    products: list[Product]


class _VariantEntry(TypedDict):
    sku: str
    price_minor: int
    attributes: dict[str, str]
    quantity: int


class _ProductEntry(TypedDict):
    name: str
    description: str
    brand: str
    attributes: dict[str, str | int | float | bool]
    images: list[str]
    variants: list[_VariantEntry]


class _CategoryFile(TypedDict):
    name: str
    products: list[_ProductEntry]


def demo_shop() -> Catalogue:
    """The demo shop Haat: every category and product written in `FOLDER`, in the order of slugs."""
    files = {path.stem: _load(path) for path in sorted(FOLDER.glob("*.json"))}
    return Catalogue(
        categories=[Category(slug, file["name"]) for slug, file in files.items()],
        products=[_product(slug, entry) for slug, file in files.items() for entry in file["products"]],
    )


def _load(path: Path) -> _CategoryFile:
    file: _CategoryFile = json.loads(path.read_text(encoding="utf-8"))
    return file


def _product(category: str, entry: _ProductEntry) -> Product:
    variants = [Variant(currency=CURRENCY, **variant) for variant in entry["variants"]]
    return Product(
        name=entry["name"],
        description=entry["description"],
        brand=entry["brand"],
        category=category,
        attributes=entry["attributes"],
        images=entry["images"],
        variants=variants,
    )
