"""The key pairs that sign access tokens. KMS keeps them: nobody can read their private halves.

KMS rotates no key that signs, so there may be several at once: one signs, and the tokens of all are taken.
"""

from collections.abc import Mapping
from typing import Any

from haat.clients import client
from haat.settings import PUBLISHED_KEY_IDS, SIGNING_KEY_ID, TOKEN_KEYS
from haat.table.meter import meter

ALGORITHM = "RS256"  # RFC 7518: RSASSA-PKCS1-v1_5 with SHA-256
_KMS_ALGORITHM = "RSASSA_PKCS1_V1_5_SHA_256"


class SigningKey:
    """The KMS key that signs, RSA of 2048 bits. The setting names the key itself, never an alias: tokens and
    key set would disagree when it moves."""

    @property
    def name(self) -> str:
        """What tokens and the key set call the key (`kid`); the id itself would tell the AWS account."""
        return TOKEN_KEYS.text().split(",")[0]

    def sign(self, message: bytes) -> bytes:
        """The signature of at most 4096 bytes. One call of KMS."""
        meter.count("kms.Sign")
        answer = _kms().sign(
            KeyId=SIGNING_KEY_ID.text(), Message=message, MessageType="RAW", SigningAlgorithm=_KMS_ALGORITHM
        )
        return bytes(answer["Signature"])


class PublishedKeys:
    """The KMS keys whose tokens are taken."""

    def public_halves(self) -> Mapping[str, bytes]:
        """The public keys by name, each a DER SubjectPublicKeyInfo. One call of KMS for each."""
        ids = PUBLISHED_KEY_IDS.text().split(",")
        named = zip(TOKEN_KEYS.text().split(","), ids, strict=True)
        return {name: _public_half(key_id) for name, key_id in named}


def _public_half(key_id: str) -> bytes:
    meter.count("kms.GetPublicKey")
    return bytes(_kms().get_public_key(KeyId=key_id)["PublicKey"])


def _kms() -> Any:
    return client("kms")
