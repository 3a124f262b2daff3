"""The public surface of the second factor."""

from haat import limits
from haat.grants import SealingKey, SigningKey, Table
from haat.manifest import Auth, endpoint
from haat.settings import SHOP_NAME
from identity.keys import CHALLENGE, EMAIL, SECOND_FACTOR, SESSION, USER
from identity.manifests.passwords import PASSWORD_CHECK

FACTOR = Table(("GetItem", "PutItem"), SECOND_FACTOR)
OPEN = SealingKey(("Decrypt",))

GET_SECOND_FACTOR = endpoint(
    "GET",
    "/api/users/second-factor",
    "identity.api.get_second_factor",
    auth=Auth.CUSTOMER,
    grants=(Table(("GetItem",), SECOND_FACTOR),),
    summary="Show whether my second factor is on",
)
BEGIN_SECOND_FACTOR = endpoint(
    "POST",
    "/api/users/second-factor",
    "identity.api.begin_second_factor",
    auth=Auth.CUSTOMER,
    grants=(*PASSWORD_CHECK, FACTOR, SealingKey(("Encrypt",))),
    settings=(SHOP_NAME,),
    layers=("identity",),
    status=201,
    round_trips=7,
    summary="Get the secret of a second factor, which a code then switches on",
)
CONFIRM_SECOND_FACTOR = endpoint(
    "POST",
    "/api/users/second-factor/confirm",
    "identity.api.confirm_second_factor",
    auth=Auth.CUSTOMER,
    grants=(FACTOR, Table(("UpdateItem",), USER), OPEN),
    layers=("identity",),
    round_trips=3,
    summary="Switch my second factor on by a code of it, and get recovery codes",
)
RENEW_RECOVERY_CODES = endpoint(
    "POST",
    "/api/users/second-factor/recovery-codes",
    "identity.api.renew_recovery_codes",
    auth=Auth.CUSTOMER,
    grants=(*PASSWORD_CHECK, FACTOR, OPEN),
    layers=("identity",),
    round_trips=7,
    summary="Get new recovery codes in the place of all others",
)
DISABLE_SECOND_FACTOR = endpoint(
    "POST",
    "/api/users/second-factor/disable",
    "identity.api.disable_second_factor",
    auth=Auth.CUSTOMER,
    grants=(*PASSWORD_CHECK, FACTOR, Table(("UpdateItem",), USER), OPEN),
    layers=("identity",),
    status=204,
    round_trips=7,
    summary="Switch my second factor off",
)
FINISH_LOGIN = endpoint(
    "POST",
    "/api/users/login/second-factor",
    "identity.api.finish_login",
    auth=Auth.PUBLIC,
    grants=(
        Table(("GetItem",), USER),
        Table(("ConditionCheckItem",), EMAIL),
        Table(("GetItem", "PutItem", "DeleteItem"), CHALLENGE),
        Table(("PutItem",), SESSION),
        FACTOR,
        OPEN,
        SigningKey(("Sign",)),
    ),
    layers=("identity",),
    round_trips=6,
    limit=limits.SIGN_IN,
    summary="Finish a login by a code of the second factor, or a recovery code",
)
FUNCTIONS = (
    GET_SECOND_FACTOR,
    BEGIN_SECOND_FACTOR,
    CONFIRM_SECOND_FACTOR,
    RENEW_RECOVERY_CODES,
    DISABLE_SECOND_FACTOR,
    FINISH_LOGIN,
)
