"""A client that holds every answer against the OpenAPI document the shop itself serves."""

import json
import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from infra.local.client import Client, Response

DOCUMENT = "/api/openapi.json"
_URI = "urn:openapi"


class ValidatedClient(Client):
    """Raises AssertionError when an answer is not one that the document describes."""

    def send(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        query: Mapping[str, object] | None = None,
        token: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        answer = super().send(method, path, body, query=query, token=token, headers=headers)
        if path.startswith("/api/") and path != DOCUMENT:
            self._hold_against_document(method, path, answer)
        return answer

    @cached_property
    def document(self) -> dict[str, Any]:
        """The OpenAPI document."""
        document: dict[str, Any] = super().send("GET", DOCUMENT).expect(200).json
        return document

    @cached_property
    def _registry(self) -> Registry[Any]:
        resource = Resource.from_contents(self.document, default_specification=DRAFT202012)
        registry: Registry[Any] = Registry().with_resource(_URI, resource)
        return registry

    def _hold_against_document(self, method: str, path: str, answer: Response) -> None:
        assert answer.headers.get("x-request-id"), f"{method} {path}: no X-Request-Id"
        where = self._operation(method, path)
        if where is None:
            assert answer.status == 404, f"{method} {path} is not in the document and answers {answer.status}"
            return
        operation = self.document["paths"][where][method.lower()]
        described = operation["responses"].get(str(answer.status)) or operation["responses"].get("default")
        assert described, f"{method} {where}: {answer.status} is not described: {answer.content[:300]!r}"
        self._check_content(f"{method} {where} {answer.status}", described, answer)

    def _check_content(self, what: str, described: dict[str, Any], answer: Response) -> None:
        if "$ref" in described:
            described = self.document["components"]["responses"][described["$ref"].rpartition("/")[2]]
        if "content" not in described:
            assert not answer.content, f"{what}: a body where none is described"
            return
        media = answer.headers.get("content-type", "").partition(";")[0]
        assert media in described["content"], f"{what}: {media} is not described"
        if "schema" not in described["content"][media]:  # bytes
            assert answer.content, f"{what}: no body"
            return
        schema = _absolute(described["content"][media]["schema"])
        errors = list(Draft202012Validator(schema, registry=self._registry).iter_errors(answer.json))
        assert not errors, f"{what}: {errors[0].json_path} {errors[0].message}"

    def _operation(self, method: str, path: str) -> str | None:
        """The path of the document that matches, the one with the fewest parameters first."""
        fits = [
            template
            for template, operations in self.document["paths"].items()
            if method.lower() in operations and re.fullmatch(re.sub(r"{[^}]+}", "[^/]+", template), path)
        ]
        return min(fits, key=lambda template: template.count("{"), default=None)


def _absolute(schema: Any) -> Any:
    """The schema with references into the document made absolute."""
    text = json.dumps(schema).replace('"$ref": "#/', f'"$ref": "{_URI}#/')
    return json.loads(text)
