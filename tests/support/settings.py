"""An admin who chooses settings of the shop."""

from typing import Any

from haat.shop_settings import ShopSetting
from haat.table import shop_settings
from shopsettings.api import change_setting
from tests.support.requests import Response, admin_claims, send


def change(name: str, value: object, *, reason: str = "", **headers: str) -> Response:
    """Ask for another value; headers by their names with _ in the place of -."""
    named = {header.replace("_", "-"): value for header, value in headers.items()}
    body = {"value": value, "reason": reason}
    return send(change_setting.handler, body, path={"name": name}, headers=named, claims=admin_claims())


def choose(setting: ShopSetting[Any], value: object) -> None:
    """Another value holds, and every function has heard of it."""
    response = change(setting.name, value)
    assert response.status == 200, response.text
    shop_settings.forget()
