"""The public surface of signing in by a provider."""

from haat import limits
from haat.grants import SealingKey, Secret, SigningKey, Table
from haat.manifest import Auth, endpoint
from haat.settings import SHOP_URL, Setting
from identity.keys import CHALLENGE, EMAIL, LINK, LINKS_OF, PENDING, SECOND_FACTOR, SESSION, USER
from identity.manifests.passwords import PASSWORD_CHECK

PROVIDERS = Secret("providers")
SETTINGS = (SHOP_URL, Setting("PROVIDERS_BASE", ""))

BEGIN_SIGN_IN = endpoint(
    "POST",
    "/api/users/sign-in/{provider}",
    "identity.api.begin_sign_in",
    auth=Auth.PUBLIC,
    grants=(Table(("PutItem",), PENDING), PROVIDERS),
    settings=SETTINGS,
    layers=("identity",),
    limit=limits.SIGN_IN,
    round_trips=2,
    summary="Begin to sign in by google or facebook",
)
FINISH_SIGN_IN = endpoint(
    "POST",
    "/api/users/sign-in/{provider}/finish",
    "identity.api.finish_sign_in",
    auth=Auth.PUBLIC,
    grants=(
        Table(("GetItem", "DeleteItem"), PENDING),
        Table(("GetItem", "PutItem"), LINK, EMAIL, USER),
        Table(("PutItem",), LINKS_OF, SESSION, CHALLENGE),
        PROVIDERS,
        SigningKey(("Sign",)),
    ),
    settings=SETTINGS,
    layers=("identity",),
    emits=("CustomerRegistered",),
    limit=limits.SIGN_IN,
    round_trips=8,
    timeout_s=15,
    summary="Finish signing in, with the code that the provider gave",
)
LIST_LINKS = endpoint(
    "GET",
    "/api/users/links",
    "identity.api.list_links",
    auth=Auth.CUSTOMER,
    grants=(Table(("Query",), LINKS_OF),),
    summary="List the providers by which I can sign in",
)
BEGIN_LINK = endpoint(
    "POST",
    "/api/users/links/{provider}",
    "identity.api.begin_link",
    auth=Auth.CUSTOMER,
    grants=(
        *PASSWORD_CHECK,
        Table(("GetItem", "PutItem"), SECOND_FACTOR),
        Table(("PutItem",), PENDING),
        SealingKey(("Decrypt",)),
        PROVIDERS,
    ),
    settings=SETTINGS,
    layers=("identity",),
    round_trips=6,
    summary="Begin to link google or facebook to my account",
)
FINISH_LINK = endpoint(
    "POST",
    "/api/users/links/{provider}/finish",
    "identity.api.finish_link",
    auth=Auth.CUSTOMER,
    grants=(
        Table(("GetItem", "DeleteItem"), PENDING),
        Table(("PutItem",), LINK, LINKS_OF),
        PROVIDERS,
    ),
    settings=SETTINGS,
    layers=("identity",),
    status=201,
    round_trips=5,
    timeout_s=15,
    summary="Link it, with the code that the provider gave",
)
UNLINK = endpoint(
    "DELETE",
    "/api/users/links/{provider}",
    "identity.api.unlink",
    auth=Auth.CUSTOMER,
    grants=(
        Table(("Query", "DeleteItem"), LINKS_OF),
        Table(("GetItem",), USER, EMAIL),
        Table(("DeleteItem",), LINK),
    ),
    layers=("identity",),
    status=204,
    round_trips=4,
    summary="Unlink a provider from my account",
)
FUNCTIONS = (BEGIN_SIGN_IN, FINISH_SIGN_IN, LIST_LINKS, BEGIN_LINK, FINISH_LINK, UNLINK)
