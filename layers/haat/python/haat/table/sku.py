"""The rows of one SKU: what it is and costs (catalog writes that), and how many are left (inventory's).

An order has to check the price and take the units in one action: a condition check on a product would be
a second action per line and a lock that every buyer of the product shares. So every row repeats the offer.
A SKU has one row, the head, until its units are spread over warehouses or shards; then the head names the
others. The cart reads heads, catalog and inventory write rows, checkout moves units.
"""

from pynamodb.attributes import BooleanAttribute, UnicodeAttribute

from haat.keys import MAIN_WAREHOUSE, SKU, stock_key, stock_sort
from haat.table.item import Document, Integer, IntegerMap, Item

__all__ = ["MAIN_WAREHOUSE", "SKU", "SkuItem", "stock_key", "stock_sort"]

STANDARD_TAX_CLASS = "standard"


class SkuItem(Item, discriminator="sku"):
    """Offer of one SKU and its units at one place. Σ over places of all units = received."""

    sku = UnicodeAttribute()
    product_id = UnicodeAttribute()
    name = UnicodeAttribute()  # of the product
    prices = IntegerMap()  # minor units by currency
    weight_g = Integer(default=0)
    tax_class = UnicodeAttribute(default=STANDARD_TAX_CLASS)
    on_sale = BooleanAttribute()
    available = Integer(default=0)
    reserved = Integer(default=0)
    sold = Integer(default=0)
    damaged = Integer(default=0)
    places: Document[tuple[str, ...] | None] = Document(tuple[str, ...], null=True)  # of the other rows
