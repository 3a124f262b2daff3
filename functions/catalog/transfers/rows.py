"""Rows of a sheet, each with its cells or with what is wrong. A cell may have line breaks in it.

A broken row costs its own line only: what an open quote has swallowed is read again, line by line.
"""

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from catalog.transfers.lines import TOO_LONG, Line
from catalog.transfers.records import LINE_BYTES_MAX, Position, Wrong

DELIMITERS = ",;\t"


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `cells` without any is an empty line."""

    line: int
    after: Position
    cells: list[str] | Wrong


def rows(lines: Iterable[Line], delimiter: str) -> Iterator[Row]:
    """The rows of a sheet, the one with the names of its columns included."""
    feed = _Feed(iter(lines))
    reader = csv.reader(feed, delimiter=delimiter, strict=True)
    while True:
        try:
            cells: list[str] | Wrong = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            cells = Wrong("row_broken", f"{str(error).capitalize()}.")
        except _Stopped as stopped:
            cells = stopped.why
        yield feed.row(cells)


def delimiter_of(names: str) -> str:
    """What parts the cells, by the line that names the columns: it differs by country."""
    return max(DELIMITERS, key=names.count)


class _Stopped(Exception):
    """A line cannot be read."""

    def __init__(self, why: Wrong) -> None:
        super().__init__(why)
        self.why = why


class _Feed(Iterator[str]):
    """Gives the reader line by line, and knows which of them it has taken for the present row."""

    def __init__(self, lines: Iterator[Line]) -> None:
        self._lines = lines
        self._again: deque[Line] = deque()
        self._taken: list[Line] = []
        self._bytes = 0

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines)
        self._taken.append(line)
        self._bytes += len(line.content)
        text = line.text() if self._bytes <= LINE_BYTES_MAX else TOO_LONG
        if not isinstance(text, str):
            raise _Stopped(text)
        return text

    def row(self, cells: list[str] | Wrong) -> Row:
        """The row that the lines taken make; of a broken one, all but the first are given again."""
        first, *others = self._taken
        if isinstance(cells, Wrong):
            self._again.extendleft(reversed(others))
        last = first if isinstance(cells, Wrong) else self._taken[-1]
        self._taken, self._bytes = [], 0
        return Row(first.number, last.after, cells)
