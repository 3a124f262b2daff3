"""Each engine over a catalogue, asked every judged query."""

from collections.abc import Mapping, Sequence

from infra.local.layout import ROOT
from infra.local.opensearch import server
from infra.local.relevance import engines
from infra.local.relevance.engines import Ranking
from infra.local.relevance.judgements import Grades
from infra.local.relevance.measures import figures, score
from infra.local.relevance.report import Run
from search.domain.entries import Entry
from search.domain.ranking import WEIGHTS

DATA = ROOT / "../shared/data"
CATALOG, JUDGEMENTS = DATA / "icecat_products.ndjson.gz", DATA / "search_judgements.csv"


def judge(ranking: Ranking, judged: Mapping[str, Grades]) -> Run:
    """Ask every query, and score the answers."""
    rankings = {query: ranking(query) for query in judged}
    scores = {query: score(rankings[query], grades) for query, grades in judged.items()}
    return Run(rankings, scores, figures(scores))


def measure(entries: Sequence[Entry], judged: Mapping[str, Grades]) -> dict[str, Run]:
    """What each engine answers, by its name; OpenSearch is missing where it cannot be had, which is said."""
    with engines.embedded(entries) as embedded:
        runs = {"embedded": judge(embedded(WEIGHTS), judged)}
    if missing := server.missing():
        print(f"  without OpenSearch: {missing}")
        return runs
    with engines.opensearch(entries) as opensearch:
        return runs | {"opensearch": judge(opensearch, judged)}
