"""`python -m infra.cdk.nag`: cdk-nag over every kind of stage with every search; fails if it must."""

import os
import sys
import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from infra.cdk.nag.checking import Checked, check, unexplained, unused
from infra.cdk.nag.merging import merged, templates
from infra.cdk.nag.stages import Looked, every, synthesize
from infra.cdk.nag.suppressions import SUPPRESSIONS


def look() -> dict[Looked, Checked]:
    """Synthesize every installation, and check it."""
    looked = list(every())
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(os.cpu_count()) as pool:
        folders = {one: Path(folder) / f"{one.kind}-{one.search}" for one in looked}
        list(pool.map(synthesize, folders.keys(), folders.values()))
        return {one: check(merged(templates(path))) for one, path in folders.items()}


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
