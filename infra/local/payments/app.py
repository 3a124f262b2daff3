"""The server's one entrance: which part answers a request."""

import logging

from infra.local.payments.api import Api
from infra.local.payments.control import Control
from infra.local.payments.pages import Pages
from infra.local.payments.state import State
from infra.local.payments.wire import Request, Response

LOGGER = logging.getLogger(__name__)

# Browsers may call the API from the shop's own pages, as they may call Stripe's.
CROSS_ORIGIN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, POST",
    "Access-Control-Allow-Headers": "Authorization, Content-Type, Idempotency-Key, Stripe-Version",
}


class Application:
    def __init__(self, state: State) -> None:
        self._api, self._control, self._pages = Api(state), Control(state), Pages(state)

    async def __call__(self, request: Request) -> Response | None:
        """The response; None where the connection is to close without one."""
        try:
            return await self._answer(request)
        except Exception:
            LOGGER.exception("%s %s", request.method, request.path)
            body = b'{"error": {"type": "api_error", "message": "The local provider itself has a defect"}}'
            return Response(500, body, {"Content-Type": "application/json"})

    async def _answer(self, request: Request) -> Response | None:
        if request.method == "OPTIONS":
            return Response(204, headers=CROSS_ORIGIN)
        if request.path.startswith("/_control/"):
            return self._control.answer(request)
        if request.path.startswith(("/pay/", "/3ds/")):
            return self._pages.answer(request)
        return await self._api.answer(request)
