"""How well each engine ranks, by people's grades: `make relevance` without its report."""

from infra.local.relevance import judgements, shelf
from infra.local.relevance.runs import CATALOG, JUDGEMENTS
from infra.local.relevance.runs import measure as judged_runs


def measure() -> dict[str, float]:
    """The figures; none where there is no catalogue."""
    if not (CATALOG.is_file() and JUDGEMENTS.is_file()):
        print(f"    there is no {CATALOG}")
        return {}
    judged = judgements.answerable(judgements.read(JUDGEMENTS))
    runs = judged_runs(list(shelf.entries(CATALOG)), judged)
    return {f"ndcg_at_10_{engine}": run.figures.ndcg_at_10 for engine, run in runs.items()} | {
        f"ndcg_at_10_judged_{engine}": run.figures.ndcg_at_10_judged for engine, run in runs.items()
    }
