"""What a function that searches takes of time and memory: it unpacks an index, and is asked.

python -m infra.local.bench.search_function PACKED < queries.json
"""

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Collection
from pathlib import Path

import msgspec

from search.category_names import CategoryNames
from search.domain.queries import Sort
from search.domain.rules import Steering
from search.engines.embedded import files
from search.engines.embedded.index import LocalIndex
from search.finding import Parameters, find
from search.store import CategoryStore

ROUNDS = 3  # the first warms caches up, as the first requests of a function do, and is counted too
_STATUS = Path("/proc/self/status")


class CalledBySlug(CategoryStore):
    """Names of categories are in the table, and read once in five minutes: they are none of the index's."""

    def names(self, slugs: Collection[str]) -> dict[str, str]:
        return {slug: slug for slug in slugs}


def load(packed: Path, directory: Path) -> LocalIndex:
    """An index from its packed segments, as a cold function makes its copy."""
    for segment in packed.iterdir():
        if segment.name != files.META:
            files.unpack(directory, segment.read_bytes())
    files.write(directory, {files.META: (packed / files.META).read_bytes()})
    return LocalIndex(directory)


def times_ms(index: LocalIndex, queries: list[str]) -> tuple[list[float], list[float]]:
    """How long each answer took from the parsed query to its JSON, and the CPU it took."""
    whole_ms, cpu_ms = [], []
    names = CategoryNames(CalledBySlug())
    for asked in [*_by_words(queries), *_by_filters()] * ROUNDS:
        began_s, worked_s = time.perf_counter(), time.process_time()
        msgspec.json.encode(find(asked, index, Steering(), names))
        whole_ms.append((time.perf_counter() - began_s) * 1000)
        cpu_ms.append((time.process_time() - worked_s) * 1000)
    return whole_ms, cpu_ms


def _by_words(queries: list[str]) -> list[Parameters]:
    return [Parameters(q=words) for words in queries]


def _by_filters() -> list[Parameters]:
    """Browsing, which finds most, in every order and by price and stock."""
    orders = [Parameters(sort=sort) for sort in Sort]
    prices = [Parameters(price_min_minor=low, price_max_minor=10 * low, in_stock=True) for low in (100, 5000)]
    return [*orders, *prices]


def suggested_ms(index: LocalIndex, queries: list[str]) -> list[float]:
    """How long each keystroke of each query takes."""
    taken_ms = []
    for typed in dict.fromkeys(query[:end] for query in queries for end in range(1, len(query) + 1)):
        began_s = time.perf_counter()
        index.suggest(typed, 5)
        taken_ms.append((time.perf_counter() - began_s) * 1000)
    return taken_ms


def resident_mb() -> float:
    """The memory of this process, the index's files that it has mapped and read included."""
    line = next(line for line in _STATUS.read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def main() -> None:
    """Run the measurement."""
    queries = msgspec.json.decode(sys.stdin.buffer.read(), type=list[str])
    with tempfile.TemporaryDirectory(prefix="haat-bench-function-") as directory:
        began_s = time.perf_counter()
        index = load(Path(sys.argv[1]), Path(directory))
        loaded_ms = (time.perf_counter() - began_s) * 1000
        whole_ms, cpu_ms = times_ms(index, queries)
        keystrokes_ms = suggested_ms(index, queries)
        figures = {
            "search_p50_ms": statistics.median(whole_ms),
            "search_p99_ms": statistics.quantiles(whole_ms, n=100)[98],
            "search_p50_cpu_ms": statistics.median(cpu_ms),
            "search_p99_cpu_ms": statistics.quantiles(cpu_ms, n=100)[98],
            "search_suggestion_p50_ms": statistics.median(keystrokes_ms),
            "search_suggestion_p99_ms": statistics.quantiles(keystrokes_ms, n=100)[98],
            "search_snapshot_load_ms": loaded_ms,
            "search_function_memory_mb": resident_mb(),
        }
    print(json.dumps({name: round(value, 2) for name, value in figures.items()}))


if __name__ == "__main__":
    main()
