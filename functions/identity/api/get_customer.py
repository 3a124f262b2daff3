"""GET /api/admin/customers/{customer_id}"""

from haat.errors import NotFound
from haat.http import Call, endpoint
from identity import customer_view
from identity.customer_view import CustomerView
from identity.manifests.customers import GET_CUSTOMER
from identity.store.accounts import AccountStore


@endpoint(GET_CUSTOMER)
def handler(call: Call[None], accounts: AccountStore) -> CustomerView | NotFound:
    """One customer."""
    account = accounts.find(call.path["customer_id"])
    return customer_view.of(account) if account else NotFound()
