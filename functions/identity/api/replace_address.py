"""PUT /api/users/addresses/{address_id}"""

from haat.errors import NotFound, PreconditionFailed
from haat.http import Answer, Call, endpoint
from identity.address_book import AddressBody, AddressView, change, shown
from identity.domain import address_book
from identity.domain.address_book import AddressBook
from identity.manifests import addresses
from identity.store.address_books import AddressBookStore


@endpoint(addresses.REPLACE_ADDRESS)
def handler(
    call: Call[AddressBody], books: AddressBookStore
) -> Answer[AddressView] | NotFound | PreconditionFailed:
    """The address as it was sent; what it is the default for, no other is."""
    entry = call.input.to_entry(call.path["address_id"])
    book = change(call, books, lambda before: address_book.replace_entry(before, entry))
    return shown(book, entry.id) if isinstance(book, AddressBook) else book
