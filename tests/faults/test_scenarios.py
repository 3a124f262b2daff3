"""Each scenario without a fault: it comes to its own end, and every invariant holds."""

import pytest

from tests.faults.scenarios.all import scenarios
from tests.faults.scenarios.scenario import Scenario, run


@pytest.mark.parametrize("played", scenarios().values(), ids=scenarios().keys())
def test_a_scenario_ends_as_it_should_and_every_invariant_holds(played: Scenario) -> None:
    done = run(played)

    assert done.violations == ()
    assert not done.struck


def test_a_run_repeats_exactly() -> None:
    played = scenarios()["a_paid_order_is_cancelled"]

    assert run(played, seed=7).calls == run(played, seed=7).calls
