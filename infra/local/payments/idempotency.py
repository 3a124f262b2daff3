"""Idempotency keys: the first answer to a key is the only one.

A key belongs to one request: another path or other parameters under it are an error. While the first request
is under way the key is in use. Keys are forgotten 24 hours after their first use, as at Stripe.
"""

from dataclasses import dataclass, field

from infra.local.payments.clock import Clock
from infra.local.payments.errors import invalid, key_in_use, key_reused
from infra.local.payments.forms import Node

LIFETIME_S = 24 * 3600
MAX_CHARACTERS = 255


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request was told."""

    status: int
    body: bytes
    request_id: str
    headers: dict[str, str] = field(default_factory=dict)
    executed: bool = True
    """False if the request was turned away before anything was done: such an answer is not stored."""


@dataclass(slots=True)
class _Entry:
    path: str
    parameters: dict[str, Node]
    claimed_at: int
    answer: Answer | None = None


class Answers:
    """Stored answers by key."""

    def __init__(self) -> None:
        self._entries: dict[str, _Entry] = {}

    def claim(self, key: str, path: str, parameters: dict[str, Node], clock: Clock) -> Answer | None:
        """The stored answer, or None: the key is now this request's, to `settle` in the end.

        ApiError 400 if the key was another request's, 409 if that request is still under way.
        """
        self._forget_old(clock.now() - LIFETIME_S)
        if len(key) > MAX_CHARACTERS:
            raise invalid(f"An idempotency key may have up to {MAX_CHARACTERS} characters.")
        entry = self._entries.get(key)
        if entry is None:
            self._entries[key] = _Entry(path, parameters, clock.now())
            return None
        if (entry.path, entry.parameters) != (path, parameters):
            raise key_reused(key, entry.path)
        if entry.answer is None:
            raise key_in_use(key)
        return entry.answer

    def settle(self, key: str, answer: Answer | None) -> None:
        """Keep the answer to the request that claimed the key; if nothing was executed, free the key."""
        if answer is not None and answer.executed:
            self._entries[key].answer = answer
        else:
            self._entries.pop(key, None)

    def is_in_use(self, key: str) -> bool:
        """Whether the request that claimed the key is still under way."""
        entry = self._entries.get(key)
        return entry is not None and entry.answer is None

    def _forget_old(self, oldest: int) -> None:
        """Entries stand in the order of their first use, so the old ones come first."""
        old = []
        for key, entry in self._entries.items():
            if entry.claimed_at > oldest:
                break
            old.append(key)
        for key in old:
            del self._entries[key]
