"""Money: integer minor units with a currency."""

from collections.abc import Sequence
from dataclasses import dataclass

# Digits after the decimal point where they are not 2, from CLDR 48 (compared with Babel by a test).
_ZERO_DIGITS = (
    "ADP AFN ALL BIF BYR CLP DJF ESP GNF IQD IRR ISK ITL JPY KMF KPW KRW LAK LBP LUF MGA MGF "
    "MMK MRO PYG RSD RWF SLL SOS STD SYP TMM TRL UGX UYI VND VUV XAF XOF XPF YER ZMK ZWD "
)
_EXPONENTS = dict.fromkeys(_ZERO_DIGITS.split(), 0) | {
    "BHD": 3,
    "CLF": 4,
    "JOD": 3,
    "KWD": 3,
    "LYD": 3,
    "OMR": 3,
    "TND": 3,
    "UYW": 4,
}


class CurrencyMismatch(ValueError):
    """Two amounts of different currencies cannot be added."""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount: 19.99 euro is `Money(1999, "EUR")`."""

    amount_minor: int
    currency: str  # ISO 4217

    def __add__(self, other: "Money") -> "Money":
        """Raises: CurrencyMismatch."""
        if other.currency != self.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency}")
        return Money(self.amount_minor + other.amount_minor, self.currency)

    def times(self, quantity: int) -> "Money":
        return Money(self.amount_minor * quantity, self.currency)

    def __str__(self) -> str:
        """For people: "19.99 EUR", "1999 JPY", "-0.05 EUR"."""
        digits = exponent(self.currency)
        sign, units = "-" if self.amount_minor < 0 else "", abs(self.amount_minor)
        whole, part = divmod(units, 10**digits)
        return f"{sign}{whole}{f'.{part:0{digits}d}' if digits else ''} {self.currency}"


def exponent(currency: str) -> int:
    """Digits after the decimal point: EUR 2, JPY 0, KWD 3."""
    return _EXPONENTS.get(currency, 2)


def charge_step(currency: str) -> int:
    """The minor units in whose multiples cards are charged and refunded: KWD 10, EUR 1.

    Card networks take currencies with three decimals in tens only (docs.stripe.com/currencies, as of 2025).
    """
    return 10 if exponent(currency) == 3 else 1


def allocate(total_minor: int, weights: Sequence[int]) -> list[int]:
    """Shares of an amount in proportion to `weights`, which sum to it exactly (largest remainder).

    Of equal remainders the earlier is served first. Where all weights are 0 they count as equal.
    Raises: ValueError for no weights or a negative one.
    """
    if not weights or min(weights) < 0:
        raise ValueError(f"nothing can be shared by {list(weights)}")
    if not any(weights):
        weights = [1] * len(weights)
    whole, sign, amount = sum(weights), -1 if total_minor < 0 else 1, abs(total_minor)
    shares = [amount * weight // whole for weight in weights]
    largest_first = sorted(range(len(weights)), key=lambda i: -(amount * weights[i] % whole))
    for index in largest_first[: amount - sum(shares)]:
        shares[index] += 1
    return [sign * share for share in shares]
