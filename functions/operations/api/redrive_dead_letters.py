"""POST /api/admin/dead-letters/{queue}/redrive"""

from haat.errors import NotFound
from haat.http import Answer, Call, endpoint
from haat.http.once import AlreadyAnswered
from haat.table import writes
from operations import manifest
from operations.domain import LettersNotMovable
from operations.letters import Letters, Redriven


@endpoint(manifest.REDRIVE_DEAD_LETTERS)
def handler(
    call: Call[None], letters: Letters
) -> Answer[Redriven] | NotFound | LettersNotMovable | AlreadyAnswered:
    """Hand the letters of one queue back to the function, once what was wrong is mended.

    The audit log hears of it first: a redrive that dies in the middle is told as well.
    """
    if call.once and call.once.was_answered():
        return AlreadyAnswered()
    queue = call.path["queue"]
    if refused := letters.refusal(queue):
        return refused
    writes.commit(call.audited(f"dead-letters/{queue}", {"messages": letters.count(queue)}, None))
    answer = Answer(letters.redrive(queue))
    return AlreadyAnswered() if writes.commit(*call.remember(answer)) else answer
