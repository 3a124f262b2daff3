"""The key that seals what customers log in with beside their passwords. KMS keeps it, and seals and opens.

What is sealed for one customer and purpose opens for no other: both are part of the encryption's context.
"""

import base64
from typing import Any

from haat.clients import client
from haat.settings import SEALING_KEY_ID
from haat.table.meter import meter


class SealingKey:
    """One symmetric KMS key (AES-256-GCM)."""

    def seal(self, secret: str, *, purpose: str, customer_id: str) -> str:
        """The secret, encrypted, in base 64. One call of KMS."""
        meter.count("kms.Encrypt")
        answer = _kms().encrypt(
            KeyId=SEALING_KEY_ID.text(),
            Plaintext=secret.encode(),
            EncryptionContext=_context(purpose, customer_id),
        )
        return base64.b64encode(answer["CiphertextBlob"]).decode()

    def open(self, sealed: str, *, purpose: str, customer_id: str) -> str:
        """The secret again. One call of KMS.

        Raises: botocore's ClientError for what was sealed for another purpose or customer.
        """
        meter.count("kms.Decrypt")
        answer = _kms().decrypt(
            KeyId=SEALING_KEY_ID.text(),
            CiphertextBlob=base64.b64decode(sealed),
            EncryptionContext=_context(purpose, customer_id),
        )
        return bytes(answer["Plaintext"]).decode()


def _context(purpose: str, customer_id: str) -> dict[str, str]:
    return {"purpose": purpose, "customer_id": customer_id}


def _kms() -> Any:
    return client("kms")
