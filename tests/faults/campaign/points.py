"""The points of the campaign: every fault that every call of every scenario can meet, numbered from 0.

Functions that the clock starts do the same again and again, which mostly is to look and find nothing: of the
runs of one schedule that make the same calls only the first of each scenario counts.
"""

import random
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby

from haat.manifest import Schedule
from infra.cdk.services import discover, functions_of
from tests.faults.calls import Call
from tests.faults.campaign.case import Case
from tests.faults.kinds import faults_of
from tests.faults.scenarios.all import scenarios
from tests.faults.scenarios.scenario import run


@cache
def singles() -> tuple[Case, ...]:
    """Every single fault of every scenario; each scenario is played once to find its calls."""
    cases: list[Case] = []
    for name, scenario in scenarios().items():
        for call in worth_failing(run(scenario).calls):
            for fault in faults_of(call):
                cases.append(Case(len(cases), name, (fault,)))
    return tuple(cases)


def worth_failing(calls: Sequence[Call]) -> Iterator[Call]:
    """All calls but those of runs of a schedule that are the same as one before."""
    runs = [list(run) for _, run in groupby(calls, lambda call: call.invocation)]
    seen: set[tuple[str, ...]] = set()
    for made in runs:
        kind = (made[0].function, *(call.name for call in made))
        if kind not in seen or made[0].function not in _schedules():
            yield from made
        seen.add(kind)


@cache
def _schedules() -> frozenset[str]:
    return frozenset(declared.name for declared in functions_of(discover(), Schedule))


def sample(most: int, seed: int) -> list[Case]:
    """So many of them, chosen by a seed."""
    cases = singles()
    return random.Random(seed).sample(cases, min(most, len(cases)))
