"""Staff who were shut out or lost a role: known everywhere within 60 s, though a token lives for an hour.

`make admin-user` writes a row, which ends what the pool has issued to somebody until then. Every function
that serves staff asks for the rows of the last hour at most every 30 s; they are few, in their own bucket.
"""

from dataclasses import dataclass, field
from typing import Any

from haat import clock
from haat.keys import REVOKED
from haat.table import reads
from haat.table.item import Item

REFRESH_S = 30
TOKEN_LIFE_S = 60 * 60
_BUCKET = REVOKED.key("staff")
_PAGE = 1000


class Ended(Item, discriminator="staff-ended"):
    """Whose sessions ended; the sort key is "<second>#<username>"."""


@dataclass(slots=True)
class _Known:
    refreshed_at_s: int = 0
    ended_at_s: dict[str, int] = field(default_factory=dict)  # by username


_known = _Known()


def ended(username: str) -> dict[str, dict[str, Any]]:
    """The row that ends every token issued to somebody by now, as DynamoDB takes it."""
    at_s = clock.now_s()
    row = Ended(pk=_BUCKET, sk=f"{at_s}#{username}", ttl=at_s + 2 * TOKEN_LIFE_S)
    serialized: dict[str, dict[str, Any]] = row.serialize()
    return serialized


def is_ended(username: str, issued_at_s: int) -> bool:
    """Whether a token issued then is dead. At most one query each 30 s, else memory."""
    at_s = clock.now_s()
    if not 0 <= at_s - _known.refreshed_at_s < REFRESH_S:
        _refresh(at_s)
    return issued_at_s <= _known.ended_at_s.get(username, -1)


def forget() -> None:
    """Start from nothing, as a new process does."""
    _known.refreshed_at_s = 0
    _known.ended_at_s = {}


def _refresh(at_s: int) -> None:
    """Read all rows again: what landed late is among them, whatever its second."""
    since, after = str(at_s - TOKEN_LIFE_S), None
    told: dict[str, int] = {}
    while True:
        rows = reads.page(Ended, _BUCKET, limit=_PAGE, after=after, where=Ended.sk >= since)
        for row in rows.items:
            second, _, username = row.sk.partition("#")
            told[username] = int(second)  # in the order of seconds: the last one counts
        after = rows.last_key
        if after is None:
            break
    _known.ended_at_s, _known.refreshed_at_s = told, at_s
