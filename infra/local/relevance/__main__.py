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

from infra.local.layout import ROOT, from_environment
from infra.local.opensearch import server
from infra.local.relevance import engines, folds, judgements, report, shelf
from infra.local.relevance.engines import Ranking
from infra.local.relevance.judgements import Grades
from infra.local.relevance.measures import Score, figures, score
from infra.local.relevance.report import Run
from search.domain.entries import Entry
from search.domain.ranking import WEIGHTS, Weights

DATA = ROOT / "../shared/data"
CATALOG, JUDGEMENTS = DATA / "icecat_products.ndjson.gz", DATA / "search_judgements.csv"


def judge(ranking: Ranking, judged: Mapping[str, Grades]) -> Run:
    """Ask every query, and score the answers."""
    rankings = {query: ranking(query) for query in judged}
    scores = {query: score(rankings[query], grades) for query, grades in judged.items()}
    return Run(rankings, scores, figures(scores))


def measure(catalog: Path, judged: Mapping[str, Grades], *, cross_validate: bool) -> dict[str, Run]:
    """Every engine over the catalogue, with the queries that have a relevant product; printed."""
    entries = list(shelf.entries(catalog))
    names = {shelf.graded_id(entry.id): entry.product.name for entry in entries if entry.product}
    print(f"  {len(entries)} products, {len(judged)} queries with a relevant product")
    with engines.embedded(entries) as embedded:
        runs = {"embedded": judge(embedded(WEIGHTS), judged)} | _opensearch(entries, judged)
        report.show(runs, judged, names)
        if cross_validate:

            def scores(weights: Weights) -> Mapping[str, Score]:
                return judge(embedded(weights), judged).scores

            folds.show(folds.cross_validated(scores, list(judged)), folds.sensitivity(scores))
    return runs


def _opensearch(entries: Sequence[Entry], judged: Mapping[str, Grades]) -> dict[str, Run]:
    """The same of OpenSearch, where it can be had."""
    if missing := server.missing():
        print(f"  without OpenSearch: {missing}")
        return {}
    with engines.opensearch(entries) as ranking:
        return {"opensearch": judge(ranking, judged)}


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
        runs = measure(given.catalog, judged, cross_validate=given.cross_validate)
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
