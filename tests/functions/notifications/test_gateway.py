"""What SES is asked, and what its failures mean."""

import botocore.session
import pytest

from haat import clients
from haat.table.meter import meter
from notifications.gateway import Mailer, NotSent, PerhapsSent
from notifications.rendering import Mail
from tests.support.wire import (
    Outcome,
    Wire,
    answered,
    connects_too_slowly,
    lost,
    refused,
    unreachable,
)

MAIL = Mail("ada@example.com", "Grüße", "<p>Hallo ✓</p>", "Hallo ✓")


def test_a_mail_leaves_with_both_bodies_from_the_address_of_the_shop(wire: Wire) -> None:
    wire.next("SendEmail", answered({"MessageId": "ses-1"}))
    meter.reset()
    assert Mailer().send(MAIL) == "ses-1"
    assert wire.bodies("SendEmail") == [
        {
            "FromEmailAddress": "shop@haat.example",
            "Destination": {"ToAddresses": ["ada@example.com"]},
            "Content": {
                "Simple": {
                    "Subject": {"Data": "Grüße", "Charset": "UTF-8"},
                    "Body": {
                        "Text": {"Data": "Hallo ✓", "Charset": "UTF-8"},
                        "Html": {"Data": "<p>Hallo ✓</p>", "Charset": "UTF-8"},
                    },
                }
            },
        }
    ]
    assert meter.calls == ["ses.SendEmail"]


@pytest.mark.parametrize(
    ("outcome", "meaning"),
    [
        pytest.param(unreachable, NotSent, id="unreachable"),
        pytest.param(connects_too_slowly, NotSent, id="no connection"),
        pytest.param(refused("TooManyRequestsException", 429), NotSent, id="throttled"),
        pytest.param(refused("MessageRejected"), NotSent, id="rejected"),
        pytest.param(refused("SendingPausedException"), NotSent, id="paused"),
        pytest.param(lost, PerhapsSent, id="answer lost"),
        pytest.param(refused("InternalFailure", 500), PerhapsSent, id="internal"),
        pytest.param(refused("ServiceUnavailable", 503), PerhapsSent, id="unavailable"),
    ],
)
def test_a_failure_says_whether_the_mail_may_have_left_and_is_never_repeated(
    wire: Wire, outcome: Outcome, meaning: type[Exception]
) -> None:
    wire.next("SendEmail", outcome, answered({"MessageId": "a second mail"}))
    with pytest.raises(meaning):
        Mailer().send(MAIL)
    assert len(wire.bodies("SendEmail")) == 1


def test_without_credentials_nothing_leaves(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.setattr(clients, "session", botocore.session.get_session)  # the shared one remembers
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    with pytest.raises(NotSent):
        Mailer().send(MAIL)
    assert wire.sent == []
