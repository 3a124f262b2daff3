"""How much a discount takes off the goods: never more than they cost."""

from haat.money import charge_step
from haat.totals import PPM
from pricing.domain.draft import Discount, FixedAmount, Percentage


def off_items(discount: Discount | None, items_minor: int, currency: str) -> int:
    """Minor units off goods that cost `items_minor`."""
    match discount:
        case Percentage(ppm=ppm):
            wanted = rounded(items_minor * ppm, PPM, currency)
        case FixedAmount(amount_minor=amount):
            wanted = amount
        case _:
            wanted = 0
    return min(wanted, items_minor)


def rounded(numerator: int, denominator: int, currency: str) -> int:
    """A fraction to the nearest amount that a card can be charged; half of one goes up."""
    step = charge_step(currency)
    return (2 * numerator + denominator * step) // (2 * denominator * step) * step
