"""The row of one SKU: what it is and costs (catalog writes that), and how many are left (inventory's).

One row, because an order has to check the price and take the units in one action: a condition check
on a product would be a second action per line and a lock that every buyer of the product shares.
The cart reads it, catalog and inventory write it, checkout moves units.
"""

from pynamodb.attributes import BooleanAttribute, UnicodeAttribute

from haat.keys import MAIN_WAREHOUSE, SKU, stock_sort
from haat.table.item import Integer, Item

__all__ = ["MAIN_WAREHOUSE", "SKU", "SkuItem", "stock_sort"]


class SkuItem(Item, discriminator="sku"):
    """Offer and units of one SKU. available + reserved + sold + damaged = received."""

    sku = UnicodeAttribute()
    product_id = UnicodeAttribute()
    name = UnicodeAttribute()  # of the product
    price_minor = Integer()
    currency = UnicodeAttribute()
    on_sale = BooleanAttribute()
    available = Integer(default=0)
    reserved = Integer(default=0)
    sold = Integer(default=0)
    damaged = Integer(default=0)
