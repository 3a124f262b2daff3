"""Pairs of faults: the second strikes at a later call of the very run that the first made, recovery included.

There are some million of them, so they are sampled: the number of a pair is the seed that chooses it.
"""

import random

from tests.faults.campaign.case import Case, Result, after, play
from tests.faults.campaign.points import singles
from tests.faults.kinds import faults_of
from tests.faults.scenarios.all import scenarios
from tests.faults.scenarios.scenario import run

PAIRS_FROM = 1_000_000


def pair(number: int) -> Case:
    """The pair of this number."""
    chance = random.Random(number)
    first = chance.choice(singles())
    done = run(scenarios()[first.scenario], faults=first.faults)
    later = [fault for call in after(done, first.faults) for fault in faults_of(call)]
    return Case(number, first.scenario, (*first.faults, chance.choice(later)) if later else first.faults)


def play_pair(number: int) -> Result:
    """Play the pair of this number."""
    return play(pair(number))
