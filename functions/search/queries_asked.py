"""Questions that many have asked, for those who type one."""

from typing import Protocol


class QueriesAsked(Protocol):
    """The popular questions, by what they begin with."""

    def beginning_with(self, typed: str, limit: int) -> tuple[str, ...]:
        """The most popular first."""


class NoQueriesAsked:
    """Nobody counts the questions yet."""

    def beginning_with(self, typed: str, limit: int) -> tuple[str, ...]:
        del typed, limit
        return ()
