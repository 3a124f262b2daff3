"""Which engine answers."""

import subprocess
import sys

import pytest

from search.engines import Engine, UnknownEngine
from search.engines.opensearch.engine import OpenSearchEngine
from search.port import SearchEngine
from tests.functions.search.samples import asking, changed, ids, product


def test_the_settings_choose_the_engine(bucket: str) -> None:
    engine: SearchEngine = Engine()
    assert engine.apply([changed(product("p"))]) == 1
    assert ids(engine.search(asking())) == ["p"]
    assert engine.find("p") is not None


def test_the_settings_may_choose_opensearch(cluster: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEARCH_ENGINE", "opensearch")
    assert Engine().apply([changed(product("p"))]) == 1
    assert OpenSearchEngine().find("p") is not None


def test_an_engine_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEARCH_ENGINE", "sphinx")
    with pytest.raises(UnknownEngine, match="sphinx"):
        Engine()


def test_no_handler_loads_an_engine_before_it_is_called() -> None:
    program = (
        "import sys, search.api.find_products, search.reactions.index_products;"
        "engines = ('tantivy', 'opensearchpy', 'search.engines.embedded', 'search.engines.opensearch');"
        "print([name for name in engines if name in sys.modules])"
    )
    environment = {"PYTHONPATH": ":".join(path for path in sys.path if path)}
    ran = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=True)
    assert ran.stdout.decode().strip() == "[]"
