"""DELETE /api/users/sessions/{session_id}"""

from haat.errors import NotFound
from haat.http import Answer, Call, endpoint
from haat.table import writes
from identity.domain import sessions
from identity.manifests.sessions import END_SESSION
from identity.store.sessions import SessionStore


@endpoint(END_SESSION)
def handler(call: Call[None], store: SessionStore) -> Answer[None] | NotFound:
    """End one session of the caller, with every token of it."""
    family = call.path["session_id"]
    if not sessions.is_family(family):
        return NotFound()
    refusals = writes.commit(*store.ended(call.customer.id, family))
    return NotFound() if refusals else Answer(None)
