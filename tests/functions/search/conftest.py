"""What the tests of search share: a bucket, a place for local copies, and the engines."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from haat.clients import client
from search.engines.embedded.engine import EmbeddedEngine
from search.port import SearchEngine

BUCKET = "search-test"
ENGINES: dict[str, Callable[[], SearchEngine]] = {"embedded": EmbeddedEngine}


@pytest.fixture
def bucket(table: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The bucket of the index, empty, beside an empty table; local copies go to the test's own directory."""
    monkeypatch.setenv("SEARCH_BUCKET", BUCKET)
    monkeypatch.setenv("SEARCH_REFRESH_S", "0")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    configuration = {"LocationConstraint": os.environ["AWS_DEFAULT_REGION"]}
    client("s3").create_bucket(Bucket=BUCKET, CreateBucketConfiguration=configuration)
    return BUCKET


@pytest.fixture(params=ENGINES)
def new_engine(request: pytest.FixtureRequest, bucket: str) -> Callable[[], SearchEngine]:
    """Makes engines of one kind that share one index, as functions of one deployment do."""
    return ENGINES[request.param]


@pytest.fixture
def engine(new_engine: Callable[[], SearchEngine]) -> SearchEngine:
    """An engine over an empty index."""
    return new_engine()
