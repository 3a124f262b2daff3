"""Services of which Haat uses one operation: mail and secrets."""

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
