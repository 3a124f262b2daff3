"""Which problems an endpoint may answer, and how their documents look."""

import typing
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

from haat import errors
from haat.errors import Problem
from haat.manifest import Auth, Idempotency
from infra.cdk.openapi.handlers import Described
from infra.cdk.services import camel

Schema = dict[str, Any]
MEDIA_TYPE = "application/problem+json"
_OF_AUTH: dict[Auth, tuple[type[Problem], ...]] = {
    Auth.CART_HOLDER: (errors.Unauthorized,),
    Auth.ORDER_HOLDER: (errors.Unauthorized,),
    Auth.CUSTOMER: (errors.Unauthorized,),
    Auth.STAFF: (errors.Unauthorized, errors.Forbidden),
}
_OF_BODY = (errors.MalformedJson, errors.BodyTooLarge, errors.UnsupportedMediaType)
_OF_KEYS = (errors.IdempotencyKeyInvalid, errors.IdempotencyKeyReused, errors.RequestInProgress)
_ALWAYS = (errors.TooManyRequests, errors.InternalError, errors.Unavailable)


def problems_of(described: Described) -> list[type[Problem]]:
    """What the handler returns, and what its wrapper and the gateway answer in its place."""
    return in_order(_kinds(described))


def in_order(kinds: Iterable[type[Problem]]) -> list[type[Problem]]:
    """Each once, by status and code."""
    return sorted(set(kinds), key=lambda kind: (kind.status, kind.code(), kind.__module__))


def _kinds(described: Described) -> Iterator[type[Problem]]:
    declared = described.declared
    yield from described.problems
    yield from _ALWAYS
    yield from _OF_AUTH.get(declared.auth, ())
    if declared.auth is not Auth.PROVIDER:
        yield from (errors.InvalidInput, errors.CardNumberRefused)
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


def names_of(kinds: Sequence[type[Problem]]) -> dict[type[Problem], str]:
    """The name of each kind's schema; one that two services share comes with the service."""
    shared = Counter(kind.__name__ for kind in kinds)
    return {kind: _name(kind, shared=shared[kind.__name__] > 1) for kind in kinds}


def _name(kind: type[Problem], *, shared: bool) -> str:
    """Apart from the names of answers, which may be called the same."""
    service = camel(kind.__module__.partition(".")[0]) if shared else ""
    return "Problem" if kind is Problem else f"{service}{kind.__name__}Problem"


def responses(kinds: Sequence[type[Problem]], names: Mapping[type[Problem], str]) -> dict[str, Schema]:
    """The responses by status. A handler that may return any Problem gets a `default` as well."""
    anything = [Problem] if Problem in kinds else []
    by_status: dict[int, list[type[Problem]]] = {}
    for kind in kinds:
        if kind is not Problem:
            by_status.setdefault(kind.status, []).append(kind)
    answers = {str(status): _response(of, [*of, *anything], names) for status, of in by_status.items()}
    return answers | ({"default": _response([Problem], anything, names)} if anything else {})


def _response(
    told: Sequence[type[Problem]], kinds: Sequence[type[Problem]], names: Mapping[type[Problem], str]
) -> Schema:
    references = [{"$ref": f"#/components/schemas/{names[kind]}"} for kind in kinds]
    headers = {"X-Request-Id": {"$ref": "#/components/headers/X-Request-Id"}}
    if any(kind.retry_after_s is not None for kind in told):
        headers["Retry-After"] = {"$ref": "#/components/headers/Retry-After"}
    return {
        "description": ". ".join(kind.title() for kind in told) + ".",
        "headers": headers,
        "content": {MEDIA_TYPE: {"schema": references[0] if len(references) == 1 else {"anyOf": references}}},
    }
