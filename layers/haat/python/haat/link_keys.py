"""The keys by which links, cursors and names of callers are made: a secret of the stage, the newest first.

What an earlier key made is taken as long as the secret has it, so that another one ends nothing. A new key
signs from a moment that the secret says: by then every function has looked. On a laptop and in tests a
setting is the one key there is. Standard library only: where the secret is, `haat.wiring` says.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field

from haat import clock
from haat.settings import CURSOR_KEY

LOOK_AGAIN_S = 300
REST_S = 30  # after a look that failed
Source = Callable[[], str]


@dataclass(frozen=True, slots=True)
class Key:
    """A key, and since when it signs."""

    key: str = field(repr=False)
    from_s: int = 0


@dataclass(slots=True)
class _Known:
    keys: tuple[Key, ...] = ()  # the newest first
    until_s: int = 0
    source: Source | None = None


_known = _Known()


class SourceMissing(RuntimeError):
    """Somebody needs a key outside of a handler, where there is no setting."""


def signing() -> bytes:
    """The key that signs now. It costs what `taken` costs."""
    at_s, keys = clock.now_s(), _keys()
    return next((one for one in keys if one.from_s <= at_s), keys[-1]).key.encode()


def taken() -> tuple[bytes, ...]:
    """Every key whose work is taken, the newest first.

    One call of Secrets Manager at most every five minutes, and none where a setting is the key.
    Raises: botocore's errors where the keys were never known; SourceMissing.
    """
    return tuple(one.key.encode() for one in _keys())


def read_by(source: Source) -> None:
    """Say how the secret is read, when it is."""
    _known.source = source


def forget() -> None:
    """Start from nothing, as a new process does."""
    _known.keys, _known.until_s = (), 0


def keys_in(secret: str) -> tuple[Key, ...]:
    """The keys of a secret's text: {"key", "from_s", "earlier": […]}, as it is made and rotated."""
    newest = json.loads(secret)
    return tuple(Key(one["key"], one.get("from_s", 0)) for one in (newest, *newest.get("earlier", ())))


def _keys() -> tuple[Key, ...]:
    given, at_s = CURSOR_KEY.text(), clock.now_s()
    if given:
        return (Key(given),)
    if at_s >= _known.until_s:
        _look(at_s)
    return _known.keys


def _look(at_s: int) -> None:
    """Ask for the keys; where that fails, those that are known are good for a while."""
    if _known.source is None:
        raise SourceMissing("say CURSOR_KEY")
    try:
        _known.keys = keys_in(_known.source())
    except Exception:  # whatever keeps the secret away: what errors it has, only its source knows
        if not _known.keys:
            raise
        _known.until_s = at_s + REST_S
    else:
        _known.until_s = at_s + LOOK_AGAIN_S
