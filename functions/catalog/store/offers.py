"""What catalog writes into the rows of SKUs: the offer. The units there are never touched."""

from typing import Any

from catalog.domain import Offer, Product, SkuTaken, offers
from haat.keys import SKU, stock_sort
from haat.table import writes
from haat.table.sku import SkuItem
from haat.table.writes import Write

_UNITS = (SkuItem.available, SkuItem.reserved, SkuItem.sold, SkuItem.damaged)


class OfferMissing(RuntimeError):
    """A product has a variant whose row is not there."""


def changes(before: Product | None, after: Product) -> list[Write]:
    """One write for every SKU whose offer differs between two versions of a product."""
    old, new = offers(before), offers(after)
    told = [_sell(offer) for sku, offer in new.items() if old.get(sku) != offer]
    return told + [_withdraw(old[sku]) for sku in old.keys() - new.keys()]


def _sell(offer: Offer) -> Write:
    """Create the row or change its offer; somebody else's row is refused as SkuTaken."""
    actions = [
        SkuItem.kind.set(SkuItem),
        SkuItem.sku.set(offer.sku),
        SkuItem.product_id.set(offer.product_id),
        SkuItem.name.set(offer.name),
        SkuItem.prices.set(offer.prices),
        SkuItem.weight_g.set(offer.weight_g),
        SkuItem.tax_class.set(offer.tax_class),
        SkuItem.on_sale.set(True),
        SkuItem.version.add(1),
        *(units.set(units | 0) for units in _UNITS),
    ]
    free_or_ours = SkuItem.pk.does_not_exist() | (SkuItem.product_id == offer.product_id)
    return writes.update(
        SkuItem,
        SKU.key(offer.sku),
        stock_sort(),
        actions,
        when=free_or_ours,
        refused=lambda raw: SkuTaken(offer.sku, _owner(raw)),
    )


def _withdraw(offer: Offer) -> Write:
    return writes.update(
        SkuItem,
        SKU.key(offer.sku),
        stock_sort(),
        [SkuItem.on_sale.set(False), SkuItem.version.add(1)],
        when=SkuItem.product_id == offer.product_id,
        refused=lambda _: OfferMissing(offer.sku),
    )


def _owner(raw: dict[str, Any] | None) -> str:
    return SkuItem.from_raw_data(raw).product_id if raw else "another product"
