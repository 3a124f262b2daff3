"""GET /api/users/addresses/{address_id}"""

from haat.errors import NotFound
from haat.http import Answer, Call, endpoint
from identity.address_book import AddressView, shown
from identity.manifests import addresses
from identity.store.address_books import AddressBookStore


@endpoint(addresses.GET_ADDRESS)
def handler(call: Call[None], books: AddressBookStore) -> Answer[AddressView] | NotFound:
    """One address of the caller's book."""
    return shown(books.find(call.customer.id), call.path["address_id"])
