"""Requests as API Gateway hands them to a function (payload format 2.0), and their answers."""

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from haat import clock
from haat.http import place
from haat.http.endpoint import Handler
from haat.manifest import VERIFIED_IN_FUNCTION
from haat.settings import EDGE_KEY
from tests.support.tokens import SEEN, authorization

VALID_S = 24 * 3600  # some claims are made when a run begins, and used when it ends
CUSTOMER = "usr_1"
FAMILY = "fam_1"


@dataclass(frozen=True)
class Response:
    """An answer as a client sees it."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def json(self) -> Any:
        return json.loads(self.text)


def seen_at(address: str) -> dict[str, str]:
    """The headers of a request that the edge passes on for a client at this address."""
    return {"x-forwarded-for": f"{address}, 198.51.100.1", place.HEADER.lower(): EDGE_KEY.text()}


def customer_claims(customer_id: str = CUSTOMER, **changed: object) -> dict[str, object]:
    """The claims of a customer's access token, as the gateway passes them on: all of them text."""
    claims: dict[str, object] = {
        "iss": "https://tokens.test",
        "aud": "haat",
        "sub": customer_id,
        "family": FAMILY,
        "email": "ada@example.com",
        "token_use": "access",
        "exp": str(clock.now_s() + VALID_S),
    }
    return claims | changed


def admin_claims(**changed: object) -> dict[str, object]:
    """The claims of an admin's Cognito token."""
    claims: dict[str, object] = {
        "iss": "https://admins.test",
        "sub": "adm_1",
        "username": "admin",
        "cognito:groups": "[admin]",
        "token_use": "access",
        "exp": str(clock.now_s() + VALID_S),
    }
    return claims | changed


def staff_claims(role: str, **changed: object) -> dict[str, object]:
    """The claims of somebody in one group of staff's pool, named after it."""
    return admin_claims(**{"cognito:groups": f"[{role}]", "username": role}) | changed


def send(
    handler: Handler[..., Any],
    body: object = None,
    *,
    path: Mapping[str, str] | None = None,
    query: Mapping[str, str | Sequence[str]] | None = None,
    headers: Mapping[str, str] | None = None,
    claims: Mapping[str, object] | None = None,
    raw: str | bytes | None = None,
) -> Response:
    """One request to a handler; `raw` is a body that is not to be serialized, of bytes in base64.

    Claims come as the gateway passes them on, or as a token where no gateway looks at it.
    """
    declared = handler.declared
    by_token = claims is not None and declared.auth in VERIFIED_IN_FUNCTION
    target = declared.path
    for name, value in (path or {}).items():
        target = target.replace(f"{{{name}}}", value)
    text = raw if isinstance(raw, str) else "" if body is None else json.dumps(body)
    if isinstance(raw, bytes):
        text = base64.b64encode(raw).decode()
    event = {
        "version": "2.0",
        "routeKey": f"{declared.method} {declared.path}",
        "rawPath": target,
        "headers": ({"content-type": "application/json"} if text else {})
        | ({"authorization": authorization(claims) if by_token else SEEN} if claims else {})
        | dict(headers or {}),
        "rawQueryString": urlencode(query or {}, doseq=True),
        "queryStringParameters": {name: _joined(value) for name, value in (query or {}).items()},
        "pathParameters": dict(path or {}),
        "requestContext": {
            "requestId": "req_test",
            "http": {"method": declared.method, "path": target, "sourceIp": "203.0.113.9"},
            "authorizer": {"jwt": {"claims": dict(claims)}} if claims and not by_token else {},
        },
        "body": text,
        "isBase64Encoded": isinstance(raw, bytes),
    }
    answer = handler(event, None)
    return Response(answer["statusCode"], answer["headers"], answer["body"])


def _joined(values: str | Sequence[str]) -> str:
    """As the gateway gives a parameter that is repeated."""
    return values if isinstance(values, str) else ",".join(values)
