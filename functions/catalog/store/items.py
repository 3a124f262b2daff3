"""The items of catalog."""

from pynamodb.attributes import BooleanAttribute

from catalog.domain import Product, State
from catalog.domain.attributes import Attributes
from catalog.domain.collections import Collection
from catalog.domain.lists import Place
from catalog.keys import ALL, CATEGORY, DRAFTS, PRODUCT, PRODUCT_SORT, shelf_sort
from haat.table.item import Document, Integer, Item, Text


class ProductItem(Item, discriminator="product"):
    """One product. What lists are filtered by stands beside the snapshot; the index forgets the archived."""

    snapshot: Document[Product] = Document(Product)
    brand_folded = Text()
    lowest_minor = Integer()  # price of the cheapest variant, while there is a sale
    highest_minor = Integer()  # and of the dearest, without one
    imported_as = Text(null=True)  # import and line that wrote this version, so that a repeat knows its work


class SlugItem(Item, discriminator="product_slug"):
    """A slug that was chosen for a product, now or once."""

    product_id = Text()


class CategoryItem(Item, discriminator="category"):
    """One category; its slug is the sort key, its path that of the index."""

    name = Text()
    path: Document[tuple[str, ...] | None] = Document(tuple[str, ...], null=True)
    merged_into = Text(null=True)
    emptied = BooleanAttribute(null=True)  # True or absent
    attributes: Document[Attributes | None] = Document(Attributes, null=True)


class BrandItem(Item, discriminator="brand"):
    """One brand; its slug is the sort key."""

    name = Text()


class CollectionItem(Item, discriminator="collection"):
    """One collection; its slug is the sort key."""

    snapshot: Document[Collection] = Document(Collection)


class SaleDueItem(Item, discriminator="sale_due"):
    """A product with sales; in the index while one is to begin or to end."""


class TreeItem(Item, discriminator="category_tree"):
    """How often somebody has changed the tree of categories, by its version."""


class FilingItem(Item, discriminator="category_filing"):
    """A category whose products have to be looked through, since it moved; its slug is the sort key."""

    since_s = Integer()
    place: Document[Place | None] = Document(Place, null=True)  # where to go on


def to_item(product: Product) -> ProductItem:
    """The item of a product."""
    prices = [variant.price.amount_minor for variant in product.variants]
    reduced = [
        sale.price.amount_minor
        for variant in product.variants
        for sale in variant.sales
        if sale.price.currency == variant.price.currency
    ]
    shelf = _shelf(product)
    return ProductItem(
        pk=PRODUCT.key(product.id),
        sk=PRODUCT_SORT,
        gsi1pk=shelf,
        gsi1sk=shelf_sort(product.created_at, product.id) if shelf else None,
        version=product.version,
        snapshot=product,
        brand_folded=fold(product.brand),
        lowest_minor=min(prices + reduced),
        highest_minor=max(prices),
    )


def _shelf(product: Product) -> str | None:
    """The partition of the index in which it is listed."""
    match product.state:
        case State.ACTIVE:
            return CATEGORY.key(product.category)
        case State.DRAFT:
            return DRAFTS.key(ALL)
        case State.ARCHIVED:
            return None


def fold(brand: str) -> str:
    """A brand as it is compared: without regard to case."""
    return brand.casefold()
