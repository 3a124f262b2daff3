"""A change of a cart: read, let the rules decide, save if nobody was faster, else start again.

A customer who still carries a guest's token gets the guest's lines on the way: the merge is part of the
same decision and of the same transaction, so nothing is lost or added twice, however often it is repeated.
"""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from cart import caller, domain, versions, view
from cart.caller import Caller
from cart.domain import Cart, Offer
from cart.store import CartStore
from cart.view import CartView
from haat import clock
from haat.errors import Conflict, PreconditionFailed, Problem
from haat.http import Answer, Call
from haat.http.cart_token import HEADER
from haat.http.once import AlreadyAnswered, remember_sealed
from haat.table.writes import Write

ATTEMPTS = 8
BACKOFF_BASE_S = 0.02
BACKOFF_CAP_S = 0.3

ProblemT = TypeVar("ProblemT", bound=Problem)
Decide = Callable[[Cart, Offer | None], Cart | ProblemT]
"""A rule: from the cart, and the offer of the SKU that was asked for, to the cart it should become."""


@dataclass(frozen=True, slots=True)
class CartContended(Conflict):
    """Too many changes of this cart at once."""

    retry_after_s: ClassVar[int | None] = 1
    detail: ClassVar[str] = "Others were faster every time. Nothing was changed: repeat the request."


Stopped = PreconditionFailed | CartContended | AlreadyAnswered


class Changes(Generic[ProblemT]):
    """Shows and changes the caller's cart, by rules that may refuse with `ProblemT`."""

    def __init__(self, carts: CartStore | None = None, pause: Callable[[float], None] = time.sleep) -> None:
        self._carts = carts or CartStore()
        self._pause = pause

    def show(self, call: Call[Any]) -> Answer[CartView] | ProblemT | Stopped:
        """The cart as it is. One round trip, two if a guest's lines are merged into it."""
        return self.make(call, lambda cart, _: cart)

    def make(
        self, call: Call[Any], decide: Decide[ProblemT], *, sku: str | None = None
    ) -> Answer[CartView] | ProblemT | Stopped:
        """The cart after a change, or why there is none. Two round trips, and two more per lost race."""
        who = caller.of(call)
        for attempt in range(ATTEMPTS):
            if attempt:
                self._pause(random.uniform(0, min(BACKOFF_CAP_S, BACKOFF_BASE_S * 2**attempt)))  # noqa: S311 -- jitter
            outcome = self._attempt(call, who, decide, sku)
            if outcome is not None:
                return outcome
        return CartContended()

    def _attempt(
        self, call: Call[Any], who: Caller, decide: Decide[ProblemT], sku: str | None
    ) -> Answer[CartView] | ProblemT | PreconditionFailed | AlreadyAnswered | None:
        """One attempt; None when somebody else changed one of the carts meanwhile."""
        found = self._carts.read(who.holder, guest=who.guest, sku=sku)
        stale = call.precondition(str(found.cart.version))
        if stale:
            return stale
        guest = found.guest if found.guest and domain.can_merge(found.cart, found.guest) else None
        decided = decide(domain.merge(found.cart, guest), found.offer)
        if isinstance(decided, Problem):
            return decided
        decided = self._up_to_date(decided)
        changes = versions.changes(found.cart, decided, guest, at_ms=clock.now_ms())
        answer = _answer(who, changes[0].after) if changes else view.answer(found.cart)
        refusals = self._carts.save(changes, *_remembered(call, who, answer))
        if AlreadyAnswered() in refusals:
            return AlreadyAnswered()
        return None if refusals else answer

    def _up_to_date(self, cart: Cart) -> Cart:
        """The cart with the prices of now where a sale has begun or ended. One round trip, if one has."""
        outdated = cart.outdated(clock.now_s())
        return domain.reprice(cart, self._carts.offers(outdated)) if outdated else cart


def _answer(who: Caller, cart: Cart) -> Answer[CartView]:
    """A changed cart; a new guest learns the token here, and nowhere else."""
    return view.answer(cart, {HEADER: who.new_token} if who.new_token else {})


def _remembered(call: Call[Any], who: Caller, answer: Answer[CartView]) -> tuple[Write, ...]:
    """The answer under the request's Idempotency-Key; sealed where a token is in it."""
    return remember_sealed(call.once, answer) if who.new_token else call.remember(answer)
