"""Without any one of the guards, a test fails: none of them is there for show."""

import pytest

from tests.guards.plugin import GUARDS
from tests.guards.removal import remove

NAMES = [f"G{number}" for number in range(1, 20) if f"G{number}" in GUARDS]


@pytest.mark.parametrize("name", NAMES)
def test_a_guard_that_is_taken_out_is_missed(name: str) -> None:
    removal = remove(GUARDS[name])
    assert removal.caught_by, f"nobody notices that {name} is gone: {removal.guard.promise}"
