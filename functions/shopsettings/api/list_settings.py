"""GET /api/admin/settings"""

import msgspec

from haat.http import Call, endpoint
from haat.shop_settings import ALL
from shopsettings import manifest, view
from shopsettings.store import SettingsStore


class Settings(msgspec.Struct):
    """All settings there are."""

    items: list[view.SettingView]


@endpoint(manifest.LIST_SETTINGS)
def handler(call: Call[None], settings: SettingsStore) -> Settings:
    """Every setting, those that nobody has touched as well. There are few: all of them are one page."""
    del call
    chosen = settings.current().chosen
    return Settings([view.of(setting, chosen.get(name)) for name, setting in ALL.items()])
