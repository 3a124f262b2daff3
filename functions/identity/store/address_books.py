"""Address books in the table."""

from dataclasses import dataclass

from haat.http.once import AlreadyAnswered
from haat.table import reads, writes
from haat.table.item import Document, Item
from haat.table.writes import Write
from identity.domain.address_book import AddressBook, Entry
from identity.keys import ADDRESS_BOOK, BOOK_SORT


class AddressBookItem(Item, discriminator="address_book"):
    """All addresses of a customer: at most fifty, about 300 bytes each."""

    entries: Document[tuple[Entry, ...]] = Document(tuple[Entry, ...])


@dataclass(frozen=True, slots=True)
class BookMoved:
    """The book was changed meanwhile: read it again."""


class AddressBookStore:
    """Address books; each method is one row of ACCESS_PATTERNS.md."""

    def find(self, customer_id: str) -> AddressBook:
        """A customer's book; an empty one if nothing was ever written into it. One consistent read."""
        item = reads.find(AddressBookItem, ADDRESS_BOOK.key(customer_id), BOOK_SORT, consistent=True)
        return AddressBook(item.entries, item.version) if item else AddressBook()

    def save(self, customer_id: str, book: AddressBook, *also: Write) -> BookMoved | AlreadyAnswered | None:
        """Write the next version of a book, under the condition that the one before still stands."""
        item = AddressBookItem(
            pk=ADDRESS_BOOK.key(customer_id), sk=BOOK_SORT, entries=book.entries, version=book.version
        )
        before = book.version - 1
        same = AddressBookItem.version == before if before else AddressBookItem.pk.does_not_exist()
        refusals = writes.commit(writes.put(item, when=same, refused=lambda _: BookMoved()), *also)
        if AlreadyAnswered() in refusals:
            return AlreadyAnswered()
        return BookMoved() if refusals else None
