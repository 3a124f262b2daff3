"""Another key signs tokens: step by step, as SECURITY.md says, without anybody noticing."""

from typing import Any

import boto3
import jwt
import pytest

from haat.http import tokens
from identity.tasks import publish_keys
from tests.functions.identity.support import published, refresh, register_ada
from tests.functions.identity.test_access_tokens import issuer

__all__ = ["issuer"]


class Stage:
    """What a deployment with some `token_keys` gives to functions."""

    def __init__(self, ids: dict[str, str], environment: pytest.MonkeyPatch) -> None:
        self._ids, self._environment = ids, environment

    def deploy(self, token_keys: str) -> None:
        """The first signs, all are published; processes of before still have their key set."""
        ids = [self._ids[name] for name in token_keys.split(",")]
        self._environment.setenv("TOKEN_KEYS", token_keys)
        self._environment.setenv("SIGNING_KEY_ID", ids[0])
        self._environment.setenv("PUBLISHED_KEY_IDS", ",".join(ids))
        publish_keys.handler({}, None)

    def start_new_processes(self) -> None:
        tokens._keys.cache_clear()


@pytest.fixture
def stage(issuer: str, signing_key: str, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """A stage whose tokens are signed by key 1."""
    another = boto3.client("kms").create_key(KeySpec="RSA_2048", KeyUsage="SIGN_VERIFY")
    made = Stage({"1": signing_key, "2": another["KeyMetadata"]["KeyId"]}, monkeypatch)
    made.deploy("1")
    return made


def signed_by(granted: dict[str, Any]) -> str:
    return str(jwt.get_unverified_header(granted["access_token"])["kid"])


def is_taken(granted: dict[str, Any]) -> bool:
    return tokens.customer_from_token(granted["access_token"]) is not None


def names(bucket: str) -> list[str]:
    return [key["kid"] for key in published(bucket, "jwks.json")["keys"]]


def test_a_token_is_taken_until_its_key_is_retired_and_a_session_goes_on(
    stage: Stage, keys_bucket: str
) -> None:
    by_1 = register_ada().json
    stage.deploy("1,2")
    assert (names(keys_bucket), signed_by(refresh(by_1["refresh_token"]).json)) == (["1", "2"], "1")
    stage.start_new_processes()
    assert is_taken(by_1)

    stage.deploy("2,1")
    by_2 = register_ada(email="ida@example.com").json
    assert (names(keys_bucket), signed_by(by_2)) == (["2", "1"], "2")
    assert [is_taken(by_1), is_taken(by_2)] == [True, True]

    stage.deploy("2")
    assert names(keys_bucket) == ["2"]
    assert [is_taken(by_1), is_taken(by_2)] == [False, True]  # though the key set is still remembered
    stage.start_new_processes()
    assert [is_taken(by_1), is_taken(by_2)] == [False, True]
    assert signed_by(refresh(by_2["refresh_token"]).json) == "2"


def test_each_key_verifies_its_own_tokens_alone(stage: Stage, keys_bucket: str) -> None:
    stage.deploy("1,2")
    token = register_ada().json["access_token"]
    first, second = (jwt.PyJWK(key) for key in published(keys_bucket, "jwks.json")["keys"])
    options = {"audience": "haat", "options": {"verify_exp": False, "verify_iat": False}}
    assert jwt.decode(token, first, **options)["token_use"] == "access"  # type: ignore[arg-type]
    with pytest.raises(jwt.InvalidSignatureError):
        jwt.decode(token, second, **options)  # type: ignore[arg-type]


def test_a_token_of_a_key_that_is_not_published_is_nobodys(stage: Stage) -> None:
    stage.deploy("2")
    token = register_ada().json
    stage.deploy("1")
    stage.start_new_processes()
    assert not is_taken(token)
