"""Other prices for some SKUs of a product; everything else stays what it is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from catalog.domain import Product, Variant, touch
from catalog.domain.checking import wrong_prices
from haat.errors import FieldError, InvalidInput
from haat.money import Money


@dataclass(frozen=True, slots=True)
class Price:
    """What a SKU is to cost in one currency."""

    sku: str
    price: Money


def reprice(product: Product, prices: Sequence[Price], currency: str, now: str) -> Product | InvalidInput:
    """The next version of a product with other prices, or what is wrong with them.

    `currency` is the shop's. A currency in which a SKU has no price yet is refused: a bulk of prices should
    not open a market by a slip of the pen. Pointers of errors are into `prices`, or into the variants where
    a sale is no longer lower than the new price.
    """
    errors = tuple(_unknown(product, prices))
    if errors:
        return InvalidInput(errors)
    variants = tuple(_repriced(variant, prices) for variant in product.variants)
    repriced = replace(touch(product, now), variants=variants)
    errors = tuple(wrong_prices(repriced, currency))
    return InvalidInput(errors) if errors else repriced


def _unknown(product: Product, prices: Sequence[Price]) -> Iterator[FieldError]:
    offered = {variant.sku: variant.prices for variant in product.variants}
    seen: set[tuple[str, str]] = set()
    for index, wanted in enumerate(prices):
        named = (wanted.sku, wanted.price.currency)
        if wanted.sku not in offered:
            yield FieldError(f"/prices/{index}/sku", "The product has no such variant.")
        elif wanted.price.currency not in offered[wanted.sku]:
            yield FieldError(f"/prices/{index}/price/currency", "It has no price in this currency yet.")
        if named in seen:
            yield FieldError(f"/prices/{index}/sku", "It has another price in this list.")
        seen.add(named)


def _repriced(variant: Variant, prices: Sequence[Price]) -> Variant:
    new = {wanted.price.currency: wanted.price for wanted in prices if wanted.sku == variant.sku}
    others = tuple(new.get(price.currency, price) for price in variant.other_prices)
    return replace(variant, price=new.get(variant.price.currency, variant.price), other_prices=others)
