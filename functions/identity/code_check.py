"""Whether a code is right, and what follows from it: one commit, whichever it is.

Two who send codes at once meet at the factor's version: the slower is judged again by what the faster left
behind. So no code is accepted twice, and no number of requests at once is more than one wrong code each.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from haat import clock
from haat.errors import Problem
from haat.faults import Transient
from haat.http.once import AlreadyAnswered
from haat.table import writes
from haat.table.writes import Write
from identity import one_time_codes
from identity.domain import second_factor
from identity.domain.second_factor import (
    Factor,
    SecondFactorCodeInvalid,
    SecondFactorCodesHeldUp,
    SecondFactorOff,
    SecondFactorOn,
)
from identity.sealing_key import SealingKey
from identity.store.second_factors import FactorMoved, SecondFactorStore

ATTEMPTS = 8  # at a factor that is used at the same time
PURPOSE = "second factor"
NONE = Factor(sealed_secret="")
Refusal = SecondFactorCodeInvalid | SecondFactorCodesHeldUp | SecondFactorOff | SecondFactorOn
AnswerT = TypeVar("AnswerT")
Change = Callable[[Factor], tuple[Write, ...]]
"""What to commit with the factor after a right code, the factor's own write included."""


class FactorContended(Transient):
    """Others were faster every time. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A code that somebody shows, and what to commit beside when it is wrong."""

    customer_id: str
    code: str
    when_wrong: tuple[Write, ...] = ()


class CodeCheck:
    """Judges codes."""

    def __init__(self) -> None:
        self._factors = SecondFactorStore()
        self._key = SealingKey()

    def first(self, shown: Shown, change: Change) -> Refusal | list[object]:
        """Judge the first code of a factor that is not on yet; see `another`."""
        return self._settle(shown, change, _refused_unless_begun)

    def another(self, shown: Shown, change: Change) -> Refusal | list[object]:
        """Judge a code of a factor that is on, and commit what follows.

        Returns: why it is refused; else the refusals of the commit, [] when it applied.
        Raises: FactorContended.
        """
        return self._settle(shown, change, _refused_unless_on)

    def _settle(
        self, shown: Shown, change: Change, refused: Callable[[Factor], Refusal | None]
    ) -> Refusal | list[object]:
        for attempt in range(ATTEMPTS):
            if attempt:
                time.sleep(writes.pause_s(attempt))
            before = self._factors.find(shown.customer_id) or NONE
            after = refused(before) or self._judge(shown, before)
            if isinstance(after, Problem):
                return after
            pending = change(after) if after else self._wrong(shown, before)
            refusals = writes.commit(*pending)
            if FactorMoved() not in refusals:
                return refusals if after or refusals else SecondFactorCodeInvalid()
        raise FactorContended

    def _judge(self, shown: Shown, factor: Factor) -> Factor | Refusal | None:
        """The factor after a right code; None after a wrong one."""
        if second_factor.is_recovery_code(shown.code):
            return second_factor.recovered(factor, shown.code)
        at_s = clock.now_s()
        if wait_s := second_factor.held_up_s(factor, at_s):
            return SecondFactorCodesHeldUp(wait_s)
        secret = self._key.open(factor.sealed_secret, purpose=PURPOSE, customer_id=shown.customer_id)
        step = one_time_codes.step_of(secret, shown.code, second_factor.steps(at_s))
        if step is not None and step <= factor.last_step:
            return SecondFactorCodeInvalid()  # used before: no guess, so it counts for nothing
        return second_factor.accepted(factor, step) if step is not None else None

    def _wrong(self, shown: Shown, factor: Factor) -> tuple[Write, ...]:
        """A wrong recovery code counts against its login alone: more of them bring nobody nearer."""
        if second_factor.is_recovery_code(shown.code):
            return shown.when_wrong
        after = second_factor.mistaken(factor, clock.now_s())
        return self._factors.saved(shown.customer_id, after), *shown.when_wrong


def answered(outcome: Refusal | list[object], answer: AnswerT) -> AnswerT | Refusal | AlreadyAnswered:
    """What a request gets whose commit went like this; nothing but its key can refuse it."""
    if isinstance(outcome, Problem):
        return outcome
    return AlreadyAnswered() if outcome else answer


def _refused_unless_begun(factor: Factor) -> Refusal | None:
    if not factor.sealed_secret:
        return SecondFactorOff()
    return SecondFactorOn() if factor.is_on else None


def _refused_unless_on(factor: Factor) -> Refusal | None:
    return None if factor.is_on else SecondFactorOff()
