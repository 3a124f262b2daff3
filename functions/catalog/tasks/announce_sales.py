"""Each minute: products of which a sale has begun or ended are told anew, with their next version."""

from catalog import domain, manifest
from catalog.domain import State
from catalog.store.products import ProductStore
from catalog.store.sales import SaleStore
from haat import clock
from haat.events.scheduled import scheduled
from haat.observability import Invocation


@scheduled(manifest.ANNOUNCE_SALES)
def handler(run: Invocation, sales: SaleStore, products: ProductStore) -> None:
    """Tell of all that are due; one that somebody else changes at this moment is told of by that."""
    told = 0
    for product_id in sales.due():
        product = products.find_any(product_id)
        if product and product.state is State.ACTIVE:
            told += products.change(product, domain.touch(product, clock.now())) is None
    run.count("SalesAnnounced", told)
