"""Products, their stock, their ratings and their popularity go into the index."""

import msgspec

from haat.events.envelope import Event
from haat.events.reaction import batch_reaction
from search import manifest
from search.domain.entries import (
    Change,
    Popularity,
    PopularityChanged,
    Product,
    ProductChanged,
    Rating,
    RatingChanged,
    Stock,
    StockChanged,
)
from search.engines import Engine


class Data(msgspec.Struct, frozen=True):
    """What search reads of the events: a product, its rating or popularity, or the stock of a SKU of it."""

    product: Product | None = None
    product_id: str | None = None
    sku: str | None = None
    in_stock: bool | None = None
    count: int | None = None  # of reviews
    sum: int | None = None  # of their stars
    level: int | None = None  # of popularity

    def __post_init__(self) -> None:
        """Raises: ValueError, which msgspec reports as a message that cannot be read."""
        self.change(sequence=0)

    def change(self, *, sequence: int) -> Change:
        """The change that the event tells of."""
        match self:
            case Data(product=Product() as product):
                return ProductChanged(product)
            case Data(product_id=str() as product_id, sku=str() as sku, in_stock=bool() as in_stock):
                return StockChanged(product_id, sku, Stock(sequence, in_stock))
            case Data(product_id=str() as product_id, count=int() as count, sum=int() as stars):
                return RatingChanged(product_id, Rating(sequence, count, stars))
            case Data(product_id=str() as product_id, level=int() as level):
                return PopularityChanged(product_id, Popularity(sequence, level))
        raise ValueError("neither a product, nor its rating or popularity, nor the stock of one")


@batch_reaction(manifest.INDEX_PRODUCTS)
def handler(events: list[Event[Data]], engine: Engine) -> None:
    """Index a whole batch at once; what the index knows already changes nothing."""
    engine.apply([event.data.change(sequence=event.sequence) for event in events])
