"""One operation of the document."""

import re
import types
from collections.abc import Mapping
from typing import Any

import msgspec

from haat.errors import Problem
from haat.http.cart_token import HEADER as CART_TOKEN
from haat.http.order_link import HEADER as ORDER_TOKEN
from haat.manifest import Auth, Endpoint, Idempotency
from infra.cdk.openapi import problems
from infra.cdk.openapi.handlers import Described
from infra.cdk.openapi.schemas import Schema, Schemas

SECURITY: dict[Auth, list[dict[str, list[str]]]] = {
    Auth.PUBLIC: [],
    Auth.CART_HOLDER: [{"customer": []}, {"cart": []}, {}],
    Auth.ORDER_HOLDER: [{"customer": []}, {"order": []}],
    Auth.CUSTOMER: [{"customer": []}],
    Auth.STAFF: [{"staff": []}],
    Auth.PROVIDER: [{"provider": []}],
}
SCHEMES: dict[str, Schema] = {
    "customer": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": "The access token that `POST /api/users/login` gives; it lives for 15 minutes.",
    },
    "staff": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": "A Cognito access token of a member of a group that has the operation's "
        "`x-permission`; the document's `x-roles` says which groups have which.",
    },
    "cart": {
        "type": "apiKey",
        "in": "header",
        "name": CART_TOKEN,
        "description": "A guest's cart: 256 random bits, given by the first change to a cart.",
    },
    "order": {
        "type": "apiKey",
        "in": "header",
        "name": ORDER_TOKEN,
        "description": "The token of the link to one order, which a guest's mails carry behind the `#`. "
        "It opens that order only, and counts before any other token that comes with it.",
    },
    "provider": {
        "type": "apiKey",
        "in": "header",
        "name": "Stripe-Signature",
        "description": "The payment provider's signature over the raw body.",
    },
}


def operation(described: Described, schemas: Schemas, names: Mapping[type[Problem], str]) -> Schema:
    """The operation of an endpoint."""
    declared = described.declared
    whole: Schema = {
        "operationId": declared.name,
        "tags": [declared.service],
        "summary": declared.summary,
        "description": described.doc,
        "security": SECURITY[declared.auth],
        "parameters": [*_path(declared), *_query(described, schemas), *_headers(declared)],
        "responses": _success(described, schemas)
        | problems.responses(problems.problems_of(described), names),
    }
    return whole | _permission(declared) | _body(described, schemas)


def _permission(declared: Endpoint) -> Schema:
    return {"x-permission": declared.permission.value} if declared.permission else {}


def _path(declared: Endpoint) -> list[Schema]:
    names = re.findall(r"{(\w+)}", declared.path)
    return [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in names]


def _query(described: Described, schemas: Schemas) -> list[Schema]:
    if described.declared.method in ("POST", "PUT") or described.input is types.NoneType:
        return []
    whole = schemas.of(described.input)
    name = whole["$ref"].rpartition("/")[2]
    properties: dict[str, Schema] = schemas.components[name]["properties"]
    required = {field.encode_name for field in msgspec.structs.fields(described.input) if field.required}
    return [_parameter(name, schema, required=name in required) for name, schema in properties.items()]


def _parameter(name: str, schema: Schema, *, required: bool) -> Schema:
    """A parameter of the query. OpenAPI has no word for a family of them: `attr.<name>` stands for all."""
    if schema.get("type") == "object":
        name, schema = f"{name}.<name>", schema["additionalProperties"]
    return {"name": name, "in": "query", "required": required, "schema": schema}


def _headers(declared: Endpoint) -> list[Schema]:
    wanted = []
    if declared.idempotency is Idempotency.REQUIRED:
        wanted.append("IdempotencyKeyRequired")
    if declared.idempotency is Idempotency.ACCEPTED:
        wanted.append("IdempotencyKey")
    if declared.method in ("PUT", "DELETE"):
        wanted.append("IfMatch")
    if declared.permission and declared.method != "GET":
        wanted.append("AuditReason")
    return [{"$ref": f"#/components/parameters/{name}"} for name in wanted]


def _body(described: Described, schemas: Schemas) -> Schema:
    declared = described.declared
    if declared.auth is Auth.PROVIDER:
        content = {"application/json": {"schema": {"type": "object"}}}
        return {"requestBody": {"required": True, "content": content}}
    if declared.method not in ("POST", "PUT") or described.input is types.NoneType:
        return {}
    optional = types.NoneType in getattr(described.input, "__args__", ())
    content = {"application/json": {"schema": schemas.of(described.input)}}
    return {"requestBody": {"required": not optional, "content": content}}


def _success(described: Described, schemas: Schemas) -> Schema:
    declared = described.declared
    headers: dict[str, Any] = {"X-Request-Id": {"$ref": "#/components/headers/X-Request-Id"}}
    headers["ETag"] = {"$ref": "#/components/headers/ETag"}
    if declared.idempotency is not Idempotency.NONE:
        headers["Idempotency-Replayed"] = {"$ref": "#/components/headers/Idempotency-Replayed"}
    answer: Schema = {"description": declared.summary, "headers": headers}
    if described.output is not types.NoneType:
        answer["content"] = _content(described, schemas)
    answers = {str(declared.status): answer}
    if described.not_modified:
        answers["304"] = {"description": "The caller has this version already.", "headers": headers}
    return answers


def _content(described: Described, schemas: Schemas) -> Schema:
    """The body of a success. Bytes have no schema, as OpenAPI 3.1 has it, only a media type."""
    if described.binary:
        return {described.output.media_type: {}}
    return {"application/json": {"schema": schemas.of(described.output)}}
