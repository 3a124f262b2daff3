"""Mails about another e-mail address."""

import re

import pytest

from haat import clock
from haat.address_change import Side, side_of
from notifications.reactions import mail_email_change, mail_email_changed
from tests.functions.notifications.test_reactions import deliver, example, ses, texts
from tests.support.wire import Wire, refused

__all__ = ["ses"]
ASKED = "identity/email_change_asked.v1.json"
NEW = "ada@lovelace.example"


def receivers(ses: Wire) -> list[str]:
    return [body["Destination"]["ToAddresses"][0] for body in ses.bodies("SendEmail")]


def test_each_address_gets_a_token_of_its_own_once(ses: Wire) -> None:
    data = example(ASKED)
    for _ in range(2):
        assert deliver(mail_email_change.handler, "EmailChangeAsked", data) == []
    assert receivers(ses) == ["Ada@Example.com", NEW]
    tokens = [re.findall(r"/change-email#token=(\S+)", text)[0] for text in texts(ses)]
    customer_id, change_id = data["customer_id"], data["change_id"]
    assert [side_of(token, customer_id, change_id) for token in tokens] == [Side.CURRENT, Side.NEW]
    assert NEW in texts(ses)[0]
    assert "Example.com" not in texts(ses)[1]  # a stranger does not learn who has named them


def test_who_has_an_account_with_the_new_address_gets_no_token(ses: Wire) -> None:
    data = example(ASKED, new_address="taken")
    assert deliver(mail_email_change.handler, "EmailChangeAsked", data) == []
    assert receivers(ses) == ["Ada@Example.com", NEW]
    current, new = texts(ses)
    assert "token" in current
    assert "token" not in new
    assert "Example.com" not in new


def test_a_mail_that_did_not_leave_is_tried_again_without_the_other(ses: Wire) -> None:
    data = example(ASKED)
    ses.next("SendEmail", refused("TooManyRequestsException", 429))
    assert deliver(mail_email_change.handler, "EmailChangeAsked", data) == ["m1"]
    assert deliver(mail_email_change.handler, "EmailChangeAsked", data) == []
    assert receivers(ses) == ["Ada@Example.com", "Ada@Example.com", NEW]  # the first was refused


def test_a_change_that_has_expired_is_not_mailed(ses: Wire) -> None:
    data = example(ASKED)
    late_s = clock.seconds(data["expires_at"])
    assert deliver(mail_email_change.handler, "EmailChangeAsked", data, now_s=late_s) == []
    assert texts(ses) == []


@pytest.mark.parametrize("sequences", [(4, 4), (4, 7)])
def test_the_former_address_is_told_of_each_change_once(ses: Wire, sequences: tuple[int, int]) -> None:
    data = example("identity/email_changed.v1.json")
    for sequence in sequences:
        assert deliver(mail_email_changed.handler, "EmailChanged", data, sequence=sequence) == []
    assert receivers(ses) == ["Ada@Example.com"] * len({*sequences})
    assert NEW not in texts(ses)[0]
