"""What a file consists of, whatever its format: records, each of which is one product or says why not."""

from collections.abc import Iterator
from dataclasses import dataclass

from catalog.transfers.imported import ImportedProduct
from haat.errors import FieldError, InvalidInput, Problem
from haat.http.parse import BODY_BYTES_MAX

LINE_BYTES_MAX = BODY_BYTES_MAX  # what a request may have


@dataclass(frozen=True, slots=True)
class Position:
    """A place between two records: bytes of the (unpacked) file, and lines, that come before it."""

    offset: int = 0
    lines: int = 0


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a record, as the report tells it; `errors` are of single fields."""

    code: str
    detail: str
    errors: tuple[FieldError, ...] = ()


def wrong(problem: Problem) -> Wrong:
    """What is wrong, as a request would have been told."""
    errors = problem.errors if isinstance(problem, InvalidInput) else ()
    return Wrong(problem.code(), problem.describe(), errors)


@dataclass(frozen=True, slots=True)
class Record:
    """One record. `found` None: only white space, which is neither a product nor wrong."""

    line: int  # where it begins, from 1
    after: Position  # where the next one begins
    found: ImportedProduct | Wrong | None

    @property
    def skus(self) -> int:
        """How many it names."""
        return len(self.found.variants) if isinstance(self.found, ImportedProduct) else 0


Records = Iterator[Record]
