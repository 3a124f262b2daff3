"""The API as the gateway puts it in front of functions, and every answer that it gave."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from haat.http.endpoint import Handler
from haat.manifest import Endpoint, Idempotency
from tests.faults.calls import Calls
from tests.faults.invoking import Died, Functions
from tests.support.requests import Response, send

LOST = {"statusCode": 500, "headers": {}, "body": '{"message": "Internal Server Error"}'}


@dataclass(frozen=True)
class Asked:
    """One request with an idempotency key, and its answer."""

    who: str
    key: str
    what: str  # "POST /api/orders"
    response: Response


@dataclass(frozen=True)
class _Invoked:
    """A function in the place of its handler."""

    declared: Endpoint
    functions: Functions

    def __call__(self, event: Any, context: Any) -> Any:
        try:
            return self.functions.invoke(self.declared, event)
        except Died:
            return LOST


@dataclass
class Front:
    """Takes requests."""

    calls: Calls
    functions: Functions
    asked: list[Asked] = field(default_factory=list)

    def request(
        self,
        endpoint: Endpoint,
        body: object = None,
        *,
        who: str = "",
        path: Mapping[str, str] | None = None,
        query: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        claims: Mapping[str, object] | None = None,
        raw: str | bytes | None = None,
    ) -> Response:
        """One request and its answer. It may get lost, and then the client asks again and gets that one."""
        with self.calls.by("client"):
            kind = self.calls.meet(f"api.{endpoint.name}")
        handler = cast("Handler[..., Any]", _Invoked(endpoint, self.functions))
        key = (headers or {}).get("idempotency-key")
        what = f"{endpoint.method} {endpoint.path} {path}"

        def ask() -> Response:
            response = send(handler, body, path=path, query=query, headers=headers, claims=claims, raw=raw)
            if key and endpoint.idempotency is not Idempotency.NONE:
                self.asked.append(Asked(who, key, what, response))
            return response

        if kind == "repeated":
            ask()
        return ask()
