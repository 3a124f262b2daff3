"""PUT /api/users/profile"""

import msgspec

from haat.errors import NotFound, PreconditionFailed
from haat.http import Answer, Call, endpoint
from identity import manifest, view
from identity.domain.accounts import Address, Details, ProfileChanged
from identity.fields import AddressFields, Name, Phone
from identity.store.accounts import AccountStore


class Body(msgspec.Struct, forbid_unknown_fields=True):
    """All that may be changed; null clears a field, and so does leaving out the address."""

    first_name: Name | None
    last_name: Name | None
    phone: Phone | None
    address: AddressFields | None = None

    def to_details(self) -> Details:
        address = Address(**msgspec.structs.asdict(self.address)) if self.address else None
        return Details(self.first_name, self.last_name, self.phone, address)


@endpoint(manifest.UPDATE_PROFILE)
def handler(
    call: Call[Body], accounts: AccountStore
) -> Answer[view.Profile] | NotFound | PreconditionFailed | ProfileChanged:
    """Replace the caller's details."""
    account = accounts.find(call.customer.id)
    if account is None:
        return NotFound()
    failed = call.precondition(str(account.version))
    if failed:
        return failed
    changed = account.with_details(call.input.to_details())
    if accounts.save_details(changed) is None:
        return view.profile_answer(changed)
    now = accounts.find(account.id) or account
    return call.precondition(str(now.version)) or ProfileChanged()
