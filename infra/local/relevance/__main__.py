"""`make relevance`: how well each engine ranks, by people's grades, into .haat/relevance.json.

CATALOG= and JUDGEMENTS= name other files of the same shape; FOLDS=1 cross-validates the weights as well.
"""

import argparse
import json
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from infra.local.layout import from_environment
from infra.local.relevance import engines, folds, judgements, report, shelf
from infra.local.relevance.judgements import Grades
from infra.local.relevance.measures import Score
from infra.local.relevance.runs import CATALOG, JUDGEMENTS, judge, measure
from search.domain.entries import Entry
from search.domain.ranking import Weights


def _cross_validate(entries: Sequence[Entry], judged: Mapping[str, Grades]) -> None:
    """Choose weights on some queries, score them on others; of the embedded engine alone, for its speed."""
    with engines.embedded(entries) as embedded:

        def scores(weights: Weights) -> Mapping[str, Score]:
            return judge(embedded(weights), judged).scores

        folds.show(folds.cross_validated(scores, list(judged)), folds.sensitivity(scores))


def main() -> int:
    """Run the command."""
    arguments = argparse.ArgumentParser(prog="make relevance", description=__doc__)
    arguments.add_argument("--catalog", type=Path, default=CATALOG)
    arguments.add_argument("--judgements", type=Path, default=JUDGEMENTS)
    arguments.add_argument("--cross-validate", action="store_true")
    given = arguments.parse_args()
    for option, path in (("CATALOG", given.catalog), ("JUDGEMENTS", given.judgements)):
        if not path.is_file():
            print(f"make relevance: there is no file {path}; {option}= names another.", file=sys.stderr)
            return 1
    began_s = time.monotonic()
    try:
        judged = judgements.answerable(judgements.read(given.judgements))
        if not judged:
            raise judgements.NoJudgements(f"{given.judgements} has no relevant product for any query")
        entries = list(shelf.entries(given.catalog))
        print(f"  {len(entries)} products, {len(judged)} queries with a relevant product")
        runs = measure(entries, judged)
        names = {shelf.graded_id(entry.id): entry.product.name for entry in entries if entry.product}
        report.show(runs, judged, names)
        if given.cross_validate:
            _cross_validate(entries, judged)
    except (OSError, EOFError, judgements.NoJudgements) as error:
        print(f"make relevance: {error}", file=sys.stderr)
        return 1
    file = from_environment().home / "relevance.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps({name: asdict(run.figures) for name, run in runs.items()}, indent=2) + "\n")
    print(f"measured in {time.monotonic() - began_s:.0f} s; written to {file}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
