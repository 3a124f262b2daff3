"""The public surface of passwords that are forgotten or changed."""

from haat import limits
from haat.grants import Table
from haat.keys import REVOKED
from haat.manifest import Auth, endpoint, reaction
from haat.settings import SHOP_NAME
from identity.keys import EMAIL, LINK, LINKS_OF, RESET, SESSION, THROTTLE, USER

PASSWORD_CHECK = (Table(("GetItem",), USER, EMAIL), Table(("UpdateItem", "DeleteItem"), THROTTLE))
"""What it takes to ask who is logged in for the password once more."""

FORGOT_PASSWORD = endpoint(
    "POST",
    "/api/users/forgot-password",
    "identity.api.forgot_password",
    auth=Auth.PUBLIC,
    grants=(Table(("UpdateItem",), THROTTLE), Table(("PutItem",), RESET)),
    emits=("PasswordResetAsked",),
    status=202,
    limit=limits.RESET,
    summary="Have a mail sent by which I can set another password",
)
RESET_PASSWORD = endpoint(
    "POST",
    "/api/users/reset-password",
    "identity.api.reset_password",
    auth=Auth.PUBLIC,
    grants=(
        Table(("GetItem",), RESET),
        Table(("GetItem", "UpdateItem"), EMAIL),
        Table(("GetItem", "UpdateItem", "PutItem"), USER),
        Table(("PutItem",), REVOKED),
        Table(("Query", "DeleteItem"), LINKS_OF),
        Table(("DeleteItem",), LINK),
    ),
    layers=("identity",),
    settings=(SHOP_NAME,),
    emits=("PasswordChanged",),
    status=204,
    limit=limits.RESET,
    round_trips=5,
    summary="Set another password by the token that came by mail, and log all devices out",
)
CHANGE_PASSWORD = endpoint(
    "POST",
    "/api/users/password",
    "identity.api.change_password",
    auth=Auth.CUSTOMER,
    grants=(
        *PASSWORD_CHECK,
        Table(("GetItem", "UpdateItem"), SESSION),
        Table(("UpdateItem",), EMAIL),
        Table(("UpdateItem", "PutItem"), USER),
        Table(("PutItem",), REVOKED),
    ),
    layers=("identity",),
    settings=(SHOP_NAME,),
    emits=("PasswordChanged",),
    status=204,
    limit=limits.RESET,
    round_trips=6,
    summary="Change my password, and log all of my devices out but this one",
)
BEGIN_PASSWORD_RESET = reaction(
    "PasswordResetAsked",
    "identity.reactions.begin_password_reset",
    grants=(Table(("GetItem",), EMAIL, USER), Table(("Query", "PutItem", "UpdateItem"), RESET)),
    emits=("PasswordResetBegun",),
)
FUNCTIONS = (FORGOT_PASSWORD, RESET_PASSWORD, CHANGE_PASSWORD, BEGIN_PASSWORD_RESET)
