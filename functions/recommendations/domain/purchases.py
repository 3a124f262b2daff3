"""What the model learns from: who bought what, together with what, and when."""

from typing import NamedTuple

DAY_S = 24 * 3600


class Purchase(NamedTuple):
    """One product in one basket, however many units. `customer` is None for who cannot be known again."""

    customer: str | None
    basket: str
    product: str
    at_s: int
