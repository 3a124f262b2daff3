"""Ids and tokens."""

import re
from base64 import b32decode
from functools import partial
from operator import truediv

from hypothesis import given
from hypothesis import strategies as st

from haat import clock, ids

SHAPE = re.compile(r"ord_[0-9a-hjkmnp-tv-z]{26}")  # Crockford's alphabet: no i, l, o, u


def born_ms(new_id: str) -> int:
    """The milliseconds that an id begins with."""
    standard = str.maketrans("0123456789abcdefghjkmnpqrstvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    digits = new_id.partition("_")[2].translate(standard)
    return int.from_bytes(b32decode("AAAAAA" + digits)) >> 80  # 32 digits are 160 bits: 30 of them too many


def test_an_id_has_its_prefix_and_26_characters() -> None:
    assert SHAPE.fullmatch(ids.new_id("ord"))


def test_ids_are_unique() -> None:
    assert len({ids.new_id("ord") for _ in range(10_000)}) == 10_000


@given(st.lists(st.integers(min_value=0, max_value=2**48 - 1), min_size=2, max_size=2, unique=True))
def test_ids_sort_by_their_time_of_birth_and_tell_it(moments_ms: list[int]) -> None:
    born = []
    for moment_ms in sorted(moments_ms):
        with clock.set_to(partial(truediv, moment_ms, 1000)):
            born.append((clock.now_ms(), ids.new_id("ord")))
    assert sorted(new_id for _, new_id in born) == [new_id for _, new_id in born]
    assert [born_ms(new_id) for _, new_id in born] == [at_ms for at_ms, _ in born]


def test_ids_of_one_moment_cannot_be_guessed_from_each_other() -> None:
    with clock.set_to(lambda: 1_795_000_000.0):
        tails = [ids.new_id("ord")[-16:] for _ in range(1000)]
    for place in range(16):
        assert len({tail[place] for tail in tails}) == 32  # every digit varies: 80 bits of randomness


def test_a_token_has_256_random_bits() -> None:
    tokens = {ids.new_token() for _ in range(1000)}
    assert len(tokens) == 1000
    assert all(re.fullmatch(r"[0-9a-f]{64}", token) for token in tokens)
