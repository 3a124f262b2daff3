"""What staff decide about the shop without a deployment, as data: each setting, its bounds and its default.

A service reads one by `haat.table.shop_settings.value_of(RETURN_WINDOW_DAYS)`, at most 30 s old; what an
order costs is in the order, so no change moves one that is placed. Standard library only.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

from haat.grants import Table
from haat.keys import SHOP_SETTINGS

READ = Table(("BatchGetItem",), SHOP_SETTINGS)
"""What a function needs that goes by a setting."""

Value: TypeAlias = bool | int | str | dict[str, int]
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Flag:
    """Yes or no."""

    type = "boolean"

    def refuses(self, value: object) -> str | None:
        return None if isinstance(value, bool) else "Expected true or false."


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number of something, from `least` to `most`."""

    least: int
    most: int
    unit: str
    type = "integer"

    def refuses(self, value: object) -> str | None:
        fits = isinstance(value, int) and not isinstance(value, bool) and self.least <= value <= self.most
        return None if fits else f"Expected a whole number of {self.unit}, {self.least} to {self.most}."


@dataclass(frozen=True, slots=True)
class Choice:
    """One of some words."""

    choices: tuple[str, ...]
    type = "choice"

    def refuses(self, value: object) -> str | None:
        return None if value in self.choices else f"Expected one of {', '.join(self.choices)}."


@dataclass(frozen=True, slots=True)
class Amounts:
    """Minor units by currency, each from 1 to `most`; a currency that is left out has none."""

    most: int
    type = "amounts_minor"

    def refuses(self, value: object) -> str | None:
        fits = isinstance(value, dict) and all(_is_amount(*pair, self.most) for pair in value.items())
        return None if fits else f'Expected minor units by currency, 1 to {self.most}: {{"EUR": 5000}}.'


Kind = Flag | Whole | Choice | Amounts


@dataclass(frozen=True, slots=True)
class ShopSetting(Generic[T_co]):
    """One setting. `default` holds until somebody chooses another value; `purpose` is for who chooses."""

    name: str
    kind: Kind
    default: T_co
    purpose: str


BY_RULES, BY_STAFF = "by_rules", "by_staff"

ORDERS_OPEN: ShopSetting[bool] = ShopSetting(
    "orders_open",
    Flag(),
    default=True,
    purpose="Whether the shop takes new orders; those placed go on, and everything can be looked at.",
)
GUEST_CHECKOUT: ShopSetting[bool] = ShopSetting(
    "guest_checkout", Flag(), default=True, purpose="Whether somebody without an account may order."
)
HOLD_MINUTES: ShopSetting[int] = ShopSetting(
    "hold_minutes",
    Whole(5, 120, "minutes"),
    default=15,
    purpose="How long a new order keeps its units while it waits to be paid.",
)
FREE_SHIPPING_FROM: ShopSetting[Mapping[str, int]] = ShopSetting(
    "free_shipping_from_minor",
    Amounts(99_999_999),
    default={},
    purpose="What goods cost after their discount, by currency, from which on standard shipping is free "
    "wherever it goes; the tariff's own thresholds hold beside it.",
)
RETURN_WINDOW_DAYS: ShopSetting[int] = ShopSetting(
    "return_window_days",
    Whole(14, 365, "days"),
    default=30,
    purpose="How long after delivery a customer may announce that something comes back. What is damaged, "
    "wrong or not as described may come back at any time.",
)
REVIEW_PUBLISHING: ShopSetting[str] = ShopSetting(
    "review_publishing",
    Choice((BY_RULES, BY_STAFF)),
    default=BY_RULES,
    purpose="Who lets a review through: rules, and people where rules doubt, or people alone.",
)
REVIEW_REPORTS: ShopSetting[int] = ShopSetting(
    "review_reports",
    Whole(1, 50, "reports"),
    default=3,
    purpose="With how many reports of customers a published review waits for a person.",
)
ALL: Mapping[str, ShopSetting[bool | int | str | Mapping[str, int]]] = {
    setting.name: setting
    for setting in (
        ORDERS_OPEN,
        GUEST_CHECKOUT,
        HOLD_MINUTES,
        FREE_SHIPPING_FROM,
        RETURN_WINDOW_DAYS,
        REVIEW_PUBLISHING,
        REVIEW_REPORTS,
    )
}
"""Every setting, by its name."""


def _is_amount(currency: object, amount: object, most: int) -> bool:
    named = isinstance(currency, str) and len(currency) == 3 and currency.isascii() and currency.isupper()
    return named and isinstance(amount, int) and not isinstance(amount, bool) and 1 <= amount <= most
