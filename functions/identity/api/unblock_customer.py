"""POST /api/admin/customers/{customer_id}/unblock"""

from haat.errors import NotFound
from haat.http import Answer, Call, endpoint
from haat.http.once import AlreadyAnswered
from haat.table import writes
from identity import customer_view
from identity.customer_view import BlockView, Reason
from identity.manifests.customers import UNBLOCK_CUSTOMER
from identity.store.accounts import AccountStore
from identity.store.customers import CustomerStore


@endpoint(UNBLOCK_CUSTOMER)
def handler(
    call: Call[Reason], customers: CustomerStore, accounts: AccountStore
) -> Answer[BlockView] | NotFound | AlreadyAnswered:
    """Let a customer log in again; sessions of before stay ended."""
    account = accounts.find(call.path["customer_id"])
    if account is None:
        return NotFound()
    answer = customer_view.block_of(account.id, None)
    if account.blocked_at is None:
        return answer
    refusals = writes.commit(
        customers.blocked(account.id, None),
        call.audited(f"customer/{account.id}", {"blocked_at": account.blocked_at}, {"blocked_at": None}),
        *call.remember(answer),
    )
    # Refused otherwise: somebody else has ended it at this moment.
    return AlreadyAnswered() if AlreadyAnswered() in refusals else answer
