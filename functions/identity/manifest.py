"""The public surface of identity."""

from haat import limits
from haat.grants import Bucket, SigningKey, Table
from haat.keys import REVOKED
from haat.manifest import Auth, Service, endpoint, schedule
from haat.settings import SHOP_NAME, Setting
from identity.keys import CHALLENGE, EMAIL, SESSION, THROTTLE, USER
from identity.manifests import (
    addresses,
    customers,
    emails,
    erasure,
    passwords,
    providers,
    second_factor,
    sessions,
)

KEYS_BUCKET = Setting("KEYS_BUCKET")  # what TOKEN_ISSUER serves
WELL_KNOWN = ".well-known/"

REGISTER = endpoint(
    "POST",
    "/api/users/register",
    "identity.api.register",
    auth=Auth.PUBLIC,
    grants=(Table(("PutItem",), USER, EMAIL, SESSION), SigningKey(("Sign",))),
    layers=("identity",),
    settings=(SHOP_NAME,),
    emits=("CustomerRegistered",),
    status=201,
    round_trips=2,
    limit=limits.SIGN_IN,
    summary="Register and be logged in",
)
LOGIN = endpoint(
    "POST",
    "/api/users/login",
    "identity.api.login",
    auth=Auth.PUBLIC,
    grants=(
        Table(("GetItem",), USER),
        Table(("GetItem", "UpdateItem"), EMAIL),
        Table(("PutItem",), SESSION, CHALLENGE),
        Table(("UpdateItem", "DeleteItem"), THROTTLE),
        SigningKey(("Sign",)),
    ),
    layers=("identity",),
    round_trips=5,
    limit=limits.SIGN_IN,
    summary="Log in with e-mail address and password; a second factor is asked for then",
)
REFRESH_TOKEN = endpoint(
    "POST",
    "/api/users/refresh-token",
    "identity.api.refresh_token",
    auth=Auth.PUBLIC,
    grants=(
        Table(("GetItem", "UpdateItem", "ConditionCheckItem"), SESSION),
        Table(("ConditionCheckItem",), EMAIL),
        Table(("PutItem",), REVOKED),
        SigningKey(("Sign",)),
    ),
    layers=("identity",),  # an answer kept for an Idempotency-Key is sealed
    round_trips=3,
    summary="Exchange a refresh token for a new pair of tokens",
)
LOGOUT = endpoint(
    "POST",
    "/api/users/logout",
    "identity.api.logout",
    auth=Auth.CUSTOMER,
    grants=(Table(("UpdateItem",), SESSION), Table(("PutItem",), REVOKED)),
    status=204,
    summary="Log out: end the session and every token of it",
)
GET_PROFILE = endpoint(
    "GET",
    "/api/users/profile",
    "identity.api.get_profile",
    auth=Auth.CUSTOMER,
    grants=(Table(("GetItem",), USER),),
    summary="Show my profile",
)
UPDATE_PROFILE = endpoint(
    "PUT",
    "/api/users/profile",
    "identity.api.update_profile",
    auth=Auth.CUSTOMER,
    grants=(Table(("GetItem", "UpdateItem", "PutItem"), USER),),
    emits=("ProfileUpdated",),
    round_trips=2,
    summary="Replace what I may change about my profile",
)
VERIFY_EMAIL = endpoint(
    "POST",
    "/api/users/verify-email",
    "identity.api.verify_email",
    auth=Auth.CUSTOMER,
    grants=(Table(("GetItem", "UpdateItem", "PutItem"), USER),),
    emits=("EmailVerified",),
    round_trips=2,
    summary="Prove my e-mail address by the token that came by mail",
)
RESEND_EMAIL_PROOF = endpoint(
    "POST",
    "/api/users/verify-email/resend",
    "identity.api.resend_email_proof",
    auth=Auth.CUSTOMER,
    grants=(Table(("GetItem", "UpdateItem", "PutItem"), USER),),
    emits=("EmailProofAsked",),
    status=202,
    round_trips=2,
    limit=limits.RESET,
    summary="Ask for another mail by which I can prove my e-mail address",
)
PUBLISH_KEYS = schedule(
    60,
    "identity.tasks.publish_keys",
    at_deploy=True,
    grants=(SigningKey(("GetPublicKey",)), Bucket("keys", ("PutObject",), WELL_KNOWN)),
    settings=(KEYS_BUCKET,),
    layers=("identity",),
)
SERVICE = Service(
    "identity",
    (
        REGISTER,
        LOGIN,
        REFRESH_TOKEN,
        LOGOUT,
        GET_PROFILE,
        UPDATE_PROFILE,
        VERIFY_EMAIL,
        RESEND_EMAIL_PROOF,
        PUBLISH_KEYS,
        *addresses.FUNCTIONS,
        *customers.FUNCTIONS,
        *emails.FUNCTIONS,
        *erasure.FUNCTIONS,
        *providers.FUNCTIONS,
        *second_factor.FUNCTIONS,
        *passwords.FUNCTIONS,
        *sessions.FUNCTIONS,
    ),
)
