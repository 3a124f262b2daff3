"""StockAvailabilityChanged, ProductUpdated → who watches a SKU hears that it is back, or costs less."""

from collections.abc import Iterator
from dataclasses import dataclass

from haat.events.envelope import Event
from haat.events.reaction import batch_reaction
from haat.money import Money
from wishlists import manifest
from wishlists.telling import Teller
from wishlists.watching import Back, Change, Priced


@dataclass(frozen=True, slots=True)
class SalePrice:
    """A lower price for a while."""

    price: Money
    valid_from: str | None
    valid_until: str | None

    def lasts(self, currency: str, at: str) -> bool:
        begun = self.valid_from is None or self.valid_from <= at
        return (
            self.price.currency == currency and begun and (self.valid_until is None or at < self.valid_until)
        )


@dataclass(frozen=True, slots=True)
class Variant:
    """What this reads of a variant."""

    sku: str
    price: Money
    sales: tuple[SalePrice, ...] = ()

    def price_at(self, at: str) -> Money:
        """In the shop's currency. A sale that begins later is told of when the product changes next."""
        lasting = (sale.price for sale in self.sales if sale.lasts(self.price.currency, at))
        return next(lasting, self.price)


@dataclass(frozen=True, slots=True)
class Product:
    """What this reads of a product."""

    id: str
    variants: tuple[Variant, ...]


@dataclass(frozen=True, slots=True)
class Data:
    """What this reads of either event: a product, or a SKU that came into stock or left it."""

    product: Product | None = None
    sku: str = ""
    product_id: str = ""
    in_stock: bool = False


@batch_reaction(manifest.NOTICE_CHANGES)
def handler(events: list[Event[Data]], teller: Teller) -> None:
    """A whole batch at once, since most of it is watched by nobody."""
    changes = [change for event in events for change in _changes(event)]
    sold_out = [event for event in events if not event.data.product and not event.data.in_stock]
    teller.hear(changes, {event.data.sku: event.sequence for event in sold_out})


def _changes(event: Event[Data]) -> Iterator[Change]:
    told, at = event.data, (event.sequence, event.occurred_at)
    if told.product:
        for variant in told.product.variants:
            yield Priced(event.id, variant.sku, told.product.id, *at, variant.price_at(event.occurred_at))
    elif told.in_stock:
        yield Back(event.id, told.sku, told.product_id, *at)
