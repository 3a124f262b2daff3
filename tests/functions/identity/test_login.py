"""POST /api/users/login"""

import json

import bcrypt
import boto3
import pytest
from argon2 import PasswordHasher

from haat.table.meter import meter
from identity import manifest, passwords
from identity.passwords import NOBODY
from tests.conftest import ENVIRONMENT
from tests.functions.identity.support import (
    PASSWORD,
    claims_of,
    items,
    log_in,
    refresh,
    register_ada,
    whole_table,
)

pytestmark = pytest.mark.usefixtures("shop")


def test_who_knows_the_password_gets_the_profile_and_a_new_session() -> None:
    registered = register_ada().json
    response = log_in()
    assert response.status == 200
    assert response.json["user"] == registered["user"]
    assert set(response.json) == set(registered)
    families = {claims_of(tokens["access_token"])["family"] for tokens in (registered, response.json)}
    assert len(families) == 2
    assert refresh(response.json["refresh_token"]).status == 200
    assert refresh(registered["refresh_token"]).status == 200


def test_the_log_says_who_came_in_and_that_others_did_not(capsys: pytest.CaptureFixture[str]) -> None:
    registered = register_ada().json
    capsys.readouterr()
    log_in()
    log_in(password="not hers at all")
    refresh(registered["refresh_token"])
    came_in, refused, refreshed = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (came_in["operation"], came_in["outcome"]) == ("login", "200")
    assert came_in["caller"] == refreshed["caller"] == registered["user"]["id"]
    assert (refused["operation"], refused["outcome"], "caller" in refused) == ("login", "401", False)


def test_logging_in_takes_five_round_trips() -> None:
    register_ada()
    log_in()
    reads, commit = ["dynamodb.GetItem"] * 2, "dynamodb.TransactWriteItems"
    assert meter.calls == [commit, *reads, "kms.Sign", commit]
    assert len(meter.calls) == manifest.LOGIN.round_trips


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer() -> None:
    register_ada()
    wrong = log_in(password="wrong password")
    unknown = log_in(email="ida@example.com")
    impossible = log_in(email="not an address")
    assert (wrong.status, wrong.json["code"]) == (401, "credentials_invalid")
    assert wrong == unknown == impossible
    assert len(items("SESSION#")) == 1


def test_a_wrong_password_and_an_unknown_address_cost_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    register_ada()
    verified: list[str] = []
    verify = PasswordHasher.verify

    def watch(hasher: PasswordHasher, known: str, password: str) -> bool:
        verified.append(known)
        return verify(hasher, known, password)

    monkeypatch.setattr(PasswordHasher, "verify", watch)
    log_in(password="wrong password")
    calls = list(meter.calls)
    log_in(email="ida@example.com")
    assert meter.calls == calls == ["dynamodb.TransactWriteItems", "dynamodb.GetItem"]
    assert (len(verified), verified[1]) == (2, NOBODY)


def test_a_password_hashed_at_another_cost_is_hashed_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as yesterday:
        yesterday.setattr(passwords, "MEMORY_KIB", 64)
        old = passwords.Passwords().hash(PASSWORD)
    register_ada()
    [credentials] = items("EMAIL#")
    table = boto3.client("dynamodb")
    table.put_item(TableName=ENVIRONMENT["TABLE_NAME"], Item=credentials | {"password_hash": {"S": old}})
    assert log_in().status == 200
    [credentials] = items("EMAIL#")
    assert "m=19456" in credentials["password_hash"]["S"]
    assert log_in().status == 200


def test_a_bcrypt_hash_from_elsewhere_becomes_one_of_ours_at_the_first_login() -> None:
    register_ada()
    [credentials] = items("EMAIL#")
    old = bcrypt.hashpw(PASSWORD.encode(), bcrypt.gensalt(4)).decode()
    table = boto3.client("dynamodb")
    table.put_item(TableName=ENVIRONMENT["TABLE_NAME"], Item=credentials | {"password_hash": {"S": old}})
    assert log_in(password="wrong password").status == 401
    assert items("EMAIL#")[0]["password_hash"]["S"] == old
    assert log_in().status == 200
    assert items("EMAIL#")[0]["password_hash"]["S"].startswith("$argon2id$")
    assert log_in().status == 200


def test_a_hash_of_today_s_cost_is_left_alone() -> None:
    register_ada()
    before = items("EMAIL#")
    log_in()
    assert items("EMAIL#") == before


def test_a_repeat_with_the_same_key_gets_the_same_session_to_the_byte() -> None:
    register_ada()
    first, again = log_in(key="k-1"), log_in(key="k-1")
    assert (again.status, again.text) == (200, first.text)
    assert again.headers["idempotency-replayed"] == "true"
    assert len(items("SESSION#")) == 2  # of registering and of logging in


def test_the_key_alone_opens_nothing() -> None:
    register_ada()
    log_in(key="k-1")
    response = log_in(password="wrong password", key="k-1")
    assert (response.status, response.json["code"]) == (422, "idempotency_key_reused")


def test_what_is_kept_for_a_repeat_has_no_usable_token_in_it() -> None:
    register_ada()
    tokens = log_in(key="k-1").json
    assert tokens["refresh_token"].split(".")[3] not in whole_table()
    assert tokens["access_token"] not in whole_table()
