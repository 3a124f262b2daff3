"""What the command prints: the figures, and the worst queries with what each engine returned."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from infra.local.relevance.judgements import Grades
from infra.local.relevance.measures import Figures, Score

WORST = 10  # queries
SHOWN = 5  # products of each
NAME_CHARACTERS = 60


@dataclass(frozen=True, slots=True)
class Run:
    """What one engine answered: by query its ranking, and by query how good that was."""

    rankings: Mapping[str, Sequence[str]]
    scores: Mapping[str, Score]
    figures: Figures


def show(runs: Mapping[str, Run], judged: Mapping[str, Grades], names: Mapping[str, str]) -> None:
    """Print everything; `names` are the products'."""
    _show_worst(runs, judged, names)
    print(f"{'':20}" + "".join(f"{engine:>12}" for engine in runs))
    for figure in asdict(next(iter(runs.values())).figures):
        values = (getattr(run.figures, figure) for run in runs.values())
        print(f"{figure:20}" + "".join(f"{value:12}" for value in values))


def _show_worst(runs: Mapping[str, Run], judged: Mapping[str, Grades], names: Mapping[str, str]) -> None:
    print(f"the {WORST} worst queries; before each product its grade, · if nobody has graded it")
    for query in worst(runs)[:WORST]:
        print(f"\n  {query}")
        print(
            "  " + " ".join(_column(f"{engine} {run.scores[query].ndcg:.2f}") for engine, run in runs.items())
        )
        for place in range(SHOWN):
            found = (_product(run.rankings[query], place, judged[query], names) for run in runs.values())
            print("  " + " ".join(_column(product) for product in found))
    print()


def worst(runs: Mapping[str, Run]) -> list[str]:
    """The queries, those first that the engines answer worst by nDCG@10, taken together."""
    queries = next(iter(runs.values())).scores
    return sorted(queries, key=lambda query: sum(run.scores[query].ndcg for run in runs.values()))


def _product(ranking: Sequence[str], place: int, grades: Grades, names: Mapping[str, str]) -> str:
    if place >= len(ranking):
        return ""
    return f"{grades.get(ranking[place], '·')} {names[ranking[place]]}"


def _column(text: str) -> str:
    return f"{text[:NAME_CHARACTERS]:{NAME_CHARACTERS}}"
