"""What others do between a read and a write."""

from collections import deque
from collections.abc import Callable
from typing import Any

import pytest

from haat.table import writes
from tests.support.rights import somebody_else

Happening = Callable[[], object]


class Rivals:
    """Each commit that follows runs the next of the happenings first; what these commit runs undisturbed."""

    def __init__(self) -> None:
        self._waiting: deque[Happening] = deque()
        self._busy = False

    def next(self, *happenings: Happening) -> None:
        """What happens right before the next commits, one each."""
        self._waiting.extend(happenings)

    def act(self) -> None:
        if self._waiting and not self._busy:
            self._busy = True
            with somebody_else():
                self._waiting.popleft()()
            self._busy = False


@pytest.fixture
def rivals(monkeypatch: pytest.MonkeyPatch) -> Rivals:
    """Others who are faster."""
    them, commit = Rivals(), writes.commit

    def raced(*pending: Any) -> list[object]:
        them.act()
        return commit(*pending)

    monkeypatch.setattr(writes, "commit", raced)
    return them
