"""Requests of many parts: each part has its effect once, whatever becomes of the others.

The request's key is claimed first, and every part has a key of its own that follows from it, whose marker is
written with the part's effect. So a request that died half way goes on where it stopped when it is repeated,
and two of the same at once do every part once. At the end the whole answer is kept, as for any request.
"""

from collections.abc import Callable
from typing import TypeVar

import msgspec

from haat.errors import IdempotencyKeyReused, Problem
from haat.http.answer import Answer
from haat.http.once import AlreadyAnswered, Once
from haat.table import writes

T = TypeVar("T")
PARTS_MAX = 100


class PartProblem(msgspec.Struct, frozen=True):
    """Why one part was refused: what its problem document would say."""

    code: str
    title: str
    detail: str


def part_problem(problem: Problem) -> PartProblem:
    """A refusal as it is shown among the parts."""
    return PartProblem(problem.code(), problem.title(), problem.describe())


def begin(key: Once) -> IdempotencyKeyReused | AlreadyAnswered | None:
    """Claim the key of a request, or go on with it; else what to answer. One write, or a read more."""
    if not writes.commit(key.claimed("parts")):
        return None
    marker = key.find()
    if isinstance(marker, IdempotencyKeyReused):
        return marker
    return AlreadyAnswered() if marker and marker.answer else None


def settle(
    part: Once, of: type[T], do: Callable[[], Answer[T] | Problem | AlreadyAnswered]
) -> Answer[T] | Problem:
    """Do one part, whose effect `do` commits together with its marker; or what came of it before.

    A refusal costs one read more: what refuses it may be that it has been done.
    """
    result = do()
    if isinstance(result, Answer):
        return result
    earlier = part.find()
    if isinstance(earlier, Problem):
        return earlier
    if earlier and earlier.answer:
        return Answer(msgspec.json.decode(earlier.answer.body, type=of))
    if isinstance(result, AlreadyAnswered):
        raise LookupError(f"{part.key} was answered, and has no answer")
    return result


def finish(key: Once, answer: Answer[T]) -> Answer[T] | AlreadyAnswered:
    """Keep the whole answer; AlreadyAnswered: somebody who did the same was faster. One write."""
    return AlreadyAnswered() if writes.commit(key.completed(answer)) else answer
