"""`make reindex`: the search index built anew beside the one that answers; CHECK=1 only says what differs.

It runs here, with the caller's rights, by the code and the settings of the deployed functions: on the running
stack, or with STAGE= on AWS. Reading the table and writing the index take them.
"""

import argparse
import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence

import boto3
from tqdm import tqdm

from infra.cdk.stages import DEFAULT_REGION
from infra.local import stack
from infra.local.layout import Layout, from_environment
from search import manifest
from search.comparing import Comparison
from search.domain.comparing import Difference
from search.domain.entries import Change
from search.engines import Engine
from search.store import SourceStore

UNDER_WAY_S = 10  # a change reaches the index well within
SHOWN = 20  # differences
LOCAL_STAGE = "local"


def surroundings(layout: Layout, stage: str | None) -> Mapping[str, str]:
    """How AWS is reached: that of the stack, or the caller's."""
    region = os.environ.get("AWS_REGION", DEFAULT_REGION)
    return {"AWS_DEFAULT_REGION": region} if stage else layout.environment


def settings(stage: str) -> Mapping[str, str]:
    """The settings of the deployed function that writes the index."""
    name = f"haat-{stage}-{manifest.INDEX_PRODUCTS.name}"
    found = boto3.client("lambda").get_function_configuration(FunctionName=name)
    return found["Environment"]["Variables"]


def rebuild() -> int:
    """Build the index anew from everything there is; how many entries it has."""
    return Engine().rebuild(_told(SourceStore()))


def differing(comparison: Comparison, wait_s: float) -> list[Difference]:
    """The products that differ from their source, and not because of a change that is under way."""
    suspects = list(comparison.suspects())
    if suspects:
        time.sleep(wait_s)
    still = comparison.differences([found.product_id for found in suspects])
    first = {found.product_id: found for found in suspects}
    return [found for found in still if not _moves(first[found.product_id], found)]


def _moves(first: Difference, later: Difference) -> bool:
    """Whether the index has caught up with what the first look saw of the source, which has gone on since."""
    return first.source_version <= later.index_version < later.source_version


def check() -> int:
    """Compare every product; how many differ, the first of them printed."""
    found = differing(Comparison(), UNDER_WAY_S)
    for one in found[:SHOWN]:
        print(f"  {one}")
    print(f"{len(found)} products differ from what the index has of them")
    return len(found)


def _told(source: SourceStore) -> Iterator[Sequence[Change]]:
    with tqdm(desc="indexing", unit=" products", mininterval=0.5) as bar:
        for page in source.pages():
            yield [change for truth in page for change in truth.changes()]
            bar.update(len(page))


def main() -> int:
    """Run the command."""
    arguments = argparse.ArgumentParser(prog="make reindex", description=__doc__)
    arguments.add_argument("--check", action="store_true")
    given, layout, stage = arguments.parse_args(), from_environment(), os.environ.get("STAGE")
    if not stage and not stack.running(layout):
        print(
            "make reindex: nothing runs here: `make up` first, or STAGE=dev for one on AWS.", file=sys.stderr
        )
        return 1
    os.environ.update(surroundings(layout, stage))
    os.environ.update(settings(stage or LOCAL_STAGE))
    if given.check:
        if check():
            print("`make reindex` puts the index right.", file=sys.stderr)
            return 1
        return 0
    began_s = time.monotonic()
    print(f"{rebuild()} products indexed anew, in {time.monotonic() - began_s:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
