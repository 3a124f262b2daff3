"""The rows of one SKU: what it is and costs (catalog writes that), and how many are left (inventory's).

An order has to check the price and take the units in one action: a condition check on a product would be
a second action per line and a lock that every buyer of the product shares. So every row repeats the offer.
A SKU has one row, the head, until its units are spread over warehouses or shards; then the head names the
others. The cart reads heads, catalog and inventory write rows, checkout moves units.

A row that is `closed` sells no more and its offer is not kept up to date: it waits for units that orders may
give back, and whatever it has is brought home. Who writes an offer to several rows, or opens one, says in the
condition on the head that the places (or the offer) are still those that were read.
"""

from functools import reduce
from operator import and_
from typing import Any

from pynamodb.attributes import BooleanAttribute, UnicodeAttribute
from pynamodb.expressions.condition import Condition

from haat.keys import MAIN_WAREHOUSE, SKU, stock_key, stock_sort
from haat.money import Money
from haat.table.item import Document, Integer, IntegerMap, Item, OptionalInteger, SaleMap

__all__ = [
    "MAIN_WAREHOUSE",
    "SKU",
    "SkuItem",
    "costs",
    "has_offer_of",
    "has_places_of",
    "offer_in",
    "stock_key",
    "stock_sort",
]

STANDARD_TAX_CLASS = "standard"
# What every row repeats.
OFFER = ("product_id", "name", "prices", "sales", "weight_g", "tax_class", "on_sale")


class SkuItem(Item, discriminator="sku"):
    """Offer of one SKU and its units at one place. Σ over places of all units = received."""

    sku = UnicodeAttribute()
    product_id = UnicodeAttribute()
    name = UnicodeAttribute()  # of the product
    prices = IntegerMap()  # minor units by currency
    sales = SaleMap(null=True)  # by currency; absent where there is none
    weight_g = Integer(default=0)
    tax_class = UnicodeAttribute(default=STANDARD_TAX_CLASS)
    on_sale = BooleanAttribute()
    available = Integer(default=0)
    reserved = Integer(default=0)
    sold = Integer(default=0)
    damaged = Integer(default=0)
    closed = BooleanAttribute(null=True)  # True or absent
    adjustments = Integer(default=0)  # by people in charge; numbers the row's events
    reorder_at = OptionalInteger(null=True)  # units left of the SKU at which to order more; in every open row
    # In the head alone: the places of the other rows, those that are open and those that are closed.
    places: Document[tuple[str, ...] | None] = Document(tuple[str, ...], null=True)
    former_places: Document[tuple[str, ...] | None] = Document(tuple[str, ...], null=True)

    @property
    def place(self) -> str:
        return self.sk.removeprefix(stock_sort(""))

    @property
    def other_places(self) -> tuple[str, ...]:
        """Of all rows that the head knows."""
        return (*(self.places or ()), *(self.former_places or ()))

    @property
    def is_alone(self) -> bool:
        """Whether it is the only row of its SKU."""
        return self.place == MAIN_WAREHOUSE and not self.other_places

    @property
    def is_untouched(self) -> bool:
        """Whether nobody has ever given units to its SKU; which never is true again once it is not."""
        return self.is_alone and not (
            self.adjustments or self.available or self.reserved or self.sold or self.damaged
        )


def offer_in(item: SkuItem) -> dict[str, Any]:
    """What a row repeats of its SKU's offer, by the names of its attributes."""
    return {name: getattr(item, name) for name in OFFER}


def has_offer_of(item: SkuItem) -> Condition:
    """That a row's offer is still the one of `item`."""
    same = [_has(getattr(SkuItem, name), value) for name, value in offer_in(item).items()]
    return reduce(and_, same)


def costs(price: Money, at_s: int) -> Condition:
    """That a row's offer is at this price at a moment, whether by a sale or without one."""
    sale = SkuItem.sales[price.currency]
    lasts = (sale["from_s"] <= at_s) & (sale["until_s"] > at_s)
    usual = SkuItem.prices[price.currency]
    right: Condition = (lasts & (sale["amount_minor"] == price.amount_minor)) | (
        ~lasts & (usual == price.amount_minor)
    )
    return right


def _has(attribute: Any, value: object) -> Condition:
    same: Condition = attribute.does_not_exist() if value is None else attribute == value
    return same


def has_places_of(item: SkuItem) -> Condition:
    """That a SKU has still the open rows that its head `item` names."""
    return SkuItem.places.does_not_exist() if item.places is None else SkuItem.places == item.places
