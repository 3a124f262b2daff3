"""The points of the campaign: every fault that every call of every scenario can meet, numbered from 0."""

import random
from functools import cache

from tests.faults.campaign.case import Case
from tests.faults.kinds import faults_of
from tests.faults.scenarios.all import scenarios
from tests.faults.scenarios.scenario import run


@cache
def singles() -> tuple[Case, ...]:
    """Every single fault of every scenario; each scenario is played once to find its calls."""
    cases: list[Case] = []
    for name, scenario in scenarios().items():
        for call in run(scenario).calls:
            for fault in faults_of(call):
                cases.append(Case(len(cases), name, (fault,)))
    return tuple(cases)


def sample(most: int, seed: int) -> list[Case]:
    """So many of them, chosen by a seed."""
    cases = singles()
    return random.Random(seed).sample(cases, min(most, len(cases)))
