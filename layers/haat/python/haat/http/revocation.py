"""Access tokens that are dead before they expire, known everywhere within 60 s.

Identity writes one item into the bucket of its hour: for a session family that ended, or for an account whose
sessions all ended, however many there are. Every function asks for what is new at most every 30 s and
remembers it as long as an access token may live.
"""

from dataclasses import dataclass, field

from haat import clock
from haat.keys import REVOKED
from haat.table import reads, writes
from haat.table.item import Item, OptionalInteger, Text

REFRESH_S = 30
# A row tells the second in which its write was made up. It lands later, by as long as its function may take,
# clocks differ, and a query does not see at once what is new: who looks may have gone past that second.
OVERLAP_S = 60
TOKEN_LIFE_S = 15 * 60
_REMEMBERED_S = TOKEN_LIFE_S + OVERLAP_S  # of a token that was issued before the write landed, too
_HOUR_S = 3600
_PAGE = 1000


class Revoked(Item, discriminator="revoked"):
    """What is revoked; the sort key is "<second>#<family or customer id>"."""

    generation = OptionalInteger(null=True)  # of an account: what is older is dead
    kept = Text(null=True)  # but not this family


@dataclass(frozen=True, slots=True)
class _Generation:
    """The first generation of an account's tokens that is alive."""

    number: int
    until_s: int


@dataclass(slots=True)
class _Known:
    refreshed_at_s: int = 0
    until_s: dict[str, int] = field(default_factory=dict)  # by family
    # By customer id, and by the family that is let live. Who is kept by one row may be dead by another.
    generations: dict[str, dict[str | None, _Generation]] = field(default_factory=dict)


_known = _Known()


def revoke(family: str) -> writes.Write:
    """The write that ends every access token of a session family."""
    at_s = clock.now_s()
    item = Revoked(pk=_bucket(at_s), sk=f"{at_s}#{family}", ttl=at_s + 2 * _HOUR_S)
    return writes.put(item, when=None, refused=lambda _: None)


def revoke_older(customer_id: str, generation: int, *, kept: str | None = None) -> writes.Write:
    """The write that ends every access token of an account of a generation before this one.

    The family `kept` lives on: it is of whoever ends all the others. What was ended of it before stays dead.
    """
    at_s = clock.now_s()
    item = Revoked(
        pk=_bucket(at_s),
        sk=f"{at_s}#{customer_id}",
        generation=generation,
        kept=kept,
        ttl=at_s + 2 * _HOUR_S,
    )
    return writes.put(item, when=None, refused=lambda _: None)


def is_revoked(family: str) -> bool:
    """Whether the family's tokens are dead. At most one query each 30 s, else memory."""
    at_s = _up_to_date()
    return _known.until_s.get(family, 0) > at_s


def is_outdated(customer_id: str, family: str, generation: int) -> bool:
    """Whether an account's tokens of this generation are dead. At most one query each 30 s, else memory."""
    at_s = _up_to_date()
    alive = _known.generations.get(customer_id, {})
    return any(
        generation < first.number and family != kept and first.until_s > at_s for kept, first in alive.items()
    )


def _up_to_date() -> int:
    at_s = clock.now_s()
    if not 0 <= at_s - _known.refreshed_at_s < REFRESH_S:
        _refresh(at_s)
    return at_s


def forget() -> None:
    """Start from nothing, as a new process does."""
    _known.refreshed_at_s = 0
    _known.until_s.clear()
    _known.generations.clear()


def _refresh(at_s: int) -> None:
    since_s = max(min(_known.refreshed_at_s, at_s) - OVERLAP_S, at_s - _REMEMBERED_S)
    for bucket in sorted({_bucket(since_s), _bucket(at_s)}):
        _read(bucket, since_s)
    _known.until_s = {family: until for family, until in _known.until_s.items() if until > at_s}
    _known.generations = {
        name: known
        for name, known in _known.generations.items()
        if any(first.until_s > at_s for first in known.values())
    }
    _known.refreshed_at_s = at_s


def _read(bucket: str, since_s: int) -> None:
    after = None
    while True:
        rows = reads.page(Revoked, bucket, limit=_PAGE, after=after, where=Revoked.sk >= str(since_s))
        for row in rows.items:
            _learn(row)
        after = rows.last_key
        if after is None:
            return


def _learn(row: Revoked) -> None:
    revoked_at, _, name = row.sk.partition("#")
    until_s = int(revoked_at) + _REMEMBERED_S
    if row.generation is None:
        _known.until_s[name] = until_s
        return
    known = _known.generations.setdefault(name, {})
    if row.kept not in known or known[row.kept].number <= row.generation:
        known[row.kept] = _Generation(row.generation, until_s)


def _bucket(at_s: int) -> str:
    return REVOKED.key(at_s // _HOUR_S)
