"""Mail, by Amazon SES.

SES has no idempotency key: a call whose answer is lost may have sent the mail, and a repetition would
send another. So nothing repeats a call here, the client least of all, and a failure says which it is.
"""

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectTimeoutError,
    CredentialRetrievalError,
    EndpointConnectionError,
    NoCredentialsError,
    ProxyConnectionError,
)

from haat.clients import client
from haat.faults import Transient
from haat.settings import MAIL_FROM
from haat.table.meter import meter
from notifications.rendering import Mail

_BEFORE_SENDING = (
    ConnectTimeoutError,
    CredentialRetrievalError,
    EndpointConnectionError,
    NoCredentialsError,
    ProxyConnectionError,
)
_SERVER_FAULT = 500


class NotSent(Transient):
    """The mail surely did not leave: SES refused it, or was not reached."""


class PerhapsSent(Transient):
    """The mail may have left: the answer was lost."""


class Mailer:
    """Sends mail."""

    def send(self, mail: Mail) -> str:
        """Send a mail, once; SES's id of it. Raises: NotSent, PerhapsSent."""
        meter.count("ses.SendEmail")
        try:
            answer = client("sesv2", attempts=1).send_email(**_request(mail))
        except _BEFORE_SENDING as fault:
            raise NotSent(str(fault)) from fault
        except ClientError as fault:
            status = fault.response.get("ResponseMetadata", {}).get("HTTPStatusCode", _SERVER_FAULT)
            raise (PerhapsSent if status >= _SERVER_FAULT else NotSent)(str(fault)) from fault
        except BotoCoreError as fault:
            raise PerhapsSent(str(fault)) from fault
        return str(answer["MessageId"])


def _request(mail: Mail) -> dict[str, object]:
    body = {"Text": _utf8(mail.text), "Html": _utf8(mail.html)}
    return {
        "FromEmailAddress": MAIL_FROM.text(),
        "Destination": {"ToAddresses": [mail.to]},
        "Content": {"Simple": {"Subject": _utf8(mail.subject), "Body": body}},
    }


def _utf8(text: str) -> dict[str, str]:
    return {"Data": text, "Charset": "UTF-8"}
