"""The public surface of erasing accounts."""

from haat.grants import SealingKey, Table
from haat.keys import ERASED, REVOKED
from haat.manifest import FORGET_ANSWERS, Auth, endpoint, reaction, schedule
from identity.keys import (
    ADDRESS_BOOK,
    EMAIL,
    ERASURE,
    ERASURES_DUE,
    LINK,
    LINKS_OF,
    RESET,
    RESETS_OF,
    SECOND_FACTOR,
    SESSION,
    USER,
)
from identity.manifests.passwords import PASSWORD_CHECK

CLOSE_ACCOUNT = endpoint(
    "POST",
    "/api/users/erase",
    "identity.api.close_account",
    auth=Auth.CUSTOMER,
    grants=(
        *PASSWORD_CHECK,
        Table(("DeleteItem",), EMAIL),
        Table(("PutItem",), ERASURE, REVOKED),
        Table(("GetItem", "PutItem"), SECOND_FACTOR),
        SealingKey(("Decrypt",)),
    ),
    layers=("identity",),
    status=202,
    round_trips=7,
    summary="Delete my account and what is known of me",
)
ERASE_ACCOUNTS = schedule(
    2,
    "identity.tasks.erase_accounts",
    grants=(
        Table(("Query",), ERASURES_DUE, index=True),
        Table(("DeleteItem",), ERASURE),
        Table(("GetItem", "DeleteItem", "PutItem"), USER),
        Table(("PutItem",), ERASED),
    ),
    emits=("CustomerErased",),
)
ERASE_CUSTOMER = reaction(
    "CustomerErased",
    "identity.reactions.erase_customer",
    grants=(
        Table(("Query", "DeleteItem"), ADDRESS_BOOK, LINKS_OF, SECOND_FACTOR, SESSION),
        Table(("DeleteItem",), LINK),
        Table(("Query",), RESETS_OF, index=True),
        Table(("Query", "UpdateItem", "DeleteItem"), RESET),
        Table(("Query", "UpdateItem"), USER),
        *FORGET_ANSWERS,
    ),
    timeout_s=60,
)
FUNCTIONS = (CLOSE_ACCOUNT, ERASE_ACCOUNTS, ERASE_CUSTOMER)
