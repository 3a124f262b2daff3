"""Granted against used rights: what the whole stack called is granted, and what no test ever used is listed.

A right that is never used may be one too many, or one that waits for a rare fault: people decide, so a list
is no failure. Key spaces come from the tests of functions, everything else from those of the whole stack too.
"""

import json
import os
import shutil
from collections.abc import Mapping

from haat.manifest import Function
from infra.cdk.services import discover, functions_of
from tests.e2e.test_rights import CALLS
from tests.security.counts import Counts, total
from tests.security.running import REPORTS, count_tests
from tests.support.used_rights import KEPT, kept, rights_of, unused

USED = REPORTS / "used"


def run() -> Counts:
    """What the last run of the whole stack (the section `stack`) and the tests of functions leave unused."""
    if not CALLS.exists():
        print("nobody has seen what functions call: ONLY=stack,rights make security")
        return Counts(1, 1)
    calls = {name: set(called) for name, called in json.loads(CALLS.read_text()).items()}
    declared = {one.name: one for one in functions_of(discover(), Function)}
    noted = _noted()
    never = unused(kept(USED), calls, declared)
    told(never, declared, ran=len(calls))
    listed = [f"{name}: {right}" for name, rights in never.items() for right in sorted(rights)]
    granted = sum(len(rights_of(one)) for one in declared.values())
    return total([noted, Counts(granted, 0, {"granted": granted, "never_used": listed})])


def _noted() -> Counts:
    """The tests of functions, which note what they use."""
    shutil.rmtree(USED, ignore_errors=True)
    USED.mkdir(parents=True)
    os.environ[KEPT] = str(USED)
    try:
        return count_tests("rights", ["tests/functions"], "--numprocesses=auto", "--dist=loadfile")
    finally:
        del os.environ[KEPT]


def told(never: Mapping[str, set[str]], declared: Mapping[str, Function], *, ran: int) -> None:
    """Say which rights nothing has used."""
    granted = sum(len(rights_of(one)) for one in declared.values())
    print(f"{ran} of {len(declared)} functions ran in the whole stack; {granted} rights are granted;")
    print(f"{sum(map(len, never.values()))} of them no test has used:")
    for name, rights in never.items():
        print(f"  {name}: {', '.join(sorted(rights))}")
