"""`make security`: the security floor in full.

    make security                       every section
    ONLY=inputs,jwt make security       some of them

What is found is in .haat/security.json: per section {"checked": n, "failed": 0}.
"""

import json
import os
import sys
import time
from collections.abc import Sequence

from infra.cdk.services import ROOT
from tests.security.counts import Counts
from tests.security.running import run
from tests.security.sections import SECTIONS, Section

FILE = ROOT / ".haat" / "security.json"


def main() -> int:
    """Run the command; 1 if anything fails, 2 if a section is not known."""
    sections = _wanted(os.environ.get("ONLY", ""))
    if sections is None:
        print(
            f"make security: ONLY= names some of {', '.join(one.name for one in SECTIONS)}", file=sys.stderr
        )
        return 2
    return told({section.name: _timed(section) for section in sections})


def told(found: dict[str, Counts]) -> int:
    """Say what came of it all, and what to do."""
    wrong = [name for name, counts in found.items() if counts.failed or not counts.checked]
    checked = sum(counts.checked for counts in found.values())
    print(f"{checked} checks in {len(found)} sections, {len(wrong)} of which failed; figures: {FILE}")
    if wrong:
        again = f"ONLY={','.join(wrong)} make security"
        print(
            f"make security: {', '.join(wrong)} failed as told above; mend it, then {again}", file=sys.stderr
        )
    return 1 if wrong else 0


def _wanted(only: str) -> Sequence[Section] | None:
    """The sections that are named, all if none is; None if one is not known."""
    names = [name for name in only.split(",") if name]
    if only and not names:
        return None
    known = {section.name: section for section in SECTIONS}
    if any(name not in known for name in names):
        return None
    return [known[name] for name in names] or SECTIONS


def _timed(section: Section) -> Counts:
    """A section's counts, printed and written as soon as they are known; until then it has failed."""
    began_s = time.monotonic()
    _write(section.name, Counts(checked=0, failed=1))
    counts = run(section)
    print(f"{section.name:<15} checked {counts.checked:>6}, failed {counts.failed} "
          f"({time.monotonic() - began_s:.0f} s)")  # fmt: skip
    _write(section.name, counts)
    return counts


def _write(name: str, counts: Counts) -> None:
    """What is not run this time is kept from the last."""
    FILE.parent.mkdir(exist_ok=True)
    before = json.loads(FILE.read_text()) if FILE.exists() else {}
    FILE.write_text(json.dumps(before | {name: counts.shown}, indent=2) + "\n")


if __name__ == "__main__":
    sys.exit(main())
