"""Ending many sessions of an account at once: the next generation of its credentials begins."""

from haat.http import revocation
from haat.table import writes
from identity.domain import sessions
from identity.domain.sessions import Session
from identity.store.credentials import CredentialsStore
from identity.store.sessions import SessionStore


def others_ended(
    own: Session, store: SessionStore, credentials: CredentialsStore
) -> tuple[writes.Write, ...]:
    """The writes that end every session of an account but one, with every token of them.

    Refused as SessionMoved when that one was refreshed meanwhile, as CredentialsMoved when it is over itself.
    """
    after = sessions.outlive(own)
    return (
        credentials.next_generation(own.email, own.customer_id, after.generation),
        store.advanced(own, after),
        revocation.revoke_older(own.customer_id, after.generation, kept=own.family),
    )
