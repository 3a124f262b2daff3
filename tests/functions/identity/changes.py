"""Ada, who wants another e-mail address."""

from typing import Any

from haat.address_change import Side, token_of
from identity.api import ask_email_change, confirm_email_change, refuse_email_change
from identity.keys import USER
from tests.functions.identity.support import PASSWORD, gateway_claims
from tests.support import events
from tests.support.requests import Response, send

NEW = "Ada@Lovelace.example"
Tokens = dict[str, Any]


def ask(tokens: Tokens, email: str = NEW, key: str | None = None, **body: str) -> Response:
    return _sent(ask_email_change, tokens, {"email": email, "password": PASSWORD} | body, key)


def mailed(tokens: Tokens, side: Side) -> str:
    """The token in the mail about the last change that was asked for."""
    customer_id = tokens["user"]["id"]
    asked = [one for one in events.emitted(USER, customer_id) if one.name == "EmailChangeAsked"]
    return token_of(side, customer_id, events.data(asked[-1])["change_id"])


def confirm(tokens: Tokens, token: object, key: str | None = None) -> Response:
    return _sent(confirm_email_change, tokens, {"token": token}, key)


def refuse(token: object, key: str | None = None) -> Response:
    return send(refuse_email_change.handler, {"token": token}, headers=_key(key))


def _sent(module: Any, tokens: Tokens, body: object, key: str | None) -> Response:
    claims = gateway_claims(tokens["access_token"]) | {"exp": "1900000000"}  # tests go on for days
    return send(module.handler, body, claims=claims, headers=_key(key))


def _key(key: str | None) -> dict[str, str]:
    return {"idempotency-key": key} if key else {}
