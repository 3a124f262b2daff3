"""POST /api/users/addresses"""

from haat import ids
from haat.http import Answer, Call, endpoint
from haat.http.once import AlreadyAnswered
from identity.address_book import AddressBody, AddressView, BookContended, attempts, view
from identity.domain import address_book
from identity.domain.address_book import AddressBook, TooManyAddresses
from identity.manifests import addresses
from identity.store.address_books import AddressBookStore, BookMoved


@endpoint(addresses.ADD_ADDRESS)
def handler(
    call: Call[AddressBody], books: AddressBookStore
) -> Answer[AddressView] | TooManyAddresses | AlreadyAnswered:
    """The address, with its id; it takes over what it is the default for."""
    entry = call.input.to_entry(ids.new_id("adr"))
    location = {"location": f"{addresses.ADD_ADDRESS.path}/{entry.id}"}
    answer = Answer(view(entry), etag=str(entry.version), headers=location)
    for _ in attempts():
        book = address_book.add(books.find(call.customer.id), entry)
        if not isinstance(book, AddressBook):
            return book
        refused = books.save(call.customer.id, book, *call.remember_personal(answer))
        if not isinstance(refused, BookMoved):
            return refused or answer
    raise BookContended
