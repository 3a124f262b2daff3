"""`make recommend-eval`: its files, its task, and what it writes."""

import gzip
import json
from pathlib import Path

import pytest

from infra.local.recommending import __main__ as command
from infra.local.recommending.purchases import NotPurchases, read
from infra.local.recommending.task import Score, score, split
from recommendations.domain.purchases import DAY_S, Purchase

HEAD = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
LINE = '536365,85123a,"LIGHT, WHITE",6,2010-12-01 08:26:00,2.55,17850,United Kingdom\n'
SOLD = Purchase("17850", "536365", "85123A", 1291191960)


def write(path: Path, text: str) -> Path:
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    return path


@pytest.mark.parametrize("name", ["sales.csv", "sales.csv.gz"])
def test_a_file_is_read_packed_or_not(tmp_path: Path, name: str) -> None:
    assert list(read(write(tmp_path / name, HEAD + LINE))) == [SOLD]


@pytest.mark.parametrize(
    ("part", "other"),
    [
        ("536365,", "C536365,"),
        (",6,", ",-6,"),
        (",2.55,", ",0,"),
        (",85123a,", ",POST,"),
        (",85123a,", ",BANK CHARGES,"),
    ],
)
def test_what_is_no_sale_of_a_product_is_left_out(tmp_path: Path, part: str, other: str) -> None:
    assert list(read(write(tmp_path / "sales.csv", HEAD + LINE.replace(part, other, 1)))) == []


def test_a_sale_to_somebody_unknown_is_a_basket_without_a_customer(tmp_path: Path) -> None:
    [sold] = read(write(tmp_path / "sales.csv", HEAD + LINE.replace("17850", "")))
    assert sold == SOLD._replace(customer=None)


def test_a_file_that_is_not_there_or_of_another_shape_is_said_to_be(tmp_path: Path) -> None:
    with pytest.raises(NotPurchases, match=r"gone\.csv"):
        list(read(tmp_path / "gone.csv"))
    with pytest.raises(NotPurchases, match="no column CustomerID"):
        list(read(write(tmp_path / "other.csv", HEAD.replace("CustomerID", "Name") + LINE)))


def test_only_customers_of_before_count_and_only_what_is_new_to_them() -> None:
    rows = [
        Purchase("ada", "1", "bowl", 10),
        Purchase("ada", "2", "bowl", 20),
        Purchase("ada", "2", "mug", 20),
        Purchase("bob", "3", "mug", 21),
        Purchase("eve", "4", "pan", 11),
        Purchase("eve", "5", "pan", 22),
        Purchase(None, "6", "pan", 23),
        Purchase("ada", "7", "pan", 20 + 31 * DAY_S),
    ]
    task = split(rows, 20)
    assert task.after == {"ada": {"bowl", "mug"}, "eve": {"pan"}}
    assert task.new() == {"ada": {"mug"}}
    assert {row.basket for row in task.before} == {"1", "4"}


def test_recall_and_gain_are_those_of_the_textbook() -> None:
    lists = {"ada": ["a", "x", "b"], "bob": ["x"]}
    wanted = {"ada": {"a", "b", "c"}, "bob": {"y"}}
    # ada: two of three; 1 + 1/2 of 1 + 1/log2(3) + 1/2. bob: nothing.
    assert score(lists, wanted) == Score(round(2 / 3 / 2, 4), round(1.5 / 2.1309298 / 2, 4))


def test_what_comes_after_the_twentieth_does_not_count() -> None:
    assert score({"ada": [str(n) for n in range(30)]}, {"ada": {"20"}}) == Score(0.0, 0.0)


def sales(months: int, start: int = 0) -> str:
    """Customers of two tastes who buy one product of theirs after the other."""
    lines = [HEAD]
    for month in range(start, start + months):
        for who in range(12):
            code = 10_000 + 2 * ((month * 3 + who) % 10) + who % 2
            at = f"2011-{month % 12 + 1:02}-{who + 1:02} 12:00:00"
            lines.append(f"{month}{who:02},{code},THING,1,{at},1.00,{who},France\n")
    return "".join(lines)


def test_figures_are_written_as_scripts_read_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "ROOT", tmp_path)
    monkeypatch.setattr(command, "WRITTEN", tmp_path / ".haat" / "recommend.json")
    train, test = write(tmp_path / "train.csv.gz", sales(8)), write(tmp_path / "test.csv", sales(2, start=8))
    assert command.main(["--train", str(train), "--test", str(test)]) == 0
    written = json.loads((tmp_path / ".haat" / "recommend.json").read_text())
    assert set(written) == {"haat", "popularity", "item_knn", "users"}
    assert written["users"] == 12
    assert all(set(written[name]) == {"recall_at_20", "ndcg_at_20"} for name in set(written) - {"users"})
    assert "from 2011-09-01" in capsys.readouterr().out


def test_without_a_test_file_the_last_month_is_the_test_and_earlier_splits_are_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "ROOT", tmp_path)
    monkeypatch.setattr(command, "WRITTEN", tmp_path / ".haat" / "recommend.json")
    assert command.main(["--train", str(write(tmp_path / "train.csv", sales(4)))]) == 0
    moments = [line[5:15] for line in capsys.readouterr().out.splitlines() if line.startswith("from ")]
    assert moments == ["2011-01-10", "2011-02-10", "2011-03-13"]


def test_an_absent_file_is_said_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--train", str(tmp_path / "none.csv.gz")]) == 1
    assert "TRAIN=" in capsys.readouterr().out
