"""Which problems an endpoint may answer, and how their documents look."""

import typing
from collections.abc import Callable, Iterator
from dataclasses import fields
from typing import Any

from haat import errors
from haat.errors import Problem
from haat.manifest import Auth, Idempotency
from infra.cdk.openapi.handlers import Described

Schema = dict[str, Any]
MEDIA_TYPE = "application/problem+json"
_OF_AUTH: dict[Auth, tuple[type[Problem], ...]] = {
    Auth.CART_HOLDER: (errors.Unauthorized,),
    Auth.CUSTOMER: (errors.Unauthorized,),
    Auth.ADMIN: (errors.Unauthorized, errors.Forbidden),
}
_OF_BODY = (errors.MalformedJson, errors.BodyTooLarge, errors.UnsupportedMediaType)
_OF_KEYS = (errors.IdempotencyKeyInvalid, errors.IdempotencyKeyReused, errors.RequestInProgress)
_ALWAYS = (errors.TooManyRequests, errors.InternalError, errors.Unavailable)


def problems_of(described: Described) -> list[type[Problem]]:
    """What the handler returns, and what its wrapper and the gateway answer in its place."""
    return sorted(set(_kinds(described)), key=lambda kind: (kind.status, kind.code()))


def _kinds(described: Described) -> Iterator[type[Problem]]:
    declared = described.declared
    yield from described.problems
    yield from _ALWAYS
    yield from _OF_AUTH.get(declared.auth, ())
    if declared.auth is not Auth.PROVIDER:
        yield errors.InvalidInput
        if declared.method in ("POST", "PUT"):
            yield from _OF_BODY
    if declared.idempotency is not Idempotency.NONE:
        yield from _OF_KEYS
    if declared.idempotency is Idempotency.REQUIRED:
        yield errors.IdempotencyKeyMissing


def member_types(kind: type[Problem]) -> dict[str, Any]:
    """The members of a problem beside those that all have."""
    hints = typing.get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


def schema(kind: type[Problem], schema_of: Callable[[Any], Schema]) -> Schema:
    """The document of one kind of problem; `Problem` itself stands for any kind."""
    text = {"type": "string"}
    general: Schema = {"type": text, "title": text, "status": {"type": "integer"}, "detail": text}
    general |= {"code": text, "request_id": text}
    if kind is Problem:
        return {"type": "object", "properties": general, "required": list(general)}
    code = kind.code()
    exact = {
        "type": {"const": f"/problems/{code.replace('_', '-')}"},
        "title": {"const": kind.title()},
        "status": {"const": kind.status},
        "code": {"const": code},
    }
    own = {name: schema_of(of) for name, of in member_types(kind).items()}
    properties = general | exact | own
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def responses(kinds: list[type[Problem]]) -> dict[str, Schema]:
    """The responses by status. A handler that may return any Problem gets a `default` as well."""
    anything = [_reference(Problem)] if Problem in kinds else []
    by_status: dict[int, list[type[Problem]]] = {}
    for kind in kinds:
        if kind is not Problem:
            by_status.setdefault(kind.status, []).append(kind)
    answers = {str(status): _response(of, anything) for status, of in sorted(by_status.items())}
    return answers | ({"default": _response([Problem], [])} if anything else {})


def _response(kinds: list[type[Problem]], more: list[Schema]) -> Schema:
    references = [_reference(kind) for kind in kinds] + more
    headers = {"X-Request-Id": {"$ref": "#/components/headers/X-Request-Id"}}
    if any(kind.retry_after_s is not None for kind in kinds):
        headers["Retry-After"] = {"$ref": "#/components/headers/Retry-After"}
    return {
        "description": ". ".join(kind.title() for kind in kinds) + ".",
        "headers": headers,
        "content": {MEDIA_TYPE: {"schema": references[0] if len(references) == 1 else {"anyOf": references}}},
    }


def _reference(kind: type[Problem]) -> Schema:
    return {"$ref": f"#/components/schemas/{component(kind)}"}


def component(kind: type[Problem]) -> str:
    """The name of its schema; apart from those of answers, which may be called the same."""
    return "Problem" if kind is Problem else f"{kind.__name__}Problem"
