"""What register and login refuse before they ask anybody."""

import pytest

from haat.table.meter import meter
from identity.api import login, register
from tests.functions.identity.support import ADA, PASSWORD, register_ada
from tests.support.requests import send


@pytest.mark.parametrize(
    ("changed", "pointer"),
    [
        ({"email": "ada"}, "/email"),
        ({"email": ""}, "/email"),
        ({"email": "a@" + "b." * 126 + "com"}, "/email"),
        ({"email": 1}, "/email"),
        ({"email": None}, "/email"),
        ({"password": "seven77"}, "/password"),
        ({"password": "x" * 129}, "/password"),
        ({"password": "password1"}, "/password"),
        ({"password": "ada@example.com"}, "/password"),
        ({"password": ["correct horse battery"]}, "/password"),
        ({"first_name": ""}, "/first_name"),
        ({"first_name": "x" * 101}, "/first_name"),
        ({"first_name": "Ada\n"}, "/first_name"),
        ({"last_name": "Love\u0000lace"}, "/last_name"),
        ({"phone": "call me"}, "/phone"),
        ({"phone": "+44 20\n"}, "/phone"),
        ({"phone": 442079460018}, "/phone"),
        ({"role": "admin"}, "/role"),
        ({"id": "usr_1"}, "/id"),
    ],
)
def test_what_is_not_valid_is_told_at_its_field_and_asks_nobody(
    changed: dict[str, object], pointer: str
) -> None:
    response = send(register.handler, ADA | changed)
    assert (response.status, response.json["code"]) == (422, "invalid_input")
    assert [error["pointer"] for error in response.json["errors"]] == [pointer]
    assert meter.calls == []


def test_every_field_that_is_wrong_is_told_at_once() -> None:
    response = register_ada(email="ada", password="password")
    assert [error["pointer"] for error in response.json["errors"]] == ["/email", "/password"]


@pytest.mark.parametrize(
    "raw",
    [
        '{"email": "a@example.com", "email": "b@example.com"}',
        '{"email": NaN}',
        "{",
        '{"email": "\\ud800@example.com"}',
    ],
)
def test_a_body_that_is_not_json_is_a_bad_request(raw: str) -> None:
    assert send(register.handler, raw=raw).status == 400


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"email": "ada@example.com"},
        {"email": "ada@example.com", "password": 12345678},
        {"email": "ada@example.com", "password": "x" * 129},
        {"email": "a" * 255, "password": PASSWORD},
        {"email": "ada@example.com", "password": PASSWORD, "remember": True},
    ],
)
def test_a_login_that_is_not_valid_is_refused(body: dict[str, object]) -> None:
    assert send(login.handler, body).status == 422
