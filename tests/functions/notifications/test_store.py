"""Who may send a mail."""

import pytest

from haat.table import reads
from haat.table.meter import meter
from notifications.domain import Kind, Message
from notifications.keys import MESSAGE
from notifications.store import Claim, Claimed, MessageItem, MessageStore, State

MESSAGE_1 = Message("ord_1", Kind.ORDER_CONFIRMED, "ORDER#ord_1/2")


@pytest.fixture
def store(table: None) -> MessageStore:
    """An empty store."""
    return MessageStore()


def item(kind: Kind = Kind.ORDER_CONFIRMED) -> MessageItem | None:
    """What the table holds about the mail of the order."""
    return reads.find(MessageItem, MESSAGE.key("ord_1"), kind.value)


def claimed(store: MessageStore, message: Message = MESSAGE_1) -> Claim:
    """A claim that nobody had before."""
    claim = store.claim(message)
    assert isinstance(claim, Claim)
    return claim


def test_the_first_to_claim_a_mail_may_send_it(store: MessageStore) -> None:
    meter.reset()
    claimed(store)
    assert meter.calls == ["dynamodb.PutItem"]
    found = item()
    assert found
    assert (found.state, found.event_id, found.version) == ("sending", "ORDER#ord_1/2", 1)


def test_whoever_comes_second_learns_who_was_first(store: MessageStore) -> None:
    claimed(store)
    other = Message("ord_1", Kind.ORDER_CONFIRMED, "ORDER#ord_1/3")
    assert store.claim(other) == Claimed(State.SENDING, "ORDER#ord_1/2")


def test_each_kind_of_an_order_and_each_order_have_their_own_claim(store: MessageStore) -> None:
    claimed(store)
    claimed(store, Message("ord_1", Kind.ORDER_CANCELLED, "ORDER#ord_1/3"))
    claimed(store, Message("ord_2", Kind.ORDER_CONFIRMED, "ORDER#ord_2/2"))


def test_what_is_numbered_has_a_claim_for_each_number(store: MessageStore) -> None:
    first, second = (Message("usr_1", Kind.EMAIL_PROOF, "USER#usr_1/1", number) for number in ("1", "2"))
    claimed(store, first)
    claimed(store, second)
    assert store.claim(first) == Claimed(State.SENDING, "USER#usr_1/1")
    store.record_sent(Claim(second, "not mine"), "ses-1")
    assert store.record_doubt(second)


def test_a_sent_mail_is_claimed_for_ever(store: MessageStore) -> None:
    store.record_sent(claimed(store), "ses-1")
    found = item()
    assert found
    assert (found.state, found.provider_id, found.version) == ("sent", "ses-1", 2)
    assert store.claim(MESSAGE_1) == Claimed(State.SENT, "ORDER#ord_1/2")


def test_a_doubt_is_recorded_once(store: MessageStore) -> None:
    claimed(store)
    assert store.record_doubt(MESSAGE_1)
    assert not store.record_doubt(MESSAGE_1)
    assert store.claim(MESSAGE_1) == Claimed(State.UNCERTAIN, "ORDER#ord_1/2")


def test_what_is_known_is_not_doubted(store: MessageStore) -> None:
    store.record_sent(claimed(store), "ses-1")
    assert not store.record_doubt(MESSAGE_1)


def test_whoever_sent_the_mail_ends_the_doubt_about_it(store: MessageStore) -> None:
    claim = claimed(store)
    store.record_doubt(MESSAGE_1)
    store.record_sent(claim, "ses-1")
    found = item()
    assert found
    assert found.state == "sent"


def test_a_released_mail_can_be_claimed_again(store: MessageStore) -> None:
    store.release(claimed(store))
    assert item() is None
    claimed(store)


def test_a_claim_gives_no_right_over_the_claim_of_somebody_else(store: MessageStore) -> None:
    lapsed = claimed(store)
    store.release(lapsed)
    claimed(store)
    store.release(lapsed)
    store.record_sent(lapsed, "ses-1")
    found = item()
    assert found
    assert found.state == "sending"


def test_no_address_is_kept(store: MessageStore) -> None:
    claimed(store)
    found = item()
    assert found
    assert set(found.to_dynamodb_dict()) == {
        "pk", "sk", "kind", "version", "writer", "state", "event_id", "claim", "claimed_at"
    }  # fmt: skip


def test_the_mails_of_an_order_are_told_with_what_became_of_them(store: MessageStore) -> None:
    store.record_sent(claimed(store), "ses-1")
    claimed(store, Message("ord_1", Kind.PAYMENT_FAILED, "PAYMENT#pay_1/2"))
    claimed(store, Message("ord_2", Kind.ORDER_CONFIRMED, "ORDER#ord_2/2"))
    assert [(mail.kind, mail.state) for mail in store.mails_of("ord_1")] == [
        ("order_confirmed", State.SENT),
        ("payment_failed", State.SENDING),
    ]
