"""What the provider remembers: one merchant account's resources, in memory, in the order they came.

Only the server's event loop touches it, one request at a time, so nothing here needs a lock.
"""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from infra.local.payments.instruments import Instrument
from infra.local.payments.resources.charges import Charge, Refund
from infra.local.payments.resources.disputes import Dispute
from infra.local.payments.resources.events import Event, Resource
from infra.local.payments.resources.intents import PaymentIntent
from infra.local.payments.resources.methods import PaymentMethod

T = TypeVar("T", PaymentIntent, PaymentMethod, Charge, Refund, Dispute, Event)


def new_id(prefix: str) -> str:
    """`pi_` and the like, with 96 random bits."""
    return f"{prefix}_{secrets.token_hex(12)}"


class Collection(Generic[T]):
    """Resources of one kind by id, and by the order in which they were made."""

    def __init__(self) -> None:
        self._in_order: list[T] = []
        self._places: dict[str, int] = {}

    def add(self, resource: T) -> T:
        self._places[resource.id] = len(self._in_order)
        self._in_order.append(resource)
        return resource

    def get(self, resource_id: str) -> T | None:
        place = self._places.get(resource_id)
        return None if place is None else self._in_order[place]

    def __getitem__(self, resource_id: str) -> T:
        return self._in_order[self._places[resource_id]]

    def place(self, resource_id: str) -> int | None:
        """How many resources are older than this one; None if there is no such resource."""
        return self._places.get(resource_id)

    def between(self, oldest: int, newest: int) -> Iterator[T]:
        """Newest first: the resources whose place is in `oldest`..`newest - 1`."""
        return (self._in_order[place] for place in range(newest - 1, oldest - 1, -1))

    def __iter__(self) -> Iterator[T]:
        return iter(self._in_order)

    def __len__(self) -> int:
        return len(self._in_order)


@dataclass(slots=True)
class Ledger:
    intents: Collection[PaymentIntent] = field(default_factory=Collection)
    methods: Collection[PaymentMethod] = field(default_factory=Collection)
    charges: Collection[Charge] = field(default_factory=Collection)
    refunds: Collection[Refund] = field(default_factory=Collection)
    disputes: Collection[Dispute] = field(default_factory=Collection)
    events: Collection[Event] = field(default_factory=Collection)
    instruments: dict[str, Instrument] = field(default_factory=dict)
    """What stands behind each payment method, by its id."""

    def find(self, resource_id: str) -> Resource | None:
        """Any resource that another one may name, by the prefix of its id."""
        finders: dict[str, Callable[[str], Resource | None]] = {
            "pi": self.intents.get,
            "pm": self.methods.get,
            "ch": self.charges.get,
            "re": self.refunds.get,
        }
        finder = finders.get(resource_id.partition("_")[0])
        return finder(resource_id) if finder else None
