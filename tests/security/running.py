"""Runs the sections of the floor, and counts."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from xml.etree import ElementTree

from infra.cdk.services import ROOT
from tests.security.counts import Counts, total
from tests.security.sections import Section
from tests.support.used_rights import KEPT

REPORTS = ROOT / ".haat" / "security"
USED = REPORTS / "used"  # what functions used of their rights, by what ran
PASSED, TESTS_FAILED = 0, 1
# A stack takes every core, and is started once by each process that needs it.
ON_A_STACK = "tests/e2e"


def run(section: Section) -> Counts:
    """Everything that belongs to a section."""
    alone = [path for path in section.tests if path.startswith(ON_A_STACK)]
    shared = [path for path in section.tests if path not in alone]
    parts = [count_tests(f"{section.name}-alone", alone)] if alone else []
    if shared:
        parts.append(count_tests(section.name, shared, "--numprocesses=auto", "--dist=loadfile"))
    parts.extend(import_module(name).run() for name in section.modules)
    return total(parts)


def count_tests(name: str, paths: Sequence[str], *options: str) -> Counts:
    """What pytest says of some paths, whose tests it also shows if they fail."""
    report = REPORTS / f"{name}.xml"
    report.unlink(missing_ok=True)
    ended = _pytest(_emptied(USED / name), f"--junitxml={report}", *options, *paths)
    counts = _counted(report) if report.exists() else Counts(0, 0)
    if ended.returncode == PASSED:
        return counts
    print(ended.stdout[-6000:] + ended.stderr[-2000:])
    print(f"again: .venv/bin/pytest {' '.join(paths)}")
    # Whatever else kept pytest from running them all, such as a path that is not there, has failed as well.
    return Counts(max(counts.checked, 1), max(counts.failed, 1))


def _emptied(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _pytest(used: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "pytest", "-q", *arguments]
    environment = {**os.environ, KEPT: str(used)}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def _counted(report: Path) -> Counts:
    """A test that was skipped checked nothing."""
    suites = list(ElementTree.parse(report).getroot().iter("testsuite"))

    def of(name: str) -> int:
        return sum(int(suite.get(name, 0)) for suite in suites)

    return Counts(of("tests") - of("skipped"), of("failures") + of("errors"))
