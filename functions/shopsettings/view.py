"""A setting as staff see it."""

from typing import Any

import msgspec

from haat.http import Answer
from haat.shop_settings import Choice, Kind, ShopSetting, Value, Whole
from haat.table.shop_settings import Chosen


class SettingView(msgspec.Struct, frozen=True):
    """One setting: what holds, and what may be chosen. `version` 0: nobody has chosen anything yet.

    `type`: "boolean", "integer" of `unit` from `least` to `most`, "choice" among `choices`, or
    "amounts_minor", minor units by currency.
    """

    name: str
    purpose: str
    type: str
    unit: str | None
    least: int | None
    most: int | None
    choices: tuple[str, ...]
    default: Value
    value: Value
    version: int
    updated_at: str | None
    updated_by: str | None


def of(setting: ShopSetting[Any], chosen: Chosen | None) -> SettingView:
    """A setting, and what was chosen for it; what fits no longer does not hold."""
    holds = chosen is not None and not setting.kind.refuses(chosen.value)
    return SettingView(
        name=setting.name,
        purpose=setting.purpose,
        type=setting.kind.type,
        unit=setting.kind.unit if isinstance(setting.kind, Whole) else None,
        least=setting.kind.least if isinstance(setting.kind, Whole) else None,
        most=_most(setting.kind),
        choices=setting.kind.choices if isinstance(setting.kind, Choice) else (),
        default=setting.default,
        value=chosen.value if chosen and holds else setting.default,
        version=chosen.version if chosen else 0,
        updated_at=chosen.updated_at if chosen else None,
        updated_by=chosen.updated_by if chosen else None,
    )


def answer(setting: ShopSetting[Any], chosen: Chosen | None) -> Answer[SettingView]:
    """One setting with its tag."""
    shown = of(setting, chosen)
    return Answer(shown, etag=str(shown.version))


def _most(kind: Kind) -> int | None:
    return getattr(kind, "most", None)
