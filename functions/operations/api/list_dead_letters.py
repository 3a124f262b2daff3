"""GET /api/admin/dead-letters"""

import msgspec

from haat.http import Call, endpoint
from operations import manifest
from operations.letters import Letters, Pile


class DeadLetters(msgspec.Struct):
    """Every queue that may hold dead letters, and how many those are in all, roughly."""

    items: list[Pile]
    messages: int


@endpoint(manifest.LIST_DEAD_LETTERS)
def handler(call: Call[None], letters: Letters) -> DeadLetters:
    """How many messages could not be handled, by the function that could not."""
    del call
    piles = letters.piles()
    return DeadLetters(piles, sum(pile.messages for pile in piles))
