"""What is wrong with a product that an admin wants to write, beyond the form of its fields."""

from collections.abc import Iterator

from catalog.domain import Draft, options, sales, slugs
from haat.errors import FieldError, InvalidInput
from haat.money import charge_step


def check(draft: Draft, currency: str) -> InvalidInput | None:
    """What is wrong with a draft that is well-formed field by field; `currency` is the shop's."""
    errors = (
        *_wrong_slug(draft),
        *_repeated_skus(draft),
        *options.wrong(draft.options, [variant.attributes for variant in draft.variants]),
        *wrong_prices(draft, currency),
    )
    return InvalidInput(errors) if errors else None


def wrong_prices(draft: Draft, currency: str) -> Iterator[FieldError]:
    """What is wrong with the prices of a product and its sales; `currency` is the shop's."""
    yield from _foreign_prices(draft, currency)
    yield from _uncharged_prices(draft)
    yield from _wrong_sales(draft)


def _wrong_slug(draft: Draft) -> Iterator[FieldError]:
    if slugs.product_id_in(draft.slug):
        yield FieldError("/slug", "It ends like those that are made of names: choose another one.")


def _repeated_skus(draft: Draft) -> Iterator[FieldError]:
    seen: set[str] = set()
    for index, variant in enumerate(draft.variants):
        if variant.sku in seen:
            yield FieldError(f"/variants/{index}/sku", "Another variant has this SKU.")
        seen.add(variant.sku)


def _foreign_prices(draft: Draft, currency: str) -> Iterator[FieldError]:
    for index, variant in enumerate(draft.variants):
        if variant.price.currency != currency:
            yield FieldError(f"/variants/{index}/price/currency", f"The shop sells in {currency}.")
        seen = {variant.price.currency}
        for place, price in enumerate(variant.other_prices):
            if price.currency in seen:
                pointer = f"/variants/{index}/other_prices/{place}/currency"
                yield FieldError(pointer, f"There is a price in {price.currency} already.")
            seen.add(price.currency)


def _uncharged_prices(draft: Draft) -> Iterator[FieldError]:
    """Prices that no card can be charged: those in dinars that are no tens."""
    for index, variant in enumerate(draft.variants):
        prices = {"price": variant.price} | {
            f"other_prices/{place}": price for place, price in enumerate(variant.other_prices)
        }
        for name, price in prices.items():
            step = charge_step(price.currency)
            if price.amount_minor % step:
                pointer = f"/variants/{index}/{name}/amount_minor"
                yield FieldError(pointer, f"Cards are charged multiples of {step} in {price.currency}.")


def _wrong_sales(draft: Draft) -> Iterator[FieldError]:
    for index, variant in enumerate(draft.variants):
        for error in sales.wrong(variant.sales, variant.prices):
            yield FieldError(f"/variants/{index}/sales{error.pointer}", error.detail)
