"""What the payment provider charges at least and at most."""

from dataclasses import dataclass

from haat.errors import Conflict
from haat.money import Money, charge_step

# Minor units by currency: docs.stripe.com/currencies, "Minimum and maximum charge amounts", as of 2025.
# Where it names none (dinars, rials, riyals), half a euro's worth is asked for: those figures are ours.
LEAST_MINOR = {
    "AED": 200, "AUD": 50, "BHD": 250, "BRL": 50, "CAD": 50, "CHF": 50, "CZK": 1500, "DKK": 250,
    "EUR": 50, "GBP": 30, "HKD": 400, "HUF": 17500, "INR": 50, "JPY": 50, "KWD": 200, "MXN": 1000,
    "MYR": 200, "NOK": 300, "NZD": 50, "OMR": 250, "PLN": 200, "RON": 200, "SAR": 250, "SEK": 300,
    "SGD": 50, "THB": 1000, "USD": 50,
}  # fmt: skip
MOST_MINOR = 99_999_999  # it takes eight digits


@dataclass(frozen=True, slots=True)
class TotalNotPayable(Conflict):
    """Such a total cannot be paid."""

    detail = "An order costs at least {least} and at most {most}; this one would cost {total}."
    total: Money
    least: Money
    most: Money


@dataclass(frozen=True, slots=True)
class TotalNotWhole(Conflict):
    """Cards are not charged such an amount."""

    detail = "Cards are charged multiples of {step}; this order would cost {total}."
    total: Money
    step: Money


@dataclass(frozen=True, slots=True)
class CurrencyNotPayable(Conflict):
    """The shop cannot be paid in this currency."""

    detail = "Nobody can pay in {currency} here; see `currencies`."
    currency: str
    currencies: tuple[str, ...]


Unpayable = TotalNotPayable | TotalNotWhole | CurrencyNotPayable


def unpayable(total: Money) -> Unpayable | None:
    """Why no payment of `total` can be made, before anything is held for it."""
    currency, step_minor = total.currency, charge_step(total.currency)
    if currency not in LEAST_MINOR:
        return CurrencyNotPayable(currency, tuple(sorted(LEAST_MINOR)))
    if not LEAST_MINOR[currency] <= total.amount_minor <= MOST_MINOR:
        return TotalNotPayable(total, Money(LEAST_MINOR[currency], currency), Money(MOST_MINOR, currency))
    if total.amount_minor % step_minor:
        return TotalNotWhole(total, Money(step_minor, currency))
    return None
