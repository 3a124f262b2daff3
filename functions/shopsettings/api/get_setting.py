"""GET /api/admin/settings/{name}"""

from haat.errors import NotFound
from haat.http import Answer, Call, endpoint
from haat.shop_settings import ALL
from shopsettings import manifest, view
from shopsettings.store import SettingsStore


@endpoint(manifest.GET_SETTING)
def handler(call: Call[None], settings: SettingsStore) -> Answer[view.SettingView] | NotFound:
    """One setting with its tag."""
    setting = ALL.get(call.path["name"])
    return view.answer(setting, settings.current().chosen.get(setting.name)) if setting else NotFound()
