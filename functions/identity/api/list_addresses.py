"""GET /api/users/addresses"""

import msgspec

from haat.http import Call, endpoint
from identity.address_book import AddressView, view
from identity.manifests import addresses
from identity.store.address_books import AddressBookStore


class Addresses(msgspec.Struct):
    """All of the caller's addresses: there are few."""

    items: list[AddressView]
    next: None = None


@endpoint(addresses.LIST_ADDRESSES)
def handler(call: Call[None], books: AddressBookStore) -> Addresses:
    """The caller's addresses, in the order in which they came."""
    return Addresses([view(entry) for entry in books.find(call.customer.id).entries])
