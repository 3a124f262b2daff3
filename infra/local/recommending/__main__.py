"""`python -m infra.local.recommending [--train FILE] [--test FILE]`, as `make recommend-eval` runs it."""

import argparse
import json
import resource
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from haat import clock
from infra.cdk.services import ROOT
from infra.local.recommending.contestants import contest
from infra.local.recommending.purchases import NotPurchases, read
from infra.local.recommending.task import TEST_DAYS, Score, Split, against, score, split
from recommendations.domain.purchases import DAY_S, Purchase

DEFAULT = ROOT / ".." / "shared" / "data" / "online_retail.csv.gz"
WRITTEN = ROOT / ".haat" / "recommend.json"
ROLLING = 5  # splits before the last one, on which the model was tuned


def main(arguments: Sequence[str]) -> int:
    """Measure, print, and write .haat/recommend.json."""
    parser = argparse.ArgumentParser(prog="make recommend-eval", description=__doc__)
    parser.add_argument("--train", type=Path, help="purchases to learn from")
    parser.add_argument("--test", type=Path, help="later purchases; without it the last month of --train")
    given = parser.parse_args(arguments)
    try:
        splits = list(_splits(given.train or DEFAULT, given.test))
    except NotPurchases as error:
        print(f"recommend-eval: {error}. TRAIN= and TEST= name files shaped like Online Retail's.")
        return 1
    print("Customers with purchases before and after; the products new to them that they buy after. At 20:")
    figures: dict[str, object] = {}
    for task in splits:
        figures = _measure(task)
    WRITTEN.parent.mkdir(exist_ok=True)
    WRITTEN.write_text(json.dumps(figures, indent=2) + "\n")
    print(f"\nThe last of them is in {WRITTEN.relative_to(ROOT)}. Memory at most: {_memory_mb()} MB.")
    return 0


def _splits(train: Path, test: Path | None) -> Iterator[Split]:
    """The split that counts, after those on which the model was tuned if there is no file of later months."""
    rows = list(read(train))
    if test is not None:
        later = list(read(test))
        if not rows or not later:
            raise NotPurchases(f"{train if not rows else test} has no purchases")
        now_s = min(row.at_s for row in later)
        yield against([row for row in rows if row.at_s < now_s], later, now_s)
        return
    yield from (split(rows, now_s) for now_s in _moments(rows, train))


def _moments(rows: Sequence[Purchase], train: Path) -> Iterator[int]:
    if not rows:
        raise NotPurchases(f"{train} has no purchases")
    end_s = (max(row.at_s for row in rows) // DAY_S + 1) * DAY_S
    first_s = min(row.at_s for row in rows)
    for months in range(ROLLING + 1, 0, -1):
        now_s = end_s - months * TEST_DAYS * DAY_S
        if now_s > first_s:
            yield now_s


def _measure(task: Split) -> dict[str, object]:
    wanted, again = task.new(), task.after
    lists = contest(task)
    new = {name: score(of.new, wanted) for name, of in lists.items()}
    every = {name: score(of.any, again) for name, of in lists.items()}
    print(f"\nfrom {clock.iso(task.now_s)[:10]}: {len(wanted)} customers, {len(task.before)} lines before")
    for name in lists:
        print(f"  {name:<11} {_said(new[name])}   with what they buy again {_said(every[name])}")
    return {name: asdict(of) for name, of in new.items()} | {"users": len(wanted)}


def _memory_mb() -> int:
    """Of this process at its height: the rows of the file as Python objects, and the model."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _said(of: Score) -> str:
    return f"recall {of.recall_at_20:.4f} nDCG {of.ndcg_at_20:.4f}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
