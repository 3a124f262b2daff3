"""GET /api/users/profile"""

from haat.errors import NotFound
from haat.http import Answer, Call, endpoint
from identity import manifest, view
from identity.store.accounts import AccountStore


@endpoint(manifest.GET_PROFILE)
def handler(call: Call[None], accounts: AccountStore) -> Answer[view.Profile] | NotFound:
    """The caller's own profile."""
    account = accounts.find(call.customer.id)
    return view.profile_answer(account) if account else NotFound()
