"""POST /api/admin/customers/{customer_id}/block"""

from haat import clock
from haat.errors import NotFound, Unavailable
from haat.http import Answer, Call, endpoint, revocation
from haat.http.once import AlreadyAnswered
from haat.table import writes
from identity import customer_view
from identity.customer_view import BlockView, Reason
from identity.manifests.customers import BLOCK_CUSTOMER
from identity.store.accounts import AccountStore
from identity.store.credentials import Credentials, CredentialsStore
from identity.store.customers import CustomerStore

ATTEMPTS = 3  # at an account whose sessions are ended at the same time


@endpoint(BLOCK_CUSTOMER)
def handler(
    call: Call[Reason], customers: CustomerStore, accounts: AccountStore, credentials: CredentialsStore
) -> Answer[BlockView] | NotFound | AlreadyAnswered | Unavailable:
    """End every session, and let nobody begin another. Their last access token is dead within 60 s."""
    for _ in range(ATTEMPTS):
        account = accounts.find(call.path["customer_id"])
        known = credentials.find(account.email) if account else None
        if account is None or known is None:
            return NotFound()
        if account.blocked_at:
            return customer_view.block_of(account.id, account.blocked_at)
        answer = customer_view.block_of(account.id, clock.now())
        refusals = writes.commit(
            customers.blocked(account.id, answer.body.blocked_at),
            *_sessions_ended(known, account.email, credentials),
            call.audited(f"customer/{account.id}", {"blocked_at": None}, answer.body),
            *call.remember(answer),
        )
        if not refusals or AlreadyAnswered() in refusals:
            return AlreadyAnswered() if refusals else answer
    return Unavailable()


def _sessions_ended(
    known: Credentials, email: str, credentials: CredentialsStore
) -> tuple[writes.Write, writes.Write]:
    generation = known.generation + 1
    return (
        credentials.next_generation(email, known.customer_id, generation),
        revocation.revoke_older(known.customer_id, generation),
    )
