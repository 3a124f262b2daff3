"""Where a stack lives, from the environment."""

import pytest

from infra.local.layout import from_environment


def test_search_is_in_the_functions_unless_a_server_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SEARCH", raising=False)
    assert from_environment().engine == {}


def test_a_server_that_answers_searches_moves_with_the_stack(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEARCH", "opensearch")
    monkeypatch.setenv("PORT", "9000")
    engine = {"search_engine": "opensearch", "opensearch_endpoint": "http://127.0.0.1:10120"}
    assert from_environment().engine == engine


def test_another_engine_is_refused_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEARCH", "solr")
    with pytest.raises(SystemExit, match="SEARCH=solr"):
        from_environment()
