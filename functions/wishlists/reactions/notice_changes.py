"""StockAvailabilityChanged, ProductUpdated → who watches a SKU hears that it is back, or costs less."""

from collections.abc import Iterator
from dataclasses import dataclass

from haat import clock
from haat.events.envelope import Event
from haat.events.reaction import batch_reaction
from haat.money import Money
from haat.sale import SalePrice, holding_at
from wishlists import manifest
from wishlists.telling import Teller
from wishlists.watching import Back, Change, Priced


@dataclass(frozen=True, slots=True)
class Variant:
    """What this reads of a variant."""

    sku: str
    price: Money
    sales: tuple[SalePrice, ...] = ()

    def price_at(self, at: str) -> Money:
        """In the shop's currency. A sale that begins later is told of when the product changes next."""
        return holding_at(self.price, self.sales, clock.seconds(at))


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
