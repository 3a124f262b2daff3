"""Granted against used rights: what the whole stack called is granted, and what no test ever used is listed.

A right that is never used may be one too many, or one that waits for a rare fault: people decide, so a list
is no failure. Key spaces come from the tests of functions and from the simulated shop, everything else from
the whole stack too; what other sections used counts when they ran before.
"""

import json
from collections.abc import Mapping

from haat.manifest import Function
from infra.cdk.services import discover, functions_of
from tests.e2e.test_rights import CALLS
from tests.security.counts import Counts, total
from tests.security.running import USED, count_tests
from tests.support.used_rights import kept, rights_of, unused

# They note what functions use.
TESTS = ("tests/functions", "tests/faults/test_scenarios.py", "tests/scenarios/test_erasure.py")


def run() -> Counts:
    """What the last run of the whole stack (the section `stack`) and the tests of functions leave unused."""
    if not CALLS.exists():
        print("nobody has seen what functions call: ONLY=stack,rights make security")
        return Counts(1, 1)
    calls = {name: set(called) for name, called in json.loads(CALLS.read_text()).items()}
    declared = {one.name: one for one in functions_of(discover(), Function)}
    noted = count_tests("rights", TESTS, "--numprocesses=auto", "--dist=loadfile")
    never = unused(kept(USED), calls, declared)
    told(never, declared, ran=len(calls))
    listed = [f"{name}: {right}" for name, rights in never.items() for right in sorted(rights)]
    granted = sum(len(rights_of(one)) for one in declared.values())
    return total([noted, Counts(granted, 0, {"granted": granted, "never_used": listed})])


def told(never: Mapping[str, set[str]], declared: Mapping[str, Function], *, ran: int) -> None:
    """Say which rights nothing has used."""
    granted = sum(len(rights_of(one)) for one in declared.values())
    print(f"{ran} of {len(declared)} functions ran in the whole stack; {granted} rights are granted;")
    print(f"{sum(map(len, never.values()))} of them no test has used:")
    for name, rights in never.items():
        print(f"  {name}: {', '.join(sorted(rights))}")
