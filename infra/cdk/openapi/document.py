"""The whole document."""

import itertools
import types
from collections.abc import Iterable

import haat
from haat.audit import REASON_MAX
from haat.errors import Problem
from haat.http.call import AUDIT_REASON
from haat.manifest import Endpoint, Service
from haat.permissions import GROUPS, PERMISSIONS
from infra.cdk.openapi import problems
from infra.cdk.openapi.handlers import Described, describe
from infra.cdk.openapi.operation import SCHEMES, operation
from infra.cdk.openapi.schemas import Schema, Schemas
from infra.cdk.services import functions_of

_KEY: Schema = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "Names this request, so that a repeat has no second effect and gets the same answer.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
}
_PARAMETERS: dict[str, Schema] = {
    "IdempotencyKey": _KEY,
    "IdempotencyKeyRequired": _KEY | {"required": True},
    "AuditReason": {
        "name": AUDIT_REASON,
        "in": "header",
        "required": False,
        "description": "Why, for the audit log, which keeps its first "
        f"{REASON_MAX} characters; a body's `reason` counts before it.",
        "schema": {"type": "string"},
    },
    "IfMatch": {
        "name": "If-Match",
        "in": "header",
        "required": False,
        "description": "The ETag that the resource has to have still; otherwise the answer is 412.",
        "schema": {"type": "string"},
    },
}
_HEADERS: dict[str, Schema] = {
    "X-Request-Id": {
        "description": "Under this id the request is in the logs.",
        "schema": {"type": "string"},
    },
    "ETag": {"description": "The version of the resource.", "schema": {"type": "string"}},
    "Retry-After": {"description": "Seconds.", "schema": {"type": "integer"}},
    "Idempotency-Replayed": {
        "description": "`true`: the answer of an earlier request with the same key.",
        "schema": {"const": "true"},
    },
}


def document(services: tuple[Service, ...]) -> Schema:
    """OpenAPI 3.1 of every endpoint of some services."""
    endpoints = [describe(declared) for declared in functions_of(services, Endpoint)]
    kinds = _problems(endpoints)
    schemas = Schemas(_types(endpoints, kinds))
    names = problems.names_of(kinds)
    described = {name: problems.schema(kind, schemas.of) for kind, name in names.items()}
    return {
        "openapi": "3.1.0",
        "info": _info(),
        "servers": [{"url": "/"}],
        "x-roles": {role.value: sorted(PERMISSIONS[role]) for role in GROUPS},
        "tags": [{"name": service.name, "description": _about(service)} for service in services],
        "paths": _paths(endpoints, schemas, names),
        "components": {
            "schemas": schemas.components | described,
            "parameters": _PARAMETERS,
            "headers": _HEADERS,
            "securitySchemes": SCHEMES,
        },
    }


def _info() -> Schema:
    return {
        "title": "Haat",
        "version": haat.__version__,
        "description": "A serverless e-commerce platform. Errors are RFC 9457 problem documents whose `code` "
        "is stable. Money is in minor units of an ISO 4217 currency, times are UTC.",
        "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
    }


def _about(service: Service) -> str:
    """What the service's package says of itself."""
    return (__import__(service.name).__doc__ or "").strip()


def _paths(endpoints: list[Described], schemas: Schemas, names: dict[type[Problem], str]) -> Schema:
    paths: Schema = {}
    for one in sorted(endpoints, key=lambda one: (one.declared.path, one.declared.method)):
        methods = paths.setdefault(one.declared.path, {})
        methods[one.declared.method.lower()] = operation(one, schemas, names)
    return paths


def _problems(endpoints: list[Described]) -> list[type[Problem]]:
    found = itertools.chain.from_iterable(problems.problems_of(one) for one in endpoints)
    return problems.in_order([Problem, *found])


def _types(endpoints: list[Described], kinds: list[type[Problem]]) -> Iterable[object]:
    for one in endpoints:
        bodies = (one.input,) if one.binary else (one.input, one.output)
        yield from (kind for kind in bodies if kind is not types.NoneType)
    for kind in kinds:
        yield from problems.member_types(kind).values()
