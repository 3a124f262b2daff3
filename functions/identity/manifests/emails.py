"""The public surface of changes of e-mail addresses."""

from haat import limits
from haat.grants import SealingKey, Table
from haat.keys import REVOKED
from haat.manifest import Auth, endpoint
from identity.keys import EMAIL, SECOND_FACTOR, SESSION, USER
from identity.manifests.passwords import PASSWORD_CHECK

PROFILE = Table(("GetItem", "UpdateItem", "PutItem"), USER)

ASK_EMAIL_CHANGE = endpoint(
    "POST",
    "/api/users/email",
    "identity.api.ask_email_change",
    auth=Auth.CUSTOMER,
    grants=(
        *PASSWORD_CHECK,
        Table(("UpdateItem", "PutItem"), USER),
        Table(("GetItem", "PutItem"), SECOND_FACTOR),
        SealingKey(("Decrypt",)),
    ),
    layers=("identity",),
    emits=("EmailChangeAsked",),
    status=202,
    round_trips=8,
    limit=limits.RESET,
    summary="Ask for another e-mail address; a mail to each has to be confirmed",
)
CONFIRM_EMAIL_CHANGE = endpoint(
    "POST",
    "/api/users/email/confirm",
    "identity.api.confirm_email_change",
    auth=Auth.CUSTOMER,
    grants=(
        PROFILE,
        Table(("GetItem", "DeleteItem", "PutItem"), EMAIL),
        Table(("GetItem", "UpdateItem"), SESSION),
        Table(("PutItem",), REVOKED),
    ),
    emits=("EmailChangeConfirmed", "EmailChanged"),
    round_trips=4,
    limit=limits.RESET,
    summary="Confirm the change from one of the two addresses, by the token that came by mail",
)
REFUSE_EMAIL_CHANGE = endpoint(
    "POST",
    "/api/users/email/refuse",
    "identity.api.refuse_email_change",
    auth=Auth.PUBLIC,
    grants=(PROFILE,),
    emits=("EmailChangeRefused",),
    status=204,
    round_trips=2,
    limit=limits.RESET,
    summary="End the change, by the token of either mail: this was not me",
)
FUNCTIONS = (ASK_EMAIL_CHANGE, CONFIRM_EMAIL_CHANGE, REFUSE_EMAIL_CHANGE)
