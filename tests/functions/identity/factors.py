"""Customers with a second factor."""

from collections.abc import Iterator
from dataclasses import dataclass

import boto3
import pyotp
import pytest

from haat import clock
from identity.api import (
    begin_second_factor,
    confirm_second_factor,
    disable_second_factor,
    get_second_factor,
    renew_recovery_codes,
)
from tests.functions.identity.support import PASSWORD, gateway_claims, later, prove_address, register_ada
from tests.support.requests import Response, send


def _nobody() -> None:
    """Nobody acts."""


WHILE_THE_PASSWORD_IS_CHECKED = (_nobody, _nobody)
"""For `Rivals.next`: the attempt is counted, and forgotten again."""


@pytest.fixture
def sealing_key(table: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key of KMS that seals."""
    key = boto3.client("kms").create_key()
    monkeypatch.setenv("SEALING_KEY_ID", str(key["KeyMetadata"]["KeyId"]))


@dataclass
class Ada:
    """A customer, and the app on her telephone."""

    claims: dict[str, str]
    secret: str = ""

    def begin(self, password: str = PASSWORD, key: str | None = None) -> Response:
        response = send(
            begin_second_factor.handler, {"password": password}, headers=_key(key), claims=self.claims
        )
        if response.status == 201:
            self.secret = response.json["secret"]
        return response

    def code(self, steps_later: int = 0) -> str:
        """What the app shows now, or some steps later."""
        return str(pyotp.HOTP(self.secret).at(clock.now_s() // 30 + steps_later))

    def wrong(self) -> str:
        """Six digits that the app does not show."""
        shown = {self.code(step) for step in (-2, -1, 0, 1, 2)}
        return next(digits for digits in map("{:06d}".format, range(6)) if digits not in shown)

    def confirm(self, code: str | None = None, key: str | None = None) -> Response:
        body = {"code": self.code() if code is None else code}
        return send(confirm_second_factor.handler, body, headers=_key(key), claims=self.claims)

    def renew(self, code: str, password: str = PASSWORD, key: str | None = None) -> Response:
        body = {"password": password, "code": code}
        return send(renew_recovery_codes.handler, body, headers=_key(key), claims=self.claims)

    def disable(self, code: str, password: str = PASSWORD, key: str | None = None) -> Response:
        body = {"password": password, "code": code}
        return send(disable_second_factor.handler, body, headers=_key(key), claims=self.claims)

    def standing(self) -> dict[str, object]:
        shown: dict[str, object] = send(get_second_factor.handler, claims=self.claims).json
        return shown


@pytest.fixture
def ada(shop: None, sealing_key: None) -> Ada:
    """Ada, whose address is proved, without a second factor yet."""
    claims = gateway_claims(register_ada().json["access_token"])
    prove_address(claims["sub"])
    return Ada(claims | {"exp": "1900000000"})  # for tests in which days go by


@pytest.fixture
def guarded(ada: Ada) -> Iterator[Ada]:
    """Ada with a second factor, a minute after she switched it on."""
    ada.begin()
    assert ada.confirm().status == 200
    with later(60):
        yield ada


def _key(key: str | None) -> dict[str, str]:
    return {"idempotency-key": key} if key else {}
