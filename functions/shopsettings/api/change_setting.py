"""PUT /api/admin/settings/{name}"""

from typing import Annotated, Any

import msgspec

from haat import clock
from haat.errors import FieldError, InvalidInput, NotFound, PreconditionFailed
from haat.faults import Transient
from haat.http import Answer, Call, endpoint
from haat.shop_settings import ALL, ShopSetting
from haat.table.shop_settings import Chosen
from shopsettings import manifest, view
from shopsettings.store import SettingsStore

ATTEMPTS = 6  # at choices that others make at the same time, of other settings as a rule


class Body(msgspec.Struct, forbid_unknown_fields=True):
    """The value, of the setting's type and within its bounds, and why."""

    value: bool | int | str | dict[str, int]
    reason: Annotated[str, msgspec.Meta(max_length=500)] = ""


class SettingsContended(Transient):
    """Others were faster every time. Nothing was changed."""


@endpoint(manifest.CHANGE_SETTING)
def handler(
    call: Call[Body], settings: SettingsStore
) -> Answer[view.SettingView] | NotFound | InvalidInput | PreconditionFailed:
    """Choose a value. The same again changes nothing."""
    setting = ALL.get(call.path["name"])
    if setting is None:
        return NotFound()
    if refused := setting.kind.refuses(call.input.value):
        return InvalidInput((FieldError("/value", refused),))
    for _ in range(ATTEMPTS):
        answered = _attempt(call, setting, settings)
        if answered:
            return answered
    raise SettingsContended(setting.name)


def _attempt(
    call: Call[Body], setting: ShopSetting[Any], settings: SettingsStore
) -> Answer[view.SettingView] | PreconditionFailed | None:
    """The setting as it is afterwards; None: others chose something meanwhile. Two round trips."""
    before = settings.current()
    shown = view.of(setting, before.chosen.get(setting.name))
    if outdated := call.precondition(str(shown.version)):
        return outdated
    if shown.version and shown.value == call.input.value:
        return Answer(shown, etag=str(shown.version))
    wanted = Chosen(call.input.value, shown.version + 1, clock.now(), call.staff.username)
    audited = call.audited(f"setting/{setting.name}", {"value": shown.value}, {"value": wanted.value})
    moved = settings.choose(before, setting.name, wanted, audited)
    return None if moved else view.answer(setting, wanted)
