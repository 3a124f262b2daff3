"""`python -m infra.cdk.nag`: cdk-nag over every kind of stage with every search; fails if it must."""

import os
import sys
import tempfile
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from infra.cdk.nag.checking import Checked, check, unexplained, unused
from infra.cdk.nag.merging import merged, templates
from infra.cdk.nag.stages import Looked, every, synthesize
from infra.cdk.nag.suppressions import SUPPRESSIONS


def look() -> dict[Looked, Checked]:
    """Synthesize every installation, and check it."""
    looked = list(every())
    # Not forked: the pack talks to a Node process, which two processes cannot share.
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        return dict(zip(looked, pool.map(_look_at, looked), strict=True))


def _look_at(one: Looked) -> Checked:
    with tempfile.TemporaryDirectory() as folder:
        synthesize(one, Path(folder))
        return check(merged(templates(Path(folder))))


def tell(checked: Mapping[Looked, Checked]) -> int:
    """Print what was seen, and return how much of it is wrong."""
    wrong = sum(_tell(one, seen) for one, seen in checked.items())
    idle = unused([finding for seen in checked.values() for finding in seen.findings], SUPPRESSIONS)
    for suppression in idle:
        print(f"  nothing needs the suppression of {suppression.rule}: {suppression.reason}")
    return wrong + len(idle)


def _tell(one: Looked, seen: Checked) -> int:
    left = unexplained(seen.findings, SUPPRESSIONS)
    print(
        f"cdk-nag, {one}: {seen.resources} resources × {seen.rules} rules = {seen.checks} checks, "
        f"{len(seen.findings) - len(left)} findings with a reason, {len(left)} without"
    )
    for finding in left:
        print(f"  {finding}")
    return len(left)


def main() -> None:
    """Exit with 1 if anything is wrong."""
    sys.exit(tell(look()) > 0)


if __name__ == "__main__":
    main()
