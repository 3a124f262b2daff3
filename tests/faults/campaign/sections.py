"""What `make proof` does, section by section; each is a function from the plan to its part of proof.json.

A section says what was wrong in `violations` (a number) or in `missed` (names).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.e2e import races as races_over_http
from tests.faults import properties
from tests.faults.campaign.case import play
from tests.faults.campaign.pairs import PAIRS_FROM, play_pair
from tests.faults.campaign.playing import tally
from tests.faults.campaign.points import singles
from tests.faults.interleavings.all import play_numbered, races
from tests.faults.interleavings.race import RACES_FROM
from tests.guards import removal

PAIRS_USUALLY = 4000
INTERLEAVINGS = 2000
STORIES = 300


@dataclass
class Plan:
    """How much is to be done, and what one section tells the next."""

    seed: int = 0  # where samples begin
    pairs: int = 0  # how many to sample; 0: none
    pairs_possible: int = 0


Section = Callable[[Plan], dict[str, Any]]


def single(plan: Plan) -> dict[str, Any]:
    """Every fault at every call of every scenario."""
    cases = singles()
    done = tally(play, cases, "single faults")
    plan.pairs_possible = done.later
    return {
        "scenarios": len({case.scenario for case in cases}),
        "points": len(cases),
        "runs": done.runs,
        "violations": len(done.failed),
        "cpu_ms_per_run": done.cpu_ms,
    }


def paired(plan: Plan) -> dict[str, Any]:
    """A second fault behind the first, the recovery from which it may hit; a sample."""
    numbers = range(PAIRS_FROM + plan.seed, PAIRS_FROM + plan.seed + plan.pairs)
    done = tally(play_pair, numbers, "paired faults")
    return {
        "points": plan.pairs_possible,
        "runs": done.runs,
        "violations": len(done.failed),
        "cpu_ms_per_run": done.cpu_ms,
    }


def interleavings(plan: Plan) -> dict[str, Any]:
    """Two and three people at once, and AWS, in orders that seeds choose."""
    numbers = range(RACES_FROM + plan.seed, RACES_FROM + plan.seed + INTERLEAVINGS)
    done = tally(play_numbered, numbers, "interleavings")
    return {
        "scenarios": len(races()),
        "seeds": len(numbers),
        "runs": done.runs,
        "violations": len(done.failed),
        "cpu_ms_per_run": done.cpu_ms,
    }


def stories(plan: Plan) -> dict[str, Any]:
    """Anything happens next, in as many stories."""
    return properties.section(plan.seed, STORIES)


SECTIONS: dict[str, Section] = {
    "single": single,
    "paired": paired,
    "interleavings": interleavings,
    "properties": stories,
    "guards": lambda _: removal.section(),
    "races": lambda _: races_over_http.section(),
}
