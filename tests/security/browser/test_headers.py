"""Browsers are told the same by everything that answers, and nothing is known by a cookie."""

import asyncio
import io
import re
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from haat.http import browser
from haat.manifest import Auth, Endpoint
from haat.settings import CORS_ORIGINS
from infra.cdk.services import FUNCTIONS, KERNEL, discover, functions_of
from infra.cdk.stacks.api import cors
from infra.cdk.stages import Stage, Target
from infra.local import edge
from tests.faults.world import World
from tests.layers.haat import shelf
from tests.support.requests import send

# Written out once more: what is taken out of the kernel's list is missed here.
FLOOR = {
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "strict-transport-security": "max-age=63072000; includeSubDomains",
    "x-content-type-options": "nosniff",
}
SHOP, OTHER = "https://shop.example", "https://evil.example"
ENDPOINTS = list(functions_of(discover(), Endpoint))
GUARDED = [one for one in ENDPOINTS if one.auth in (Auth.CUSTOMER, Auth.STAFF)]


def is_told(headers: Any, wanted: Any = browser.SECURITY) -> bool:
    """Whether all of the headers are there."""
    return all(headers.get(name) == value for name, value in wanted.items())


def path_of(declared: Endpoint) -> dict[str, str]:
    """Something in the place of each name of a path."""
    return dict.fromkeys(re.findall(r"{(\w+)}", declared.path), "x")


def asked(method: str, path: str, **headers: str) -> tuple[int, dict[str, str], str]:
    """What the local edge answers, before an API that knows only `/api/here`."""

    async def api(request: web.Request) -> web.Response:
        await request.read()
        return web.json_response({"path": request.path}, status=200 if request.path == "/api/here" else 404)

    async def ask() -> tuple[int, dict[str, str], str]:
        app = edge.application(api, api)
        async with TestClient(TestServer(app)) as client:
            body = io.BytesIO(b"x" * (11 * 1024 * 1024)) if method == "POST" else None
            sent = {name.replace("_", "-"): value for name, value in headers.items()}
            async with client.request(method, path, headers=sent, data=body) as answer:
                names = {name.lower(): value for name, value in answer.headers.items()}
                return answer.status, names, await answer.text()

    return asyncio.run(ask())


def test_a_success_a_problem_and_a_fault_of_a_function_carry_the_headers(table: None) -> None:
    assert is_told(send(shelf.READ, path={"place": "top"}).headers)
    assert is_told(send(shelf.TIDY, raw="{").headers)
    assert is_told(shelf.READ({}, None)["headers"])  # no event of the gateway's


def test_every_operation_s_answer_carries_all_of_the_headers() -> None:
    with World() as world:
        answers = {one.name: world.request(one, {}, path=path_of(one)).headers for one in ENDPOINTS}
    assert [name for name, headers in answers.items() if not is_told(headers, FLOOR)] == []
    assert len(answers) > 150


@pytest.mark.parametrize(("path", "status"), [("/api/here", 200), ("/api/nowhere", 404), ("/api/a%0Ab", 404)])
def test_whatever_the_edge_answers_carries_the_headers(path: str, status: int) -> None:
    answered, headers, _ = asked("GET", path)
    assert answered == status
    assert is_told(headers)


def test_pictures_may_be_shown_by_pages_of_other_origins_and_nothing_else_may(table: None) -> None:
    assert is_told(asked("GET", "/media/none.webp")[1], browser.OF_PICTURES)
    assert browser.SECURITY["cross-origin-resource-policy"] == "same-origin"


def test_a_body_that_the_gateway_would_not_take_is_a_problem_with_the_headers() -> None:
    status, headers, text = asked("POST", "/api/here")
    assert (status, headers["content-type"]) == (413, "application/problem+json")
    assert "body_too_large" in text
    assert is_told(headers)


def test_a_page_of_a_listed_origin_may_ask_and_read_and_no_other_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CORS_ORIGINS.name, f"{SHOP}, https://admin.example")
    for origin, may in ((SHOP, True), (OTHER, False), ("null", False), (f"{SHOP}.evil.example", False)):
        told = asked("OPTIONS", "/api/here", Origin=origin, Access_Control_Request_Method="PUT")
        assert told[0] == 204
        assert (told[1].get("access-control-allow-origin") == origin) == may
        assert ("access-control-allow-origin" in asked("GET", "/api/here", Origin=origin)[1]) == may


def test_no_origin_is_let_in_unless_a_stage_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "access-control-allow-origin" not in asked("GET", "/api/here", Origin=SHOP)[1]
    monkeypatch.setenv(CORS_ORIGINS.name, "*")
    assert "access-control-allow-origin" not in asked("GET", "/api/here", Origin=SHOP)[1]


def test_the_gateway_answers_preflights_by_the_same_list() -> None:
    def told(**settings: str) -> dict[str, Any]:
        return cors(Stage("test", Target.AWS, None, "eu-central-1", settings=settings))

    assert told() == {}
    configured = told(CORS_ORIGINS=SHOP)["CorsConfiguration"]
    assert configured["AllowOrigins"] == [SHOP]
    assert configured["AllowCredentials"] is False
    given = browser.preflight(SHOP, (SHOP,))
    assert given["access-control-allow-methods"] == ",".join(configured["AllowMethods"])
    assert given["access-control-allow-headers"] == ",".join(configured["AllowHeaders"])


def test_credentials_are_never_allowed_so_a_browser_adds_none() -> None:
    assert not any("credentials" in name for name in browser.preflight(SHOP, (SHOP,)))


@pytest.mark.parametrize("declared", GUARDED, ids=lambda declared: declared.name)
def test_who_brings_only_cookies_is_nobody_and_is_given_none(declared: Endpoint) -> None:
    with World() as world:
        path = path_of(declared)
        cookies = {"cookie": "access_token=x; session=y; Authorization=Bearer z", "idempotency-key": "k"}
        answer = world.request(declared, {}, path=path, headers=cookies)
    assert answer.status in (401, 403)
    assert "set-cookie" not in answer.headers


def test_no_code_reads_or_sets_a_cookie() -> None:
    files = [file for folder in (FUNCTIONS, KERNEL) for file in folder.rglob("*.py")]
    word = re.compile(r"""(?i)["'](set-)?cookies?["']""")
    speaking = [file.name for file in files if word.search(file.read_text())]
    assert len(files) > 100
    assert speaking == []
