"""Sales: a lower price for a while, in one currency."""

from collections.abc import Iterator, Mapping, Sequence

from haat import clock
from haat.errors import FieldError
from haat.money import charge_step
from haat.sale import SalePrice


def wrong(sales: Sequence[SalePrice], prices: Mapping[str, int]) -> Iterator[FieldError]:
    """What is wrong with the sales of a variant that has `prices`; pointers are from the list of them on."""
    seen: set[str] = set()
    for place, sale in enumerate(sales):
        currency, usual = sale.price.currency, prices.get(sale.price.currency)
        if usual is None:
            yield FieldError(f"/{place}/price/currency", f"It has no usual price in {currency}.")
        elif sale.price.amount_minor >= usual:
            yield FieldError(f"/{place}/price/amount_minor", "It is not lower than the usual price.")
        if sale.price.amount_minor % charge_step(currency):
            step = charge_step(currency)
            yield FieldError(f"/{place}/price/amount_minor", f"Cards are charged multiples of {step} there.")
        if currency in seen:
            yield FieldError(f"/{place}/price/currency", f"There is a sale in {currency} already.")
        seen.add(currency)
        yield from _wrong_times(place, sale)


def _wrong_times(place: int, sale: SalePrice) -> Iterator[FieldError]:
    for name, moment in (("valid_from", sale.valid_from), ("valid_until", sale.valid_until)):
        if moment is not None and not _is_a_time(moment):
            yield FieldError(f"/{place}/{name}", "There is no such time.")
            return
    if sale.valid_from and sale.valid_until and sale.valid_from >= sale.valid_until:
        yield FieldError(f"/{place}/valid_until", "It is not after valid_from.")


def _is_a_time(moment: str) -> bool:
    try:
        clock.seconds(moment)
    except ValueError:
        return False
    return True
