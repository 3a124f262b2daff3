"""What staff chose for the settings of the shop: one item, which every function remembers for up to 30 s.

A function that reads something by a batch anyway takes the settings along (`read_with`), so that they cost no
round trip; any other asks once in 30 s.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar, cast

from haat import clock
from haat.keys import SHOP_SETTINGS
from haat.shop_settings import ShopSetting, Value
from haat.table import reads
from haat.table.item import Document, Item

REFRESH_S = 30
KEY = (SHOP_SETTINGS.key("all"), "SETTINGS")
Key = tuple[str, str]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Chosen:
    """What somebody chose for one setting. `version` counts its changes from 1."""

    value: Value
    version: int
    updated_at: str
    updated_by: str


class ShopSettingsItem(Item, discriminator="shop_settings"):
    """Everything that is chosen; `version` counts the changes of any."""

    chosen: Document[dict[str, Chosen]] = Document(dict[str, Chosen])


@dataclass(slots=True)
class _Known:
    refreshed_at_s: int = 0
    chosen: dict[str, Chosen] = field(default_factory=dict)


_known = _Known()


def value_of(setting: ShopSetting[T]) -> T:
    """What holds for a setting, at most 30 s old. One read each 30 s, else memory."""
    value = chosen(setting)
    return setting.default if value is None else value


def chosen(setting: ShopSetting[T]) -> T | None:
    """What somebody chose for a setting; None where nobody did, or what was chosen fits no longer."""
    if is_due():
        read_with([])
    found = _known.chosen.get(setting.name)
    if found is None or setting.kind.refuses(found.value):
        return None
    return cast("T", found.value)  # its kind has looked at it


def read_with(keys: Sequence[Key]) -> dict[Key, Item]:
    """Items by their keys, absent ones left out, and with them the settings where they are due.

    One consistent batch for each 100 keys. Raises: BatchIncomplete.
    """
    due = is_due()
    items = reads.find_many([*keys, KEY] if due else keys, consistent=True)
    if due:
        _learn(items.pop(KEY, None))
    return items


def is_due() -> bool:
    """Whether what is remembered is too old."""
    return not 0 <= clock.now_s() - _known.refreshed_at_s < REFRESH_S


def forget() -> None:
    """Start from nothing, as a new process does."""
    _learn(None)
    _known.refreshed_at_s = 0


def _learn(item: Item | None) -> None:
    _known.chosen = item.chosen if isinstance(item, ShopSettingsItem) else {}
    _known.refreshed_at_s = clock.now_s()
