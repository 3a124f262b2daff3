"""Takes out every guard, one after the other, and sees whether a test notices."""

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from tqdm import tqdm

from infra.cdk.services import ROOT
from tests.guards import plugin
from tests.guards.guard import GUARDS, Guard

PROCESSES = 2
TESTS_FAILED, PASSED = 1, 0
_FAILED = re.compile(r"^FAILED (\S+)", re.MULTILINE)
_SOURCES = (".", "functions", "layers/haat/python")


class NotRun(RuntimeError):
    """Pytest could not run the catchers at all: that is no proof of anything."""


@dataclass(frozen=True, slots=True)
class Removal:
    """What happened without a guard; `caught_by` is the first test that failed, None if all passed."""

    guard: Guard
    caught_by: str | None


def removals(names: Iterable[str] = tuple(GUARDS)) -> Iterator[Removal]:
    """One removal for each guard, two at a time."""
    with ThreadPoolExecutor(PROCESSES) as workers:
        yield from workers.map(lambda name: remove(GUARDS[name]), names)


def remove(guard: Guard) -> Removal:
    """Run a guard's catchers without it. Raises: NotRun."""
    ended = _pytest("--without-guard", guard.name, "--maxfail=1", *guard.catchers)
    if ended.returncode not in (PASSED, TESTS_FAILED):
        raise NotRun(f"{guard.name}: {ended.stdout[-2000:]}{ended.stderr[-2000:]}")
    found = _FAILED.search(ended.stdout)
    return Removal(guard, found.group(1) if found and ended.returncode == TESTS_FAILED else None)


def _pytest(*arguments: str) -> "subprocess.CompletedProcess[str]":
    path = os.pathsep.join(str(ROOT / source) for source in _SOURCES)
    command = [sys.executable, "-m", "pytest", "-q", "-p", plugin.__name__, *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=os.environ | {"PYTHONPATH": path}, capture_output=True, text=True, check=False
    )


def section() -> dict[str, object]:
    """The part of `make proof` that is about guards: each taken out, and who noticed."""
    caught: dict[str, str] = {}
    for removal in tqdm(removals(), total=len(GUARDS), desc="guards taken out", unit=" guards"):
        if removal.caught_by:
            caught[removal.guard.name] = removal.caught_by
    missed = [name for name in GUARDS if name not in caught]
    for name in missed:
        print(f"nobody notices that {name} is gone: {GUARDS[name].promise}")
    return {"total": len(GUARDS), "caught": len(caught), "missed": missed, "caught_by": caught}
