"""`make proof`: whether the checkout loses money or stock when whatever it calls fails.

    make proof               everything but pairs
    PAIRS=1 make proof       with a sample of pairs of faults (PAIRS=20000: of so many)
    SEED=123 make proof      one case again, with its calls
    ONLY=single make proof   some sections: single, paired, …

What is found is in .haat/proof.json. Everything here is simulated: handlers, state machines, routing, the
provider's SDK and the semantics of the table are real; AWS, the provider and time are not.
"""

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from tests.faults.campaign.replay import replay
from tests.faults.campaign.sections import PAIRS_USUALLY, SECTIONS, Plan

PROOF = Path(__file__).parents[2] / ".haat" / "proof.json"


def main() -> int:
    """Run the command; 1 if anything does not hold."""
    seed = os.environ.get("SEED")
    if seed:
        return 1 if replay(int(seed)).violations else 0
    plan, began_s = Plan(pairs=_pairs()), time.monotonic()
    proof: dict[str, Any] = {"seed": plan.seed}
    for name in _sections(plan):
        proof[name] = SECTIONS[name](plan)
        print(f"{name}: " + ", ".join(f"{what} {count}" for what, count in proof[name].items()))
    _write(proof)
    wrong = [name for name, part in proof.items() if isinstance(part, dict) and _is_wrong(part)]
    print(f"{len(wrong)} sections with violations, in {time.monotonic() - began_s:.0f} s; figures: {PROOF}")
    if wrong:
        print(
            f"make proof: {', '.join(wrong)} failed; each case above names its own command.", file=sys.stderr
        )
    return 1 if wrong else 0


def _pairs() -> int:
    """How many pairs are wanted."""
    wanted = int(os.environ.get("PAIRS") or 0)
    return PAIRS_USUALLY if wanted == 1 else wanted


def _sections(plan: Plan) -> list[str]:
    only = os.environ.get("ONLY")
    names = only.split(",") if only else list(SECTIONS)
    return [name for name in names if name != "paired" or plan.pairs]


def _write(proof: dict[str, Any]) -> None:
    """What was not done this time is kept from the last."""
    PROOF.parent.mkdir(exist_ok=True)
    before = json.loads(PROOF.read_text()) if PROOF.exists() else {}
    PROOF.write_text(json.dumps(before | proof, indent=2) + "\n")


def _is_wrong(part: dict[str, Any]) -> bool:
    return bool(part.get("violations") or part.get("missed"))


if __name__ == "__main__":
    sys.exit(main())
