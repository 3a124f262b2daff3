"""At most one mail for each order and kind, whatever fails (I13, G15)."""

from dataclasses import replace

import pytest

from haat.observability import Invocation, invocation
from haat.table.meter import meter
from notifications import letters
from notifications.courier import Courier
from notifications.domain import Kind, Letter, Message
from notifications.gateway import Mailer, NotSent, PerhapsSent
from notifications.rendering import Mail
from notifications.store import Claim, MessageStore, State
from tests.functions.notifications.examples import ORDER, SHOP
from tests.support.wire import Wire

MESSAGE = Message("ord_1", Kind.ORDER_CONFIRMED, "ORDER#ord_1/2")
LETTER = letters.order_confirmed(ORDER, SHOP)


class Crash(BaseException):
    """The process dies."""


class Postbox(Mailer):
    """A mailer that fails as told before or after it sends, in turn, and then works."""

    def __init__(
        self, before: list[BaseException] | None = None, after: list[BaseException] | None = None
    ) -> None:
        self.sent: list[Mail] = []
        self._before, self._after = before or [], after or []

    def send(self, mail: Mail) -> str:
        if self._before:
            raise self._before.pop(0)
        self.sent.append(mail)
        if self._after:
            raise self._after.pop(0)
        return f"ses-{len(self.sent)}"


class ForgetfulStore(MessageStore):
    """A store in which whoever has sent a mail dies before it can say so."""

    def record_sent(self, claim: Claim, provider_id: str) -> None:
        raise Crash


def deliver(
    postbox: Postbox, message: Message = MESSAGE, letter: Letter = LETTER, store: MessageStore | None = None
) -> Invocation:
    """Deliver in a process of its own; what it counted. A crash ends the process, no more."""
    with invocation("notifications", "test", "req_1") as this:
        try:
            Courier(store, postbox).deliver(message, letter)
        except Crash:
            this.outcome = "crashed"
    return this


def state() -> State:
    """What is known of the mail."""
    claim = MessageStore().claim(MESSAGE)
    assert not isinstance(claim, Claim)
    return claim.state


def test_a_mail_is_claimed_sent_and_recorded_in_three_calls(table: None) -> None:
    class Metered(Postbox):
        def send(self, mail: Mail) -> str:
            meter.count("ses.SendEmail")
            return super().send(mail)

    postbox = Metered()
    with invocation("notifications", "test", "req_1") as this:
        Courier(None, postbox).deliver(MESSAGE, LETTER)
        assert meter.calls == ["dynamodb.PutItem", "ses.SendEmail", "dynamodb.UpdateItem"]
    assert [mail.subject for mail in postbox.sent] == ["Haat: order H-7K8T-9M2C-4X6Y is confirmed"]
    assert this.counts == {"MailsSent": 1}
    assert state() is State.SENT


def test_a_hundred_deliveries_of_one_event_send_one_mail(table: None) -> None:
    postbox = Postbox()
    counted = [deliver(postbox).counts for _ in range(100)]
    assert len(postbox.sent) == 1
    assert counted == [{"MailsSent": 1}] + [{}] * 99


def test_a_duplicate_of_a_sent_mail_costs_one_call(table: None, wire: Wire) -> None:
    deliver(Postbox())
    wire.sent.clear()
    deliver(Postbox())
    assert [operation for operation, _ in wire.sent] == ["PutItem"]


def test_another_event_of_the_same_kind_sends_no_second_mail(table: None) -> None:
    postbox = Postbox()
    deliver(postbox)
    deliver(postbox, Message("ord_1", Kind.ORDER_CONFIRMED, "ORDER#ord_1/7"))
    assert len(postbox.sent) == 1


def test_another_event_does_not_doubt_a_mail_that_is_on_its_way(table: None) -> None:
    MessageStore().claim(MESSAGE)
    this = deliver(Postbox(), Message("ord_1", Kind.ORDER_CONFIRMED, "ORDER#ord_1/7"))
    assert this.counts == {}
    assert state() is State.SENDING


def test_a_mail_that_surely_did_not_leave_is_tried_again(table: None) -> None:
    postbox = Postbox(before=[NotSent("throttled"), NotSent("throttled")])
    for _ in range(2):
        with pytest.raises(NotSent):
            deliver(postbox)
    assert deliver(postbox).counts == {"MailsSent": 1}
    assert len(postbox.sent) == 1


@pytest.mark.parametrize("postbox", [Postbox(before=[PerhapsSent()]), Postbox(after=[PerhapsSent()])])
def test_a_mail_that_may_have_left_is_never_sent_again_but_counted(
    table: None, postbox: Postbox, caplog: pytest.LogCaptureFixture
) -> None:
    sent_before = len(postbox.sent)
    assert deliver(postbox).counts == {"MailsUncertain": 1}
    sent = len(postbox.sent)
    assert deliver(postbox).counts == {}
    assert len(postbox.sent) == sent <= sent_before + 1
    assert state() is State.UNCERTAIN
    assert [record.message for record in caplog.records] == ["mail uncertain"]


@pytest.mark.parametrize("died", ["before sending", "after sending", "before recording"])
def test_a_crash_anywhere_leads_to_one_mail_at_most_and_to_a_doubt(table: None, died: str) -> None:
    store = ForgetfulStore() if died == "before recording" else MessageStore()
    postbox = Postbox(
        before=[Crash()] if died == "before sending" else [],
        after=[Crash()] if died == "after sending" else [],
    )
    assert deliver(postbox, store=store).outcome == "crashed"
    sent = len(postbox.sent)
    assert deliver(postbox).counts == {"MailsUncertain": 1}
    assert deliver(postbox).counts == {}
    assert len(postbox.sent) == sent <= 1
    assert state() is State.UNCERTAIN


def test_a_duplicate_that_overtakes_the_sender_does_not_send(table: None) -> None:
    overtaken = Postbox()

    class Overtaken(Postbox):
        def send(self, mail: Mail) -> str:
            assert deliver(overtaken).counts == {"MailsUncertain": 1}
            return super().send(mail)

    slow = Overtaken()
    deliver(slow)
    assert (len(slow.sent), len(overtaken.sent)) == (1, 0)
    assert state() is State.SENT


def test_a_letter_that_cannot_be_rendered_uses_up_no_claim(table: None) -> None:
    with pytest.raises(ValueError, match="nobody"):
        deliver(Postbox(), letter=replace(LETTER, to="nobody"))
    assert isinstance(MessageStore().claim(MESSAGE), Claim)
