"""The provider's own word: its intents and its refunds, whichever provider it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

PAYABLE = ("requires_payment_method", "requires_confirmation", "requires_action")
VOID = ("failed", "canceled")  # refunds that gave nothing back


@dataclass(frozen=True, slots=True)
class ProviderIntent:
    """One payment intent; `order_id` and `customer_id` are what it was made for."""

    id: str
    status: str  # the provider's word: "succeeded", "canceled", "requires_action", …
    amount_minor: int
    received_minor: int
    currency: str  # ISO 4217, in capitals
    order_id: str  # "": not one of ours
    customer_id: str


@dataclass(frozen=True, slots=True)
class ProviderRefund:
    """One refund of an intent's money."""

    id: str
    intent_id: str
    amount_minor: int
    status: str  # "succeeded", "pending", "failed", …


@dataclass(frozen=True, slots=True)
class ProviderLedger:
    """What the provider lists. Each is read once, so pages may be fetched as they are asked for.

    `since`: orders placed before are not in it ("" where it is complete).
    """

    intents: Iterable[ProviderIntent]
    refunds: Iterable[ProviderRefund]
    since: str = ""


@dataclass(slots=True)
class Account:
    """The provider's intents of one order, and what was given back of them."""

    intents: list[ProviderIntent] = field(default_factory=list)
    refunded_minor: int = 0

    @property
    def succeeded(self) -> list[ProviderIntent]:
        return [intent for intent in self.intents if intent.status == "succeeded"]

    @property
    def received_minor(self) -> int:
        return sum(intent.received_minor for intent in self.intents)

    @property
    def payable(self) -> list[str]:
        return [intent.id for intent in self.intents if intent.status in PAYABLE]

    @property
    def is_processing(self) -> bool:
        return any(intent.status == "processing" for intent in self.intents)


@dataclass(frozen=True, slots=True)
class Word:
    """What the provider says of each order placed since then; of others nothing is known."""

    accounts: Mapping[str, Account]
    since: str

    def of(self, order_id: str, placed_at: str) -> Account | None:
        """The account of an order, empty if the provider has none; None: it was not asked so far back."""
        return self.accounts.get(order_id, Account()) if placed_at >= self.since else None


def word_of(ledger: ProviderLedger) -> Word:
    """The provider's word by order."""
    found: dict[str, Account] = {}
    order_of: dict[str, str] = {}
    for intent in ledger.intents:
        if intent.order_id:
            found.setdefault(intent.order_id, Account()).intents.append(intent)
            order_of[intent.id] = intent.order_id
    for refund in ledger.refunds:
        order_id = order_of.get(refund.intent_id)
        if order_id and refund.status not in VOID:
            found[order_id].refunded_minor += refund.amount_minor
    return Word(found, ledger.since)
