"""GET /api/admin/dead-letters/{queue}"""

import msgspec

from haat.errors import NotFound
from haat.http import Call, endpoint
from operations import manifest
from operations.domain import Letter
from operations.letters import Letters


class LettersView(msgspec.Struct):
    """Some dead letters, the oldest of them first. Text that may be about a person is hidden."""

    items: list[Letter]


@endpoint(manifest.SHOW_DEAD_LETTERS)
def handler(call: Call[None], letters: Letters) -> LettersView | NotFound:
    """Ten at most; they stay where they are."""
    found = letters.look(call.path["queue"])
    return found if isinstance(found, NotFound) else LettersView(found)
