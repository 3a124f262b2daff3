"""From events of others to signals, and to what has to be known before the next training."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from haat import clock
from haat.events.envelope import Event
from recommendations.domain.products import Likeness, Stock, StockTold, Told
from recommendations.signals import Bought, ProductSignal, Signal, StockSignal, Viewed

ACTIVE = "active"


class Line(msgspec.Struct, frozen=True):
    """What this reads of a line of an order."""

    product_id: str


class Order(msgspec.Struct, frozen=True):
    """What this reads of an order."""

    id: str
    customer_id: str
    lines: tuple[Line, ...]


class View(msgspec.Struct, frozen=True):
    """What this reads of a view."""

    product_id: str


class Variant(msgspec.Struct, frozen=True):
    """What this reads of a variant."""

    sku: str


class Product(msgspec.Struct, frozen=True):
    """What this reads of a product."""

    id: str
    version: int
    state: str
    name: str
    brand: str
    category: str
    variants: tuple[Variant, ...]
    attributes: Mapping[str, str | int | float | bool]
    category_path: tuple[str, ...] = ()


class Data(msgspec.Struct, frozen=True):
    """What this reads of any of its events."""

    order: Order | None = None
    product: Product | None = None
    views: tuple[View, ...] = ()
    session_id: str = ""
    customer_id: str | None = None
    product_id: str = ""
    sku: str = ""
    in_stock: bool | None = None


@dataclass(slots=True)
class Heard:
    """What some events come to. `seen` is by customer."""

    signals: list[Signal] = field(default_factory=list)
    seen: dict[str, list[str]] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)
    sold_out: list[str] = field(default_factory=list)  # in one SKU, which may be all of the product
    back: list[str] = field(default_factory=list)


def hear(events: Sequence[Event[Data]]) -> Heard:
    """All that a batch of events tells."""
    heard = Heard()
    for event in events:
        for signal in _signals(event):
            heard.signals.append(signal)
            _note(signal, heard)
    return heard


def _note(signal: Signal, heard: Heard) -> None:
    match signal:
        case (
            Bought(customer=str() as customer, product=product)
            | Viewed(customer=str() as customer, product=product)
        ):
            heard.seen.setdefault(customer, []).append(product)
        case ProductSignal(told) if told.is_active:
            heard.back.append(told.id)
        case ProductSignal(told) if told.version > 1:  # the first version was never listed: a draft
            heard.left.append(told.id)
        case StockSignal(told):
            (heard.back if told.stock.in_stock else heard.sold_out).append(told.id)


def _signals(event: Event[Data]) -> Iterator[Signal]:
    told, at_s = event.data, clock.seconds(event.occurred_at)
    if told.order:
        for product in dict.fromkeys(line.product_id for line in told.order.lines):
            yield Bought(told.order.id, product, at_s, told.order.customer_id)
    elif told.product:
        yield ProductSignal(_told(told.product))
    elif told.in_stock is not None:
        yield StockSignal(StockTold(told.product_id, told.sku, Stock(event.sequence, told.in_stock)))
    for product in dict.fromkeys(view.product_id for view in told.views):
        yield Viewed(told.session_id, product, at_s, told.customer_id)


def _told(product: Product) -> Told:
    path = product.category_path or (product.category,)
    likeness = Likeness(product.name, product.brand, path, product.attributes)
    skus = tuple(variant.sku for variant in product.variants)
    return Told(product.id, product.version, product.state == ACTIVE, skus, likeness)
