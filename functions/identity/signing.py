"""The key pair that signs access tokens. KMS keeps it: nobody can read its private half."""

import hashlib
from typing import Any

from haat.clients import client
from haat.settings import SIGNING_KEY_ID
from haat.table.meter import meter

ALGORITHM = "RS256"  # RFC 7518: RSASSA-PKCS1-v1_5 with SHA-256
_KMS_ALGORITHM = "RSASSA_PKCS1_V1_5_SHA_256"
_NAME_DIGITS = 16


class SigningKey:
    """One KMS key, RSA of 2048 bits. The setting names the key itself, never an alias: tokens and key set
    would disagree when it moves."""

    @property
    def name(self) -> str:
        """What tokens and the key set call the key (`kid`); the id itself would tell the AWS account."""
        return hashlib.sha256(SIGNING_KEY_ID.text().encode()).hexdigest()[:_NAME_DIGITS]

    def sign(self, message: bytes) -> bytes:
        """The signature of at most 4096 bytes. One call of KMS."""
        meter.count("kms.Sign")
        answer = _kms().sign(
            KeyId=SIGNING_KEY_ID.text(), Message=message, MessageType="RAW", SigningAlgorithm=_KMS_ALGORITHM
        )
        return bytes(answer["Signature"])

    def public_half(self) -> bytes:
        """The public key: a DER SubjectPublicKeyInfo. One call of KMS."""
        meter.count("kms.GetPublicKey")
        return bytes(_kms().get_public_key(KeyId=SIGNING_KEY_ID.text())["PublicKey"])


def _kms() -> Any:
    return client("kms")
