"""The wrapper of every HTTP handler: parse, validate, authorize, call, serialize.

    @endpoint(manifest.WRITE_NOTE)
    def handler(call: Call[Body], notes: NoteStore) -> Note | NoteTooLong: ...

The parameters after `call` are built from their annotations without arguments, once per cold start; a
test passes its own: `handler.function(call, FakeNotes())`.
"""

import base64
import typing
from collections.abc import Callable, Mapping
from typing import Any, ParamSpec, TypeVar

from haat import errors, ids, manifest
from haat.errors import Problem
from haat.http import answer, caller, limiter, once, parse, place
from haat.http.answer import Answer, Stored
from haat.http.authorize import authorize
from haat.http.call import Call, Principal
from haat.http.once import AlreadyAnswered, Once
from haat.observability import Invocation, invocation
from haat.transience import is_transient
from haat.wiring import Wired

P = ParamSpec("P")
R = TypeVar("R")
Event = Mapping[str, Any]

_KEY_LENGTH_MAX = 255
_PLAIN = "identity"  # nothing is unpacked: a few bytes may be made to become gigabytes


Reveal = Callable[[Call[Any], Stored], Stored]
"""What makes a stored answer whole: from what is kept to what is sent."""


def endpoint(
    declared: manifest.Endpoint, *, reveal: Reveal | None = None
) -> Callable[[Callable[P, R]], "Handler[P, R]"]:
    """Make a function the handler of the endpoint that the manifest declares.

    `reveal` adds to every success, the first one and each repeat alike, a secret that follows from what is
    kept: so the same bytes go out, and the table never has it.
    """
    return lambda function: Handler(declared, function, reveal)


class Handler(Wired[manifest.Endpoint, P, R]):
    """What API Gateway invokes; `function` is what the service wrote."""

    def __init__(
        self, declared: manifest.Endpoint, function: Callable[P, R], reveal: Reveal | None = None
    ) -> None:
        super().__init__(declared, function)
        self._reveal = reveal or _as_kept

    def __call__(self, event: Event, context: Any) -> dict[str, Any]:
        """Answer one request. Every outcome is an answer: no exception leaves."""
        request_id = _request_id(event, context)
        try:
            with invocation(self.declared.service, self.declared.operation, request_id) as this:
                stored, replayed = self._answer(event, this)
                this.outcome = str(stored.status)
        except Exception as fault:  # noqa: BLE001 -- logged by `invocation`; the client gets a problem
            return answer.problem(_problem_of(fault), request_id).to_response(request_id)
        more = {"idempotency-replayed": "true"} if replayed else {}
        return stored.to_response(request_id, **more)

    @property
    def input_type(self) -> Any:
        """The type of the body or query: `Body` of `Call[Body]`."""
        return typing.get_args(self.given_type)[0]

    def _answer(self, event: Event, this: Invocation) -> tuple[Stored, bool]:
        call = self._call(event, this)
        if isinstance(call, Problem):
            return answer.problem(call, this.request_id), False
        result: Any = self.run(call)
        if call.once and isinstance(result, Problem | AlreadyAnswered):
            found = _earlier_answer(call.once)
            if isinstance(found, Stored):
                return self._reveal(call, found), True
            # A problem says why there is no answer; without one, somebody else is still working on it.
            result = found or (result if isinstance(result, Problem) else errors.RequestInProgress())
        if isinstance(result, Replay):
            return self._reveal(call, result.stored), True
        if isinstance(result, Problem):
            return answer.problem(result, this.request_id), False
        return self._reveal(call, self._success(call, result)), False

    def _success(self, call: Call[Any], result: Any) -> Stored:
        """Whoever sends a token reads past the edge's cache, and so sees what they have just written."""
        cache_s = 0 if "authorization" in call.headers else self.declared.edge_cache_s
        control = f"public, max-age=0, s-maxage={cache_s}" if cache_s else answer.PRIVATE
        whole = result if isinstance(result, Answer) else Answer(result)
        return answer.store(whole, status=self.declared.status, cache_control=control)

    def _call(self, event: Event, this: Invocation) -> Call[Any] | Problem:
        headers = {name.lower(): value for name, value in (event.get("headers") or {}).items()}
        principal, source_ip = authorize(self.declared, event, headers), place.source_ip(event, headers)
        limited = limiter.admit(self.declared, caller.limited(principal, source_ip))
        if limited:
            return limited
        if isinstance(principal, Problem):
            return principal
        this.properties |= caller.logged(principal)
        key = _idempotency_key(self.declared, headers)
        if isinstance(key, Problem):
            return key
        raw = _raw_body(event)
        parsed = self._parse(event, headers, raw)
        if isinstance(parsed, Problem):
            return parsed
        path = event.get("rawPath", "")
        return Call(
            input=parsed,
            principal=principal,
            path=event.get("pathParameters") or {},
            headers=headers,
            raw_body=raw,
            request_id=this.request_id,
            source_ip=source_ip,
            once=self._once(key, principal, source_ip, path, parsed),
            invocation=this,
        )

    def _once(
        self, key: str | None, principal: Principal, source_ip: str, path: str, parsed: object
    ) -> Once | None:
        if key is None:
            return None
        scope = caller.scope(principal, source_ip)
        return once.of_request(scope, key, self.declared.method, path, parsed, status=self.declared.status)

    def _parse(self, event: Event, headers: Mapping[str, str], raw: bytes) -> Any:
        if self.declared.auth is manifest.Auth.PROVIDER:
            return None  # the handler checks the signature over the raw body before anything reads it
        if self.declared.method in ("POST", "PUT"):
            if headers.get("content-encoding", _PLAIN).strip().lower() != _PLAIN:
                return errors.UnsupportedMediaType()
            return parse.body(raw, headers.get("content-type", ""), self.input_type)
        sent = event.get("rawQueryString") or ""
        return parse.query(event.get("queryStringParameters") or {}, self.input_type, sent)


class Replay:
    """A handler's own word that an answer is the stored one of an earlier run."""

    def __init__(self, stored: Stored) -> None:
        self.stored = stored


def _as_kept(call: Call[Any], stored: Stored) -> Stored:
    del call
    return stored


def _earlier_answer(once_: Once) -> Stored | Problem | None:
    marker = once_.find()
    return marker if isinstance(marker, Problem) or marker is None else marker.answer


def _request_id(event: Event, context: Any) -> str:
    context_of_request = event.get("requestContext") or {}
    return str(
        context_of_request.get("requestId") or getattr(context, "aws_request_id", "") or ids.new_id("req")
    )


def _raw_body(event: Event) -> bytes:
    text = event.get("body") or ""
    return base64.b64decode(text) if event.get("isBase64Encoded") else text.encode()


def _idempotency_key(declared: manifest.Endpoint, headers: Mapping[str, str]) -> str | Problem | None:
    key = headers.get("idempotency-key")
    if declared.idempotency is manifest.Idempotency.NONE:
        return None
    if key is None:
        required = declared.idempotency is manifest.Idempotency.REQUIRED
        return errors.IdempotencyKeyMissing() if required else None
    visible = all("!" <= character <= "~" for character in key)
    if not visible or not 1 <= len(key) <= _KEY_LENGTH_MAX:
        return errors.IdempotencyKeyInvalid()
    return key


def _problem_of(fault: Exception) -> Problem:
    """503 where repeating the request may help, 500 where it will not."""
    return errors.Unavailable() if is_transient(fault) else errors.InternalError()
