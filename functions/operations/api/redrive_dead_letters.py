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
    """Hand the letters of one queue back to the function, once what was wrong is mended."""
    if call.once and call.once.was_answered():
        return AlreadyAnswered()
    done = letters.redrive(call.path["queue"])
    if not isinstance(done, Redriven):
        return done
    answer = Answer(done)
    audited = call.audited(f"dead-letters/{done.queue}", None, {"moved": done.moved})
    return AlreadyAnswered() if writes.commit(audited, *call.remember(answer)) else answer
