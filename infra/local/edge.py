"""The local edge: what CloudFront and its origin-response function are on AWS, on one port of loopback.

It passes /api/… on to the HTTP API and /media/… to the bucket of pictures, turns the errors of either into
problem documents by the very function that Lambda@Edge runs, and gives every answer its X-Request-Id. It
caches nothing. Beside that it hands out admin tokens, for which Cognito has no plain HTTP address.
"""

import argparse
import asyncio
import json
import uuid
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

import aiohttp
import boto3
from aiohttp import web

from haat.http import browser, place
from infra.cdk.edge.gateway_problems import translate
from infra.cdk.stages import EDGE_KEY_OF_A_LAPTOP
from infra.local.admin import admin_token
from media.keys import MEDIA

BODY_BYTES_MAX = 10 * 1024 * 1024  # of API Gateway
LINE_BYTES_MAX = 64 * 1024  # of method and address: what is too long is told by the function, as a problem
ANYTHING = r"[\s\S]*"  # a dot is no line break, and a path may have one: %0A
UPSTREAM_TIMEOUT_S = 29  # of API Gateway
# The emulator starts a process for every request at once beyond the warm ones. On AWS that is the point; on a
# laptop, sixty of them at once would only wait for the same two cores, so the rest wait here instead.
REQUESTS_AT_ONCE = 16
TOKEN_PATH = "/_local/admin/token"
_HOP_BY_HOP = {"connection", "content-length", "host", "keep-alive", "transfer-encoding", "date", "server"}
HERE = "127.0.0.1"
FORWARDED = "X-Forwarded-For"
_REPLACED = {*_HOP_BY_HOP, place.HEADER.lower(), FORWARDED.lower()}

CLIENT_ID = web.AppKey("client_id", str)
COGNITO: web.AppKey[Any] = web.AppKey("cognito")

Handler = Callable[[web.Request], Awaitable[web.Response]]
AnyHandler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def proxy(origin: str, session: aiohttp.ClientSession) -> Handler:
    """A handler that passes requests on to `origin`, the invoke URL of the HTTP API's stage."""
    slots = asyncio.Semaphore(REQUESTS_AT_ONCE)

    async def handle(request: web.Request) -> web.Response:
        headers = [(name, value) for name, value in request.headers.items() if name.lower() not in _REPLACED]
        headers += _shown(request)
        body = await request.read()
        url = origin + request.raw_path
        sending = session.request(request.method, url, headers=headers, data=body or None)
        try:
            async with slots, sending as answer:
                content = await answer.read()
                return _answer(request.path, answer.status, answer.headers, content)
        except (TimeoutError, aiohttp.ClientError):
            return _answer(request.path, HTTPStatus.GATEWAY_TIMEOUT, {}, b"")

    return handle


def _shown(request: web.Request) -> list[tuple[str, str]]:
    """The edge's key, and the hops: what the client says, the client, and the edge, as the gateway has it."""
    said = request.headers.getall(FORWARDED, [])
    hops = [*said, request.remote or "", HERE]
    return [(place.HEADER, EDGE_KEY_OF_A_LAPTOP), (FORWARDED, ", ".join(hops))]


def _answer(path: str, status: int, headers: Any, content: bytes) -> web.Response:
    kept = {name.lower(): value for name, value in headers.items() if name.lower() not in _HOP_BY_HOP}
    request_id = kept.get("x-request-id") or kept.get("apigw-requestid") or str(uuid.uuid4())
    status, kept, content = translate(status, kept, content, path, request_id)
    return web.Response(status=status, headers=kept, body=content)


async def _secure(request: web.Request, response: web.StreamResponse) -> None:
    """What CloudFront's policies and the gateway add to every answer, whoever gives it."""
    of_pictures = request.path.startswith(f"/{MEDIA}")
    response.headers.update(browser.OF_PICTURES if of_pictures else browser.SECURITY)
    response.headers.update(browser.cors(request.headers.get("Origin"), browser.origins()))


@web.middleware
async def _as_the_gateway(request: web.Request, handler: AnyHandler) -> web.StreamResponse:
    """The gateway answers preflights itself; what is wrong with a request as such is told as a problem."""
    if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
        told = browser.preflight(request.headers.get("Origin"), browser.origins())
        return web.Response(status=HTTPStatus.NO_CONTENT, headers=told)
    try:
        return await handler(request)
    except web.HTTPException as refused:
        return _answer(request.path, refused.status, {}, b"")


async def issue_admin_token(request: web.Request) -> web.Response:
    """POST {"username", "password"}, as JSON or as a form → {"access_token", "token_type", "expires_in"}."""
    given = await (request.json() if request.content_type == "application/json" else request.post())
    client_id = request.app[CLIENT_ID]
    username, password = str(given.get("username", "")), str(given.get("password", ""))
    token = await asyncio.to_thread(admin_token, request.app[COGNITO], client_id, username, password)
    if token is None:
        return web.json_response({"error": "invalid_grant"}, status=HTTPStatus.UNAUTHORIZED)
    return web.json_response(token)


def application(to_api: Handler, to_media: Handler) -> web.Application:
    """The edge in front of what answers."""
    app = web.Application(client_max_size=BODY_BYTES_MAX, middlewares=[_as_the_gateway])
    app.on_response_prepare.append(_secure)
    app.router.add_post(TOKEN_PATH, issue_admin_token)
    app.router.add_get(f"/{MEDIA}{{path:{ANYTHING}}}", to_media)
    app.router.add_route("*", f"/{{path:{ANYTHING}}}", to_api)
    return app


async def serve(port: int, origin: str, media_origin: str, client_id: str) -> None:
    """Serve until the process ends."""
    timeout = aiohttp.ClientTimeout(total=UPSTREAM_TIMEOUT_S)
    async with aiohttp.ClientSession(timeout=timeout, auto_decompress=False) as session:
        app = application(proxy(origin, session), proxy(media_origin, session))
        app[CLIENT_ID] = client_id
        app[COGNITO] = boto3.client("cognito-idp")
        runner = web.AppRunner(
            app, access_log=None, max_line_size=LINE_BYTES_MAX, auto_decompress=False
        )  # like the gateway, which hands a packed body on
        await runner.setup()
        await web.TCPSite(runner, HERE, port).start()
        print(json.dumps({"port": port}), flush=True)
        await asyncio.Event().wait()


def main() -> None:
    """Run the edge."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--port", type=int, required=True)
    arguments.add_argument("--origin", required=True)
    arguments.add_argument("--media-origin", required=True)
    arguments.add_argument("--client-id", required=True)
    given = arguments.parse_args()
    asyncio.run(serve(given.port, given.origin, given.media_origin, given.client_id))


if __name__ == "__main__":
    main()
