"""A sample of what `make security` sends: some operations, with what fits them and what does not."""

import pytest

from tests.e2e.world import World
from tests.security.inputs.callers import CALLERS, Caller
from tests.security.inputs.passes import Pass, send_all

EVERY = 20  # of the operations: each that nothing else asks for starts a process of its own
FUZZED = 6


@pytest.mark.parametrize("caller", CALLERS, ids=lambda caller: caller.name)
def test_no_input_is_a_fault_or_slow_or_answered_as_no_document_says(world: World, caller: Caller) -> None:
    sample = tuple(caller.operations[::EVERY])
    outcome = send_all(world, Pass(caller, sample, ("fuzzing",), FUZZED))
    assert outcome.failures == {}
    assert outcome.cases >= 2 * len(sample)
