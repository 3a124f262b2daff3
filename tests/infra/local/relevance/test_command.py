"""`make relevance` over a catalogue of three products."""

import gzip
import json
import sys
from pathlib import Path

import pytest

from infra.local.opensearch import server
from infra.local.relevance.__main__ import main

RECORDS = (
    {"id": "1", "title": "Acme mouse", "supplier": "Acme", "price": 999},
    {"id": "2", "title": "Acme mouse pad", "supplier": "Acme", "price": 499},
    {"id": "3", "title": "Acme keyboard", "supplier": "Acme", "price": 1999},
)
GRADES = "query,docid,rating\nkeyboard,3,3\nunicorn,1,3\nprinter,2,0\n"


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    file = tmp_path / "catalogue.ndjson.gz"
    file.write_bytes(gzip.compress("\n".join(json.dumps(record) for record in RECORDS).encode()))
    return file


@pytest.fixture(autouse=True)
def without_opensearch(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that cannot have it; that it ranks as the other engine does is part of the contract."""
    monkeypatch.setattr(server, "missing", lambda: "there is no JDK here")


def run(monkeypatch: pytest.MonkeyPatch, home: Path, catalog: Path, grades: str) -> int:
    judgements = home / "judgements.csv"
    judgements.write_text(grades)
    monkeypatch.setenv("HAAT_HOME", str(home))
    options = ["--catalog", str(catalog), "--judgements", str(judgements)]
    monkeypatch.setattr(sys, "argv", ["relevance", *options])
    return main()


def test_the_figures_are_written_and_the_worst_queries_shown(
    tmp_path: Path, catalog: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, tmp_path, catalog, GRADES) == 0
    assert json.loads((tmp_path / "relevance.json").read_text()) == {
        "embedded": {
            "ndcg_at_10": 0.5,
            "ndcg_at_10_judged": 0.5,
            "judged_at_10": 0.1667,  # the category has all three to offer for "keyboard"
            "mrr": 0.5,
            "zero_results": 1,
            "queries": 2,
        }
    }
    shown = capsys.readouterr().out
    assert "without OpenSearch: there is no JDK here" in shown
    assert shown.index("unicorn") < shown.index("3 Acme keyboard")


def test_a_missing_file_is_named_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, tmp_path, tmp_path / "absent.ndjson.gz", GRADES) == 1
    assert "absent.ndjson.gz; CATALOG= names another" in capsys.readouterr().err


@pytest.mark.parametrize("grades", ["nonsense", "query,docid,rating\nprinter,2,0\n"])
def test_judgements_that_say_nothing_are_refused(
    tmp_path: Path, catalog: Path, monkeypatch: pytest.MonkeyPatch, grades: str
) -> None:
    assert run(monkeypatch, tmp_path, catalog, grades) == 1
    assert not (tmp_path / "relevance.json").exists()
