"""The key set, as published."""

from typing import Any

import boto3
import jwt
import pytest

from haat.events.scheduled import ScheduledHandler
from identity import manifest
from identity.key_set import WrongKind, key_set
from identity.tasks import publish_keys
from tests.functions.identity.support import published, register_ada

TICK = {"source": "aws.events", "detail-type": "Scheduled Event", "time": "2026-11-22T09:30:00Z"}


def test_the_key_set_verifies_what_the_key_signs(keys_bucket: str) -> None:
    publish_keys.handler(TICK, None)
    token = register_ada().json["access_token"]
    [key] = published(keys_bucket, "jwks.json")["keys"]
    assert {name: key[name] for name in ("kty", "use", "alg")} == {"kty": "RSA", "use": "sig", "alg": "RS256"}
    assert jwt.get_unverified_header(token) == {"alg": "RS256", "typ": "JWT", "kid": key["kid"]}
    claims = jwt.decode(token, jwt.PyJWK(key), audience="haat", issuer="https://tokens.test")
    assert claims["token_use"] == "access"


def test_the_key_set_has_nothing_private_and_does_not_tell_the_account(
    keys_bucket: str, signing_key: str
) -> None:
    publish_keys.handler(TICK, None)
    [key] = published(keys_bucket, "jwks.json")["keys"]
    assert set(key) == {"kty", "use", "alg", "kid", "n", "e"}
    assert signing_key not in str(key)
    assert key["e"] == "AQAB"


def test_the_discovery_document_points_to_the_key_set(keys_bucket: str) -> None:
    publish_keys.handler(TICK, None)
    document = published(keys_bucket, "openid-configuration")
    assert document["issuer"] == "https://tokens.test"
    assert document["jwks_uri"] == "https://tokens.test/.well-known/jwks.json"
    assert document["id_token_signing_alg_values_supported"] == ["RS256"]


@pytest.mark.parametrize("name", ["jwks.json", "openid-configuration"])
def test_the_documents_are_json_that_may_be_kept_for_five_minutes(keys_bucket: str, name: str) -> None:
    publish_keys.handler(TICK, None)
    document = boto3.client("s3").get_object(Bucket=keys_bucket, Key=f".well-known/{name}")
    assert document["ContentType"] == "application/json"
    assert document["CacheControl"] == "public, max-age=300"


def test_publishing_again_changes_nothing(keys_bucket: str) -> None:
    publish_keys.handler(TICK, None)
    before = published(keys_bucket, "jwks.json")
    publish_keys.handler({}, None)
    assert published(keys_bucket, "jwks.json") == before


def test_a_key_that_is_not_rsa_is_not_published(keys_bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    kms = boto3.client("kms")
    curve = kms.create_key(KeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY")["KeyMetadata"]["KeyId"]
    with pytest.raises(WrongKind):
        key_set({"name": kms.get_public_key(KeyId=curve)["PublicKey"]})
    monkeypatch.setenv("PUBLISHED_KEY_IDS", curve)
    with pytest.raises(WrongKind):
        publish_keys.handler(TICK, None)


def test_the_clock_starts_it_every_hour_and_each_deployment_too() -> None:
    handler: ScheduledHandler[Any, None] = publish_keys.handler
    assert handler.declared is manifest.PUBLISH_KEYS
    assert (handler.declared.every_minutes, handler.declared.at_deploy) == (60, True)
