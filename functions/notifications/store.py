"""Which mails were sent, in the table."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from haat import clock, ids
from haat.table import reads, writes
from haat.table.item import Item, Text
from notifications.domain import Message
from notifications.keys import MESSAGE

MAILS_MAX = 50  # there is one of each kind


class State(StrEnum):
    """What is known of a mail."""

    SENDING = "sending"  # claimed: it may be on its way
    SENT = "sent"
    UNCERTAIN = "uncertain"  # whoever claimed it did not live to say


class MessageItem(Item, discriminator="message"):
    """One mail about an order or an account; the sort key is its name."""

    state = Text()
    event_id = Text()
    claim = Text()  # of whoever sends it
    claimed_at = Text()
    provider_id = Text(null=True)  # SES's id of the mail


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to send one mail."""

    message: Message
    token: str


@dataclass(frozen=True, slots=True)
class Claimed:
    """Somebody has claimed the mail before."""

    state: State
    event_id: str


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail of an order, sent or not."""

    kind: str
    state: State
    claimed_at: str
    event_id: str


class MessageStore:
    """Mails; each method is one row of ACCESS_PATTERNS.md."""

    def mails_of(self, order_id: str) -> list[Mail]:
        """The mails of an order, at most `MAILS_MAX`. One query."""
        page = reads.page(MessageItem, MESSAGE.key(order_id), limit=MAILS_MAX, after=None)
        return [Mail(item.sk, State(item.state), item.claimed_at, item.event_id) for item in page.items]

    def claim(self, message: Message) -> Claim | Claimed:
        """Claim the right to send a mail, for ever, or learn who had it before. One write."""
        claim = Claim(message, ids.new_token())
        item = MessageItem(
            pk=MESSAGE.key(message.about),
            sk=message.name,
            state=State.SENDING.value,
            event_id=message.event_id,
            claim=claim.token,
            claimed_at=clock.now(),
        )
        for refusal in writes.commit(writes.put_new(item, refused=_claimed)):
            if isinstance(refusal, Claimed):
                return refusal
        return claim

    def record_sent(self, claim: Claim, provider_id: str) -> None:
        """Record that the mail is sent, whatever others made of its state meanwhile. One write."""
        actions = [
            MessageItem.state.set(State.SENT.value),
            MessageItem.provider_id.set(provider_id),
            MessageItem.version.add(1),
        ]
        writes.commit(_change(claim.message, actions, when=MessageItem.claim == claim.token))

    def record_doubt(self, message: Message) -> bool:
        """Record that nobody knows whether the mail left. False: somebody does by now. One write."""
        actions = [MessageItem.state.set(State.UNCERTAIN.value), MessageItem.version.add(1)]
        unfinished = MessageItem.state == State.SENDING.value
        return not writes.commit(_change(message, actions, when=unfinished))

    def release(self, claim: Claim) -> None:
        """Give back the right to send a mail that surely did not leave. One write."""
        pk, sk = MESSAGE.key(claim.message.about), claim.message.name
        mine = MessageItem.claim == claim.token
        writes.commit(writes.delete(MessageItem, pk, sk, when=mine, refused=lambda _: None))


def _change(message: Message, actions: list[Any], when: Any) -> writes.Write:
    pk, sk = MESSAGE.key(message.about), message.name
    return writes.update(MessageItem, pk, sk, actions, when=when, refused=lambda _: None)


def _claimed(raw: dict[str, Any] | None) -> Claimed:
    item = MessageItem.from_raw_data(raw or {})
    return Claimed(State(item.state), item.event_id)
