"""Services of which Haat uses few operations: mail, secrets, keys."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from botocore.awsrequest import AWSResponse

from tests.faults.aws.answers import said
from tests.faults.provider import API_KEY, WEBHOOK_SECRET


@dataclass(frozen=True)
class Mail:
    """One mail that left."""

    to: str
    subject: str
    text: str


@dataclass
class Mailbox:
    """SES, and everything it has sent."""

    sent: list[Mail] = field(default_factory=list)

    def answer(self, operation: str, given: Mapping[str, Any]) -> AWSResponse:
        """SendEmail."""
        assert operation == "SendEmail", operation
        (to,) = given["Destination"]["ToAddresses"]
        simple = given["Content"]["Simple"]
        self.sent.append(Mail(to, simple["Subject"]["Data"], simple["Body"]["Text"]["Data"]))
        return said({"MessageId": f"mail-{len(self.sent)}"})


def secret(operation: str, given: Mapping[str, Any]) -> AWSResponse:
    """GetSecretValue: every secret is the provider's."""
    assert operation == "GetSecretValue", operation
    text = json.dumps({"api_key": API_KEY, "webhook_secret": WEBHOOK_SECRET})
    return said({"Name": given["SecretId"], "SecretString": text})


def key(operation: str, given: Mapping[str, Any]) -> AWSResponse:
    """KMS: signatures that nobody checks, and secrets that open in the context in which they were sealed."""
    if operation == "Sign":
        return said({"Signature": base64.b64encode(b"signed").decode()})
    context = json.dumps(given["EncryptionContext"], sort_keys=True)
    if operation == "Encrypt":
        sealed = json.dumps([context, given["Plaintext"]]).encode()
        return said({"CiphertextBlob": base64.b64encode(sealed[::-1]).decode()})
    assert operation == "Decrypt", operation
    sealed_for, secret_ = json.loads(base64.b64decode(given["CiphertextBlob"])[::-1])
    assert sealed_for == context
    return said({"Plaintext": secret_})
