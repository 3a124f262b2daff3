"""What catalog writes into the rows of SKUs: the offer. The units there are never touched.

A SKU whose units are in several places has as many rows, and all that sell are written in one transaction:
the head names them, and its own write is refused if others have opened since it was read.
"""

from collections.abc import Mapping
from typing import Any

from catalog.domain import Offer, Product, SkuTaken, offers
from haat.table import reads, writes
from haat.table.sku import SkuItem, has_places_of, stock_key
from haat.table.writes import Write

_UNITS = (SkuItem.available, SkuItem.reserved, SkuItem.sold, SkuItem.damaged)

Heads = Mapping[str, SkuItem]
"""The head rows that are there, by SKU."""


class OfferMissing(RuntimeError):
    """A product has a variant whose row is not there."""


class PlacesChanged:
    """A SKU was spread or joined meanwhile: read its head again."""


def heads(before: Product, after: Product) -> Heads:
    """The head rows of the SKUs whose offers differ between two versions. One round trip for each 100."""
    old, new = offers(before), offers(after)
    changed = [sku for sku in old.keys() | new.keys() if old.get(sku) != new.get(sku)]
    found = reads.find_many([stock_key(sku) for sku in changed], consistent=True)
    return {item.sku: item for item in found.values() if isinstance(item, SkuItem)}


def changes(before: Product | None, after: Product, known: Heads) -> list[Write]:
    """One write for every row of every SKU whose offer differs between two versions of a product."""
    old, new = offers(before), offers(after)
    told = [_sell(offer, known.get(sku)) for sku, offer in new.items() if old.get(sku) != offer]
    gone = [_withdraw(old[sku], known.get(sku)) for sku in old.keys() - new.keys()]
    return [write for rows in (*told, *gone) for write in rows]


def _sell(offer: Offer, head: SkuItem | None) -> list[Write]:
    """Create the row or change the offer of all; somebody else's is refused as SkuTaken."""
    pk, sk = stock_key(offer.sku)
    actions = [*_offered(offer), SkuItem.kind.set(SkuItem), SkuItem.sku.set(offer.sku)]
    free_or_ours = SkuItem.pk.does_not_exist() | (SkuItem.product_id == offer.product_id)
    first = writes.update(
        SkuItem,
        pk,
        sk,
        [*actions, *(units.set(units | 0) for units in _UNITS)],
        when=free_or_ours & _same_places(head),
        refused=lambda raw: _taken(offer, raw),
    )
    return [first, *(_other(offer, place, _offered(offer)) for place in _places(head))]


def _withdraw(offer: Offer, head: SkuItem | None) -> list[Write]:
    """Take every row of a SKU off sale."""
    pk, sk = stock_key(offer.sku)
    actions = [SkuItem.on_sale.set(False), SkuItem.version.add(1)]
    first = writes.update(
        SkuItem,
        pk,
        sk,
        actions,
        when=(SkuItem.product_id == offer.product_id) & _same_places(head),
        refused=lambda raw: PlacesChanged() if _is_ours(offer, raw) else OfferMissing(offer.sku),
    )
    return [first, *(_other(offer, place, actions) for place in _places(head))]


def _other(offer: Offer, place: str, actions: list[Any]) -> Write:
    """The same change of a row beside the head, which is there while the head names it."""
    pk, sk = stock_key(offer.sku, place)
    missing = f"{offer.sku} at {place}"
    return writes.update(
        SkuItem, pk, sk, actions, when=SkuItem.pk.exists(), refused=lambda _: OfferMissing(missing)
    )


def _offered(offer: Offer) -> list[Any]:
    return [
        SkuItem.product_id.set(offer.product_id),
        SkuItem.name.set(offer.name),
        SkuItem.prices.set(offer.prices),
        SkuItem.sales.set(offer.sales) if offer.sales else SkuItem.sales.remove(),
        SkuItem.weight_g.set(offer.weight_g),
        SkuItem.tax_class.set(offer.tax_class),
        SkuItem.on_sale.set(offer.on_sale),
        SkuItem.version.add(1),
    ]


def _places(head: SkuItem | None) -> tuple[str, ...]:
    return (head.places or ()) if head else ()


def _same_places(head: SkuItem | None) -> Any:
    return has_places_of(head) if head else SkuItem.places.does_not_exist()


def _taken(offer: Offer, raw: dict[str, Any] | None) -> SkuTaken | PlacesChanged:
    if _is_ours(offer, raw):
        return PlacesChanged()
    return SkuTaken(offer.sku, SkuItem.from_raw_data(raw).product_id if raw else "another product")


def _is_ours(offer: Offer, raw: dict[str, Any] | None) -> bool:
    return raw is not None and SkuItem.from_raw_data(raw).product_id == offer.product_id
