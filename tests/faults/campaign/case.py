"""One case of the proof: a scenario, the faults that it meets, and the seed of its chance."""

import os
from collections.abc import Sequence
from dataclasses import dataclass

from tests.faults.calls import Call, Fault
from tests.faults.kinds import faults_of
from tests.faults.scenarios.all import scenarios
from tests.faults.scenarios.scenario import Run, run


@dataclass(frozen=True)
class Case:
    """`number`: by what `SEED=` plays it again. `seed` is that of chance within the run."""

    number: int
    scenario: str
    faults: tuple[Fault, ...] = ()
    seed: int = 1

    def __str__(self) -> str:
        met = ", ".join(str(fault) for fault in self.faults) or "no fault"
        return f"{self.scenario} with {met}"


@dataclass(frozen=True)
class Result:
    """What became of a case. `later`: how many faults could strike after the last one that did."""

    case: Case
    violations: tuple[str, ...]
    struck: tuple[str, ...]
    cpu_s: float
    later: int = 0


def play(case: Case) -> Result:
    """Play one case, in this process."""
    began_s = cpu_s()
    done = run(scenarios()[case.scenario], seed=case.seed, faults=case.faults)
    found = [str(violation) for violation in done.violations]
    if len(done.struck) < len(case.faults):
        found.append(f"its faults did not strike: {case.faults}, of {len(done.calls)} calls")
    struck = tuple(f"{call} met {fault}" for call, fault in done.struck)
    later = sum(len(list(faults_of(call))) for call in after(done, case.faults))
    return Result(case, tuple(found), struck, cpu_s() - began_s, later)


def after(done: Run, faults: Sequence[Fault]) -> tuple[Call, ...]:
    """The calls of a run behind the last of the faults."""
    return done.calls[faults[-1].at :] if faults else done.calls


def cpu_s() -> float:
    """What this process has spent."""
    spent = os.times()
    return spent.user + spent.system
