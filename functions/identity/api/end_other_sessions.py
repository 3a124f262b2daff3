"""DELETE /api/users/sessions"""

from haat.errors import Unauthorized, Unavailable
from haat.http import Answer, Call, endpoint
from haat.table import writes
from identity.generations import others_ended
from identity.manifests.sessions import END_OTHER_SESSIONS
from identity.store.credentials import CredentialsMoved, CredentialsStore
from identity.store.sessions import SessionStore

ATTEMPTS = 3  # at a session that is refreshed at the same time


@endpoint(END_OTHER_SESSIONS)
def handler(
    call: Call[None], store: SessionStore, credentials: CredentialsStore
) -> Answer[None] | Unauthorized | Unavailable:
    """End every session of the caller but this one, with every token of them."""
    for _ in range(ATTEMPTS):
        own = store.find(call.customer.id, call.customer.family)
        if own is None:
            return Unauthorized()
        refusals = writes.commit(*others_ended(own, store, credentials))
        if CredentialsMoved() in refusals:
            return Unauthorized()
        if not refusals:
            return Answer(None)
    return Unavailable()
