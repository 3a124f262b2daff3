"""Session families whose access tokens are dead before they expire, known everywhere within 60 s.

Identity writes one item per revoked family into the bucket of its hour; every function asks for what is
new at most every 30 s and remembers it as long as an access token may live.
"""

from dataclasses import dataclass, field

from haat import clock
from haat.keys import REVOKED
from haat.table import reads, writes
from haat.table.item import Item

REFRESH_S = 30
OVERLAP_S = 5  # clocks of two functions may differ by that
TOKEN_LIFE_S = 15 * 60
_HOUR_S = 3600
_PAGE = 1000


class RevokedFamily(Item, discriminator="revoked"):
    """One revoked session family; the sort key is "<second>#<family>"."""


@dataclass(slots=True)
class _Known:
    refreshed_at_s: int = 0
    until_s: dict[str, int] = field(default_factory=dict)


_known = _Known()


def revoke(family: str) -> writes.Write:
    """The write that ends every access token of a session family."""
    at_s = clock.now_s()
    item = RevokedFamily(pk=_bucket(at_s), sk=f"{at_s}#{family}", ttl=at_s + 2 * _HOUR_S)
    return writes.put(item, when=None, refused=lambda _: None)


def is_revoked(family: str) -> bool:
    """Whether the family's tokens are dead. At most one query each 30 s, else memory."""
    at_s = clock.now_s()
    if not 0 <= at_s - _known.refreshed_at_s < REFRESH_S:
        _refresh(at_s)
    return _known.until_s.get(family, 0) > at_s


def forget() -> None:
    """Start from nothing, as a new process does."""
    _known.refreshed_at_s = 0
    _known.until_s.clear()


def _refresh(at_s: int) -> None:
    since_s = max(min(_known.refreshed_at_s, at_s) - OVERLAP_S, at_s - TOKEN_LIFE_S)
    for bucket in sorted({_bucket(since_s), _bucket(at_s)}):
        _read(bucket, since_s)
    _known.until_s = {family: until for family, until in _known.until_s.items() if until > at_s}
    _known.refreshed_at_s = at_s


def _read(bucket: str, since_s: int) -> None:
    after = None
    while True:
        rows = reads.page(
            RevokedFamily, bucket, limit=_PAGE, after=after, where=RevokedFamily.sk >= str(since_s)
        )
        for row in rows.items:
            revoked_at, _, family = row.sk.partition("#")
            _known.until_s[family] = int(revoked_at) + TOKEN_LIFE_S
        after = rows.last_key
        if after is None:
            return


def _bucket(at_s: int) -> str:
    return REVOKED.key(at_s // _HOUR_S)
