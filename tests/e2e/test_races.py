"""Many at once, over HTTP, against the deployed stack."""

import pytest

from tests.e2e.races import RACES
from tests.e2e.world import World


@pytest.mark.parametrize("name", RACES)
def test_nothing_goes_wrong_in_a_race(world: World, name: str) -> None:
    outcome = RACES[name](world)
    assert outcome.violations == (), outcome
