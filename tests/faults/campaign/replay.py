"""One case again, with everything that it does."""

from tests.faults.campaign.case import Case, Result, play
from tests.faults.campaign.pairs import PAIRS_FROM, pair
from tests.faults.campaign.playing import told
from tests.faults.campaign.points import singles
from tests.faults.interleavings.all import play_numbered
from tests.faults.interleavings.race import RACES_FROM
from tests.faults.scenarios.all import scenarios
from tests.faults.scenarios.scenario import run


def case_of(number: int) -> Case:
    """The single fault or the pair that `SEED=number` names. Raises: LookupError."""
    if number >= PAIRS_FROM:
        return pair(number)
    if number >= len(singles()):
        raise LookupError(f"there are {len(singles())} single faults, numbered from 0")
    return singles()[number]


def replay(number: int) -> Result:
    """Play a case and print its calls."""
    if number >= RACES_FROM:
        return _show(play_numbered(number))
    case = case_of(number)
    met = {fault.at: fault for fault in case.faults}
    for call in run(scenarios()[case.scenario], seed=case.seed, faults=case.faults).calls:
        print(f"{call}{f'    <-- {met[call.number]}' if call.number in met else ''}")
    return _show(play(case))


def _show(result: Result) -> Result:
    print(told(result) if result.violations else f"{result.case}: every invariant holds")
    return result
