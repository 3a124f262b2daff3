"""DELETE /api/users/addresses/{address_id}"""

from haat.errors import NotFound, PreconditionFailed
from haat.http import Answer, Call, endpoint
from identity.address_book import change
from identity.domain import address_book
from identity.domain.address_book import AddressBook
from identity.manifests import addresses
from identity.store.address_books import AddressBookStore


@endpoint(addresses.DELETE_ADDRESS)
def handler(call: Call[None], books: AddressBookStore) -> Answer[None] | NotFound | PreconditionFailed:
    """The address is gone; orders placed keep theirs."""
    address_id = call.path["address_id"]
    book = change(call, books, lambda before: address_book.remove(before, address_id))
    return Answer(None) if isinstance(book, AddressBook) else book
