"""What a file has named so far, so that nothing is named twice: 8 bytes for each SKU and product."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable
from hashlib import blake2b

_BUCKETS_BITS = 12
_WORD_BITS = 64
_WORD = "Q"


class Seen:
    """A set of names, by 64 bits of their hash: among ten million, two share one in 370,000 files."""

    def __init__(self, words: Iterable[int] = ()) -> None:
        self._buckets = [array(_WORD) for _ in range(1 << _BUCKETS_BITS)]
        self._new = array(_WORD)
        for word in words:
            self._insert(word)

    def add(self, names: Iterable[str]) -> str | None:
        """Add all of the names, or none and return the first that is there."""
        words = {name: _word(name) for name in names}
        known = next((name for name, word in words.items() if self._has(word)), None)
        if known is None:
            for word in words.values():
                self._insert(word)
            self._new.extend(words.values())
        return known

    def take_new(self) -> bytes:
        """What came since the last time, to be kept; `words_of` reads it."""
        new, self._new = self._new, array(_WORD)
        return new.tobytes()

    def _has(self, word: int) -> bool:
        bucket = self._bucket(word)
        place = bisect_left(bucket, word)
        return place < len(bucket) and bucket[place] == word

    def _insert(self, word: int) -> None:
        bucket = self._bucket(word)
        bucket.insert(bisect_left(bucket, word), word)

    def _bucket(self, word: int) -> "array[int]":
        return self._buckets[word >> _WORD_BITS - _BUCKETS_BITS]


def words_of(kept: bytes) -> "array[int]":
    """What `take_new` returned, as words."""
    words = array(_WORD)
    words.frombytes(kept)
    return words


def _word(name: str) -> int:
    return int.from_bytes(blake2b(name.encode(), digest_size=_WORD_BITS // 8).digest())
