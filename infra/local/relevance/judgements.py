"""What people think of products as answers: a CSV file `query,docid,rating`, ratings from 0 to 3."""

import csv
from collections.abc import Mapping
from pathlib import Path

COLUMNS = ["query", "docid", "rating"]
RATINGS = range(4)

Grades = Mapping[str, int]  # by product id


class NoJudgements(ValueError):
    """The file is not one of judgements."""


def read(path: Path) -> Mapping[str, Grades]:
    """The grades of each query, in the order of the file.

    Raises: NoJudgements, with the line; OSError.
    """
    grades: dict[str, dict[str, int]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        if next(rows, None) != COLUMNS:
            raise NoJudgements(f"{path} does not begin with the columns {','.join(COLUMNS)}")
        for row in rows:
            if len(row) != len(COLUMNS) or row[2] not in map(str, RATINGS):
                raise NoJudgements(f"{path}, line {rows.line_num}: {','.join(row)!r} is no judgement")
            query, product_id, rating = row
            grades.setdefault(query, {})[product_id] = int(rating)
    return grades


def answerable(judged: Mapping[str, Grades]) -> Mapping[str, Grades]:
    """The queries for which somebody has found a relevant product: the others tell nothing about order."""
    return {query: grades for query, grades in judged.items() if any(grades.values())}
