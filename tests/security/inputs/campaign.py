"""Every operation of the document, with whatever fits it and whatever does not: no fault, and no wait.

Cases are Schemathesis' own: values at the edges of every constraint and just beyond them ("coverage"), random
ones ("fuzzing"), and operations one after the other on what the last one made ("stateful"). A case fails when
its answer is a 5xx, is not described in the document, is slow, or takes in what the document refuses.
"""

import multiprocessing
from collections import Counter
from collections.abc import Iterator

from tqdm import tqdm

from infra.local.layout import Layout
from tests.e2e.staging import deployed, free_layout
from tests.e2e.world import World
from tests.security.counts import Counts
from tests.security.inputs.callers import CALLERS, Caller
from tests.security.inputs.passes import Outcome, Pass, send_all

CASES_MIN = 10_000
PROCESSES = 2
AT_ONCE = 6  # operations of one pass
EDGES = ("coverage", "fuzzing")
FUZZED = 20  # of each operation
STARVED_MAX = 0.01  # of the cases
STORIES = 30  # of operations one after the other, for each caller


def run() -> Counts:
    """All of it, on a stack of its own."""
    layout = free_layout()
    with deployed(layout):
        outcomes = list(_sent(layout, [*edges(), *stories()]))
    return told(outcomes)


def edges(*, phases: tuple[str, ...] = EDGES, fuzzed: int = FUZZED) -> Iterator[Pass]:
    """Each operation by itself."""
    for caller in CALLERS:
        for some in _some_at_a_time(caller):
            yield Pass(caller, some, phases, fuzzed)


def stories() -> Iterator[Pass]:
    """All operations of a caller, one after the other."""
    for caller in CALLERS:
        yield Pass(caller, tuple(caller.operations), ("stateful",), STORIES)


def told(outcomes: list[Outcome], *, at_least: int = CASES_MIN) -> Counts:
    """Say what came of it; too few cases are a failure too."""
    cases, starved = _sum(outcomes, "cases"), _sum(outcomes, "starved")
    wrong = [
        f"{operation}: {title}\n{text}\n"
        for outcome in outcomes
        for (operation, title), text in outcome.failures.items()
    ]
    if cases < at_least:
        wrong.append(f"only {cases} cases: there have to be {at_least}")
    if starved > cases * STARVED_MAX:
        wrong.append("the machine is too busy to tell what is slow: try again when it is not")
    print("\n".join(wrong))
    print(f"{cases} cases, answers {_shown(outcomes)}; {_sum(outcomes, 'slow_once')} were slow once (a cold")
    print(f"start) and not again, {starved} while the machine was too busy for anything")
    return Counts(cases, len(wrong), {"cases": cases, "failures": len(wrong)})


def _sum(outcomes: list[Outcome], what: str) -> int:
    return sum(getattr(outcome, what) for outcome in outcomes)


def _some_at_a_time(caller: Caller) -> Iterator[tuple[str, ...]]:
    names = caller.operations
    for start in range(0, len(names), AT_ONCE):
        yield tuple(names[start : start + AT_ONCE])


def _sent(layout: Layout, passes: list[Pass]) -> Iterator[Outcome]:
    with multiprocessing.Pool(PROCESSES, _begin, (layout,)) as pool:
        yield from tqdm(pool.imap_unordered(_send, passes), total=len(passes), desc="inputs", unit=" passes")


_world: list[World] = []  # of a process of the pool


def _begin(layout: Layout) -> None:
    _world.append(World(layout))


def _send(what: Pass) -> Outcome:
    return send_all(_world[0], what)


def _shown(outcomes: list[Outcome]) -> str:
    statuses: Counter[int] = Counter()
    for outcome in outcomes:
        for (_, status), count in outcome.answers.items():
            statuses[status] += count
    return ", ".join(f"{status} × {count}" for status, count in sorted(statuses.items()))
