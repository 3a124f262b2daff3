"""The public surface of settings."""

from haat.grants import Table
from haat.keys import SHOP_SETTINGS
from haat.manifest import Service, endpoint
from haat.permissions import Permission

LIST_SETTINGS = endpoint(
    "GET",
    "/api/admin/settings",
    "shopsettings.api.list_settings",
    auth=Permission.MANAGE_SETTINGS,
    grants=(Table(("GetItem",), SHOP_SETTINGS),),
    summary="List the settings of the shop: what each is for, its bounds, and what holds",
)
GET_SETTING = endpoint(
    "GET",
    "/api/admin/settings/{name}",
    "shopsettings.api.get_setting",
    auth=Permission.MANAGE_SETTINGS,
    grants=(Table(("GetItem",), SHOP_SETTINGS),),
    summary="Show a setting of the shop",
)
CHANGE_SETTING = endpoint(
    "PUT",
    "/api/admin/settings/{name}",
    "shopsettings.api.change_setting",
    auth=Permission.MANAGE_SETTINGS,
    grants=(Table(("GetItem", "PutItem"), SHOP_SETTINGS),),
    round_trips=2,
    summary="Choose another value for a setting; it holds everywhere within a minute",
)
SERVICE = Service("shopsettings", (LIST_SETTINGS, GET_SETTING, CHANGE_SETTING))
