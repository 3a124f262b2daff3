"""One API request from its first header to its answer: operation, key, fault, idempotency, execution."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from infra.local.payments import auth, expand, faults, forms, operations, params, render
from infra.local.payments.errors import ApiError, invalid, secret_key_required, server_error
from infra.local.payments.faults import Fault
from infra.local.payments.forms import Node
from infra.local.payments.idempotency import Answer
from infra.local.payments.ledger import new_id
from infra.local.payments.operations import Operation
from infra.local.payments.state import ReceivedRequest, State
from infra.local.payments.wire import Request, Response
from infra.local.payments.work import Work


@dataclass(slots=True)
class Exchange:
    """What is known of a request so far."""

    request: Request
    request_id: str
    key: str
    form: dict[str, Node] = field(default_factory=dict)
    publishable: bool = False
    operation: str = ""
    replayed: bool = False


class Api:
    def __init__(self, state: State) -> None:
        self._state = state

    async def answer(self, request: Request) -> Response | None:
        """The response, or None where the caller is to see the connection close instead."""
        key = request.headers.get("idempotency-key", "") if request.method == "POST" else ""
        exchange = Exchange(request, new_id("req"), key)
        try:
            answer = await self._perform(exchange)
        except ApiError as error:
            answer = _told(error, exchange)
        self._note(exchange, answer)
        return _response(exchange, answer) if answer else None

    async def _perform(self, exchange: Exchange) -> Answer | None:
        operation, resource_id = operations.find(exchange.request.method, exchange.request.path)
        exchange.operation = operation.name
        exchange.form = _form(exchange.request)
        exchange.publishable = auth.is_publishable(exchange.request.headers, exchange.form)
        if exchange.publishable and not operation.publishable:
            raise secret_key_required()
        self._state.rate_limit.check(self._state.clock)
        fault = self._state.faults.take(operation.name)
        faults.turn_away(fault.kind, exchange.key)
        if fault.kind == "timeout_before":
            return None
        answer = await self._once(
            exchange, fault, lambda: self._execute(exchange, operation, resource_id, fault)
        )
        return None if fault.kind == "timeout_after_success" else answer

    async def _once(self, exchange: Exchange, fault: Fault, execute: Callable[[], Answer]) -> Answer:
        """The stored answer to the request's idempotency key, or a fresh one, which is then stored."""
        if exchange.key:
            path, answers = exchange.request.path, self._state.answers
            stored = answers.claim(exchange.key, path, exchange.form, self._state.clock)
            if stored:
                exchange.replayed = True
                return stored
        answer = None
        try:
            if fault.delay_s:
                await asyncio.sleep(fault.delay_s)
            answer = execute()
        finally:
            if exchange.key:
                self._state.answers.settle(exchange.key, answer)
        return answer

    def _execute(
        self, exchange: Exchange, operation: Operation[Any], resource_id: str, fault: Fault
    ) -> Answer:
        if fault.kind == "status_500":
            return _told(server_error(), exchange)
        try:
            answer = self._run(exchange, operation, resource_id)
        except ApiError as error:
            answer = _told(error, exchange)
        if fault.kind == "status_500_after_success" and answer.executed:
            return _told(server_error(), exchange)
        return answer

    def _run(self, exchange: Exchange, operation: Operation[Any], resource_id: str) -> Answer:
        ask = params.read(exchange.form, operation.ask)
        expand.check(ask.expand, operation.kind, within="data." if operation.lists else "")
        work = self._work(exchange)
        result = operation.run(work, resource_id, ask)
        body = render.body(result, ask.expand, work.ledger.find, publishable=exchange.publishable)
        return Answer(200, body, exchange.request_id)

    def _work(self, exchange: Exchange) -> Work:
        return self._state.work(
            request_id=exchange.request_id,
            idempotency_key=exchange.key or None,
            publishable=exchange.publishable,
        )

    def _note(self, exchange: Exchange, answer: Answer | None) -> None:
        self._state.requests.append(
            ReceivedRequest(
                method=exchange.request.method,
                path=exchange.request.path,
                operation=exchange.operation,
                idempotency_key=exchange.key or None,
                status=answer.status if answer else None,
                replayed=exchange.replayed,
                request_id=exchange.request_id,
            )
        )


def _form(request: Request) -> dict[str, Node]:
    """The parameters: a POST's body, anything else's query."""
    try:
        return forms.decode(request.body.decode() if request.method == "POST" else request.query)
    except ValueError:
        raise invalid("The request's parameters could not be read.") from None


def _told(error: ApiError, exchange: Exchange) -> Answer:
    body = render.error_body(error, publishable=exchange.publishable)
    return Answer(error.status, body, exchange.request_id, error.headers, executed=error.executed)


def _response(exchange: Exchange, answer: Answer) -> Response:
    headers = {
        "Content-Type": "application/json",
        "Request-Id": exchange.request_id,
        "Access-Control-Allow-Origin": "*",
        **answer.headers,
    }
    if version := exchange.request.headers.get("stripe-version"):
        headers["Stripe-Version"] = version
    if exchange.key:
        headers["Idempotency-Key"] = exchange.key
    if exchange.replayed:
        headers |= {"Idempotent-Replayed": "true", "Original-Request": answer.request_id}
    return Response(answer.status, answer.body, headers)
