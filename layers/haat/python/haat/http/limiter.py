"""The limiter: a token bucket for each caller in the table, asked once for a whole batch of requests.

An environment counts a caller's requests in memory, and pays for them together with one conditional write:
nine of ten requests cost a look into a dictionary and no round trip. A bucket is one number, the moment at
which it is full again (GCRA); to spend n tokens is to move that moment by n intervals. What an update cannot
say is "from now or from then, whichever is later", so there are two forms of it; which one fits is known from
the last answer. Where the guess was wrong the refusal tells where the bucket stands, the request is judged by
that, and the next one pays: never more than one write a request.

Who is refused is refused from memory until a token is there. A limiter that cannot ask lets everybody
through, counts it, and rests: it must not take the shop down.
"""

import hashlib
import hmac
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

from haat import clock, link_keys
from haat.errors import LimitReached
from haat.keys import LIMIT
from haat.limits import Limit
from haat.manifest import Endpoint
from haat.observability import count
from haat.settings import LIMITS_FACTOR
from haat.table import writes
from haat.table.item import Integer, Item

FAILED = "LimiterFailed"  # a metric
REST_MS = 30_000  # after a write that failed
CALLERS_MAX = 10_000  # that one environment remembers
_SORT = "BUCKET"
_DIGITS = 32


class Bucket(Item, discriminator="limit"):
    """One caller's bucket, known by a keyed hash of who it is, and gone when it is full."""

    full_at_ms = Integer()


@dataclass(slots=True)
class _Known:
    """What this environment knows of a caller."""

    owed: int = 0  # requests that were let through and not paid for yet
    full_at_ms: int = 0
    refused_until_ms: int = 0


@dataclass(frozen=True, slots=True)
class _Stands:
    """Where a bucket stands that a write did not fit."""

    full_at_ms: int


_callers: OrderedDict[tuple[str, str], _Known] = OrderedDict()
_resting = {"until_ms": 0}


def admit(declared: Endpoint, caller: str) -> LimitReached | None:
    """None if the caller may go on, else when to come back. At most one write, and none as a rule."""
    factor = LIMITS_FACTOR.integer()
    if declared.limit is None or not factor:
        return None
    known, at_ms = _known(declared.name, caller), clock.now_ms()
    if at_ms < known.refused_until_ms:
        return _refusal(known, at_ms)
    known.owed += 1
    if known.owed < declared.limit.batch or at_ms < _resting["until_ms"]:
        return None
    return _pay(known, declared.limit.times(factor), caller, at_ms)


def forget() -> None:
    """Start from nothing, as a new process does."""
    _callers.clear()
    _resting["until_ms"] = 0


def _known(function: str, caller: str) -> _Known:
    """By function: on AWS a process has one, in a test many share it."""
    key = (function, caller)
    known = _callers.setdefault(key, _Known())
    _callers.move_to_end(key)
    if len(_callers) > CALLERS_MAX:
        _callers.popitem(last=False)
    return known


def _pay(known: _Known, limit: Limit, caller: str, at_ms: int) -> LimitReached | None:
    known.owed = min(known.owed, limit.burst)
    try:
        answer = writes.update_returning(Bucket, _debit(known, limit, caller, at_ms))
    except Exception:  # noqa: BLE001 -- whatever it is, the shop goes on
        count(FAILED)
        _resting["until_ms"] = at_ms + REST_MS
        return None
    if isinstance(answer, Bucket):
        known.owed, known.full_at_ms = 0, answer.full_at_ms
        return None
    return _judged(known, limit, answer, at_ms) if isinstance(answer, _Stands) else None


def _debit(known: _Known, limit: Limit, caller: str, at_ms: int) -> writes.Write:
    """Spend what is owed, from a full bucket or from one that is not."""
    cost_ms, full_at = known.owed * limit.interval_ms, Bucket.full_at_ms
    full = known.full_at_ms <= at_ms
    action = full_at.set(at_ms + cost_ms) if full else full_at.set(full_at + cost_ms)
    fits = full_at.between(at_ms, at_ms + limit.capacity_ms - cost_ms)
    was_full = full_at.does_not_exist() | (full_at < at_ms)
    gone_s = (at_ms + limit.capacity_ms) // 1000 + limit.per_s
    return writes.update(
        Bucket,
        LIMIT.key(limit.name, _hash(caller)),
        _SORT,
        [action, Bucket.ttl.set(gone_s), Bucket.kind.set(Bucket)],
        when=was_full if full else fits,
        refused=_stands,
    )


def _judged(known: _Known, limit: Limit, stands: _Stands, at_ms: int) -> LimitReached | None:
    """What a bucket that the write did not fit means for this request."""
    known.full_at_ms = stands.full_at_ms
    wait_ms = stands.full_at_ms + known.owed * limit.interval_ms - at_ms - limit.capacity_ms
    if wait_ms <= 0:
        return None  # the other form would have fitted: the next request pays
    known.owed -= 1  # this one is not let through
    known.refused_until_ms = at_ms + wait_ms
    return _refusal(known, at_ms)


def _refusal(known: _Known, at_ms: int) -> LimitReached:
    return LimitReached(-(-(known.refused_until_ms - at_ms) // 1000))


def _stands(raw: dict[str, Any] | None) -> _Stands:
    return _Stands(int(raw["full_at_ms"]["N"]) if raw else 0)


def _hash(caller: str) -> str:
    """An id or an address is a personal datum: the table has a name for it that we alone can make."""
    return hmac.digest(link_keys.signing(), caller.encode(), hashlib.sha256).hex()[:_DIGITS]
