"""What the tests of search share: a bucket, a place for local copies, and the engines."""

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from haat.clients import client
from infra.local.opensearch import server
from search.engines.embedded.engine import EmbeddedEngine
from search.engines.opensearch import connection
from search.engines.opensearch.engine import OpenSearchEngine
from search.port import SearchEngine

BUCKET = "search-test"
ENGINES: dict[str, tuple[str, Callable[[], SearchEngine]]] = {  # the fixture that it stands on
    "embedded": ("bucket", EmbeddedEngine),
    "opensearch": ("cluster", OpenSearchEngine),
}


@pytest.fixture
def bucket(table: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The bucket of the index, empty, beside an empty table; local copies go to the test's own directory."""
    monkeypatch.setenv("SEARCH_BUCKET", BUCKET)
    monkeypatch.setenv("SEARCH_REFRESH_S", "0")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    configuration = {"LocationConstraint": os.environ["AWS_DEFAULT_REGION"]}
    client("s3").create_bucket(Bucket=BUCKET, CreateBucketConfiguration=configuration)
    return BUCKET


@pytest.fixture(scope="session")
def opensearch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server for all tests of a run."""
    missing = server.missing()
    if missing:
        pytest.skip(missing)
    with server.running(tmp_path_factory.mktemp("opensearch")) as url:
        yield url


@pytest.fixture
def cluster(opensearch: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server without indices, which shows at once what is written."""
    monkeypatch.setenv("OPENSEARCH_ENDPOINT", opensearch)
    monkeypatch.setenv("OPENSEARCH_REFRESH", "true")
    monkeypatch.setattr(connection, "TIMEOUT_S", 60.0)  # beside all other tests it makes an index in ten
    connection.client().indices.delete(index="haat-products-*")


@pytest.fixture(params=ENGINES)
def new_engine(request: pytest.FixtureRequest) -> Callable[[], SearchEngine]:
    """Makes engines of one kind that share one index, as functions of one deployment do."""
    stands_on, engine = ENGINES[request.param]
    request.getfixturevalue(stands_on)
    return engine


@pytest.fixture
def engine(new_engine: Callable[[], SearchEngine]) -> SearchEngine:
    """An engine over an empty index."""
    return new_engine()
