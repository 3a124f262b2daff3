"""Files of judgements are read or refused."""

from pathlib import Path

import pytest

from infra.local.relevance.judgements import NoJudgements, answerable, read


def judgements(folder: Path, text: str) -> Path:
    file = folder / "judgements.csv"
    file.write_text(text)
    return file


def test_grades_are_read_by_query_and_product(tmp_path: Path) -> None:
    file = judgements(tmp_path, 'query,docid,rating\nmouse,7,3\n"mouse, black",8,0\nmouse,9,1\n')
    assert read(file) == {"mouse": {"7": 3, "9": 1}, "mouse, black": {"8": 0}}


@pytest.mark.parametrize(
    "text", ["", "query,rating\n", "query,docid,rating\nmouse,7\n", "query,docid,rating\nmouse,7,4\n"]
)
def test_a_file_of_another_shape_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(NoJudgements):
        read(judgements(tmp_path, text))


def test_a_refused_line_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoJudgements, match="line 3: 'mouse,8,good'"):
        read(judgements(tmp_path, "query,docid,rating\nmouse,7,3\nmouse,8,good\n"))


def test_queries_without_a_relevant_product_are_left_out() -> None:
    assert answerable({"mouse": {"7": 0, "8": 1}, "printer": {"9": 0}}) == {"mouse": {"7": 0, "8": 1}}
