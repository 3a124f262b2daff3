"""A change of a list: read, let the rules decide, save if nobody was faster, else start again."""

import random
import time
from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar

from haat.errors import NotFound, PreconditionFailed, Problem
from haat.faults import Transient
from haat.http import Answer, Call
from wishlists import view
from wishlists.domain import Wishlist
from wishlists.store.wishlists import WishlistStore
from wishlists.view import WishlistView

ATTEMPTS = 8
BACKOFF_BASE_S = 0.02
BACKOFF_CAP_S = 0.3

ProblemT = TypeVar("ProblemT", bound=Problem)
Decide = Callable[[Wishlist], Wishlist | ProblemT]


class WishlistContended(Transient):
    """Others were faster every time. Nothing was changed."""


def attempts() -> Iterator[int]:
    """As often as a change is tried, with pauses at random between."""
    for number in range(ATTEMPTS):
        if number:
            time.sleep(random.uniform(0, min(BACKOFF_CAP_S, BACKOFF_BASE_S * 2**number)))  # noqa: S311 -- jitter
        yield number


def own(wishlists: WishlistStore, call: Call[Any]) -> Wishlist | NotFound:
    """The caller's list that the path names; somebody else's is as absent as one that never was."""
    found = wishlists.find(call.path["wishlist_id"])
    return found if found and found.customer_id == call.customer.id else NotFound()


class Changes(Generic[ProblemT]):
    """Changes the caller's lists, by rules that may refuse."""

    def __init__(self) -> None:
        self._wishlists = WishlistStore()

    def make(
        self, call: Call[Any], decide: Decide[ProblemT]
    ) -> Answer[WishlistView] | ProblemT | NotFound | PreconditionFailed:
        """The list after a change. Two round trips, and two more per lost race. Raises: WishlistContended."""
        for _ in attempts():
            before = own(self._wishlists, call)
            if isinstance(before, NotFound):
                return before
            if outdated := call.precondition(str(before.version)):
                return outdated
            after = decide(before)
            if not isinstance(after, Wishlist):
                return after
            if after == before or not self._wishlists.save(before, after, email=call.customer.email):
                return view.answer(after)
        raise WishlistContended
