"""Who somebody is, over HTTP: registering, a second factor, a lost password, and the work of staff."""

import os
import re
import secrets
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import Any

import pyotp
import pytest

from haat.permissions import Role
from infra.local.buyer import await_it
from infra.local.layout import ROOT
from tests.e2e.world import PASSWORD, World

DEAD_WITHIN_S = 60.0
RARELY_ASKED = "/api/users/addresses"  # a function that is new asks what is revoked; others within 30 s
NEW_PASSWORD = "another market, under a roof"


@dataclass
class Somebody:
    """A customer with a mailbox."""

    world: World
    email: str
    granted: dict[str, Any]

    @property
    def token(self) -> str:
        return str(self.granted["access_token"])

    def post(self, path: str, body: object, status: int, *, token: str | None = None) -> Any:
        answer = self.world.api.send("POST", f"/api/users/{path}", body, token=token).expect(status)
        return answer.json if answer.content else None

    def log_in(self, password: str) -> Any:
        return self.post("login", {"email": self.email, "password": password}, 200)

    def mailed(self, subject: str, to: str = "") -> str:
        """The token in the link of a mail."""
        mail = self.world.buyer.await_mail(to or self.email, subject)
        found = re.search(r"#token=(\S+)", mail["BodyText"])
        assert found, mail["BodyText"]
        return found.group(1)

    def status_of(self, token: str, path: str = "/api/users/profile") -> int:
        return self.world.api.send("GET", path, token=token).status

    def refresh(self, refresh_token: str) -> tuple[int, Any]:
        answer = self.world.api.send("POST", "/api/users/refresh-token", {"refresh_token": refresh_token})
        return answer.status, answer.json

    def await_death_of(self, token: str) -> float:
        """After how many seconds an access token is refused."""
        began_s = time.monotonic()
        await_it(
            lambda: {"dead": True} if self.status_of(token, RARELY_ASKED) == 401 else None,
            "the access token to be dead",
            wait_s=DEAD_WITHIN_S,
        )
        return time.monotonic() - began_s


@pytest.fixture
def ada(world: World) -> Somebody:
    email = f"ada-{secrets.token_hex(6)}@example.com"
    body = {"email": email, "password": PASSWORD}
    made = world.api.send("POST", "/api/users/register", body).expect(201).json
    return Somebody(world, email, made)


def test_who_loses_the_password_gets_in_again_and_nobody_else_stays_in(ada: Somebody) -> None:
    proof = ada.mailed("address")
    assert ada.post("verify-email", {"token": proof}, 200, token=ada.token)["email_verified_at"]
    secret = ada.post("second-factor", {"password": PASSWORD}, 201, token=ada.token)["secret"]
    app = pyotp.TOTP(secret)
    code = app.now()
    ada.post("second-factor/confirm", {"code": code}, 200, token=ada.token)

    asked = ada.log_in(PASSWORD)
    assert "access_token" not in asked
    later = app.at(int(time.time()) + 30)  # a code works once; clocks may differ by a step
    ada.granted = ada.post(
        "login/second-factor", {"second_factor": asked["second_factor"], "code": later}, 200
    )
    old = ada.granted
    assert ada.status_of(old["access_token"]) == 200

    ada.post("forgot-password", {"email": ada.email}, 202)
    ada.post("reset-password", {"token": ada.mailed("password"), "password": NEW_PASSWORD}, 204)

    assert ada.refresh(old["refresh_token"])[0] == 401
    assert ada.await_death_of(old["access_token"]) <= DEAD_WITHIN_S
    ada.post("login", {"email": ada.email, "password": PASSWORD}, 401)
    assert "second_factor" in ada.log_in(NEW_PASSWORD)


def test_who_uses_a_stolen_refresh_token_is_thrown_out_with_the_whole_family(ada: Somebody) -> None:
    stolen = ada.granted["refresh_token"]
    _, second = ada.refresh(stolen)
    status, third = ada.refresh(second["refresh_token"])
    assert status == 200

    assert ada.refresh(stolen)[0] == 401, "it was used before, and twice since"

    assert ada.refresh(third["refresh_token"])[0] == 401


def test_an_account_has_another_address_when_both_have_confirmed(ada: Somebody) -> None:
    new = f"countess-{secrets.token_hex(6)}@example.com"
    ada.post("email", {"email": new, "password": "not hers at all"}, 422, token=ada.token)
    ada.post("email", {"email": new, "password": PASSWORD}, 202, token=ada.token)
    by_current, by_new = ada.mailed("another e-mail address"), ada.mailed("is this your new", to=new)

    half = ada.post("email/confirm", {"token": by_current}, 200, token=ada.token)
    assert half == {"email": ada.email, "waits_for": ["new"]}
    ada.post("login", {"email": new, "password": PASSWORD}, 401)
    done = ada.post("email/confirm", {"token": by_new}, 200, token=ada.token)
    assert done == {"email": new, "waits_for": []}

    ada.post("login", {"email": ada.email, "password": PASSWORD}, 401)
    assert ada.post("login", {"email": new, "password": PASSWORD}, 200)["user"]["email"] == new


def test_an_admin_finds_an_order_and_refunds_it_and_support_may_not_read_the_log(world: World) -> None:
    sku = world.product(quantity=1)["variants"][0]["sku"]
    customer = world.customer()
    placed = world.paid_order(customer, sku)
    number, payment_id = placed["order"]["number"], placed["payment"]["id"]

    def found() -> dict[str, Any] | None:
        answer = world.api.send(
            "GET", "/api/admin/orders", query={"number": number}, token=world.admin_token()
        )
        return next(iter(answer.expect(200).json["items"]), None)

    assert await_it(found, f"staff to find {number}")["id"] == placed["order"]["id"]
    key = {"Idempotency-Key": secrets.token_hex(8)}
    world.admin("POST", f"/api/payments/{payment_id}/refund", {}, **key).expect(201)

    about = {"subject": f"payment/{payment_id}"}
    log = world.api.send("GET", "/api/admin/audit-log", query=about, token=world.admin_token())
    (entry,) = log.expect(200).json["items"]
    assert (entry["who"], entry["operation"]) == (
        world.facts["admin"]["username"],
        "aftersales-refund-payment",
    )
    assert world.refunds_given(payment_id, customer) == [1250 + 490]
    support = token_of(world, Role.SUPPORT)
    for path, status in (
        ("/api/admin/orders", 200),
        ("/api/admin/audit-log", 403),
        ("/api/admin/settings", 403),
        ("/api/admin/dashboard", 403),
    ):
        assert world.api.send("GET", path, token=support).status == status, path


def token_of(world: World, role: Role) -> str:
    """Somebody new of the staff, made as ops do, logs in."""
    email = f"{role}-{secrets.token_hex(4)}@haat.example"
    command = [sys.executable, "-m", "infra.staff", "--email", email, "--role", role]
    environment = {**os.environ, "HAAT_HOME": str(world.layout.home), "PORT": str(world.layout.port)}
    said = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    password = said.stdout.partition("password ")[2].split()[0]
    credentials = {"username": email, "password": password}
    token: str = world.api.send("POST", "/_local/admin/token", credentials).expect(200).json["access_token"]
    return token
