"""Keys of products and categories."""

from haat.grants import KeySpace

PRODUCT = KeySpace("PRODUCT#")  # a product and its events
CATEGORY = KeySpace("CATEGORY#")  # index: the products of one category by the time they were created
CATEGORIES = KeySpace("CATEGORIES")  # one partition with all categories: there are few, and they never change

PRODUCT_SORT = "PRODUCT"


def shelf_sort(created_at: str, product_id: str) -> str:
    """The place of a product among those of its category."""
    return f"{created_at}#{product_id}"


def product_on_shelf(sort: str) -> str:
    """The id of the product at a place that `shelf_sort` made."""
    return sort.partition("#")[2]
