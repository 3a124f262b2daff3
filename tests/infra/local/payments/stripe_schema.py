"""Answers against the schemas of Stripe's OpenAPI document, with its `nullable` understood."""

from collections.abc import Callable, Iterator
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.validators import extend
from referencing import Registry
from referencing.jsonschema import DRAFT202012

Check = Callable[[Any, Any, Any, Any], Iterator[Any] | None]


def problems(answer: dict[str, Any], schema: str, specification: dict[str, Any]) -> list[str]:
    """Where an answer departs from `components/schemas/{schema}`; unknown fields count."""
    document = DRAFT202012.create_resource(specification)
    registry: Registry[Any] = Registry().with_resource("urn:stripe", document)
    reference = {"$ref": f"urn:stripe#/components/schemas/{schema}"}
    found = _Validator(reference, registry=registry).iter_errors(answer)
    known = set(specification["components"]["schemas"][schema]["properties"])
    strangers = [f"{field} is not in the schema" for field in answer if field not in known]
    return strangers + [f"{'.'.join(map(str, error.path))}: {error.message}" for error in found]


def _unless_null(check: Check) -> Check:
    """A check that lets `null` through where the schema says `nullable`."""

    def checked(validator: Any, value: Any, instance: Any, schema: Any) -> Iterator[Any]:
        if instance is None and schema.get("nullable"):
            return
        yield from check(validator, value, instance, schema) or ()

    return checked


_Validator: Any = extend(  # type: ignore[no-untyped-call]
    Draft202012Validator,
    {
        keyword: _unless_null(Draft202012Validator.VALIDATORS[keyword])
        for keyword in ("type", "enum", "anyOf", "$ref")
    },
)
