"""A key to sign with, a bucket to publish in, and a clock that stands."""

from collections.abc import Iterator

import boto3
import pytest

from haat.http import tokens
from tests.functions.identity.support import later

__all__ = ["keys_bucket", "shop", "signing_key"]


@pytest.fixture
def signing_key(table: None, monkeypatch: pytest.MonkeyPatch) -> str:
    """The id of the key in KMS."""
    key = boto3.client("kms").create_key(KeySpec="RSA_2048", KeyUsage="SIGN_VERIFY")
    key_id = str(key["KeyMetadata"]["KeyId"])
    monkeypatch.setenv("SIGNING_KEY_ID", key_id)
    monkeypatch.setenv("PUBLISHED_KEY_IDS", key_id)
    return key_id


@pytest.fixture
def shop(signing_key: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """All that identity needs, at NOW_S; the kernel's limits, which have tests of their own, are off."""
    monkeypatch.setenv("LIMITS_FACTOR", "0")
    with later(0):
        yield


@pytest.fixture
def keys_bucket(signing_key: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The bucket of the key set, and a verifier that has seen no key set yet."""
    name = "haat-keys"
    place = {"LocationConstraint": "eu-central-1"}
    boto3.client("s3").create_bucket(Bucket=name, CreateBucketConfiguration=place)  # type: ignore[arg-type]
    monkeypatch.setenv("KEYS_BUCKET", name)
    tokens._keys.cache_clear()
    yield name
    tokens._keys.cache_clear()
