"""Addresses as a client sends and sees them, and a change of the book: read, decide, save, or start again."""

import time
from collections.abc import Callable, Iterator
from typing import Annotated, Any

import msgspec

from haat.errors import NotFound, PreconditionFailed
from haat.faults import Transient
from haat.http import Answer, Call
from haat.table import writes
from identity.domain import address_book
from identity.domain.accounts import Address
from identity.domain.address_book import AddressBook, Entry, Use
from identity.fields import AddressFields
from identity.store.address_books import AddressBookStore

ATTEMPTS = 8  # at a book that is changed at the same time


class AddressBody(AddressFields, forbid_unknown_fields=True):
    """A whole address. `default_for`: "shipping", "billing", both or nothing."""

    default_for: Annotated[list[Use], msgspec.Meta(max_length=len(Use))] = []

    def to_entry(self, address_id: str) -> Entry:
        sent = msgspec.structs.asdict(self)
        wanted = address_book.uses(sent.pop("default_for"))
        return Entry(address_id, Address(**sent), wanted)


class AddressView(msgspec.Struct):
    """One address of the caller's book."""

    id: str
    name: str
    line1: str
    line2: str | None
    city: str
    postal_code: str
    region: str | None
    country: str
    default_for: tuple[Use, ...]
    version: int


class BookContended(Transient):
    """Others were faster every time. Nothing was changed."""


def view(entry: Entry) -> AddressView:
    address = entry.address
    return AddressView(
        id=entry.id,
        name=address.name,
        line1=address.line1,
        line2=address.line2,
        city=address.city,
        postal_code=address.postal_code,
        region=address.region,
        country=address.country,
        default_for=entry.default_for,
        version=entry.version,
    )


def shown(book: AddressBook, address_id: str) -> Answer[AddressView] | NotFound:
    """One address with its tag."""
    entry = book.entry(address_id)
    return Answer(view(entry), etag=str(entry.version)) if entry else NotFound()


def attempts() -> Iterator[int]:
    """As often as a change is tried, with pauses at random between."""
    for attempt in range(ATTEMPTS):
        if attempt:
            time.sleep(writes.pause_s(attempt))
        yield attempt


def change(
    call: Call[Any], books: AddressBookStore, decide: Callable[[AddressBook], AddressBook | NotFound]
) -> AddressBook | NotFound | PreconditionFailed:
    """The caller's book after a change of the address that the path names.

    Raises: BookContended.
    """
    for _ in attempts():
        before = books.find(call.customer.id)
        entry = before.entry(call.path["address_id"])
        refused = call.precondition(str(entry.version)) if entry else NotFound()
        after = refused or decide(before)
        if not isinstance(after, AddressBook) or after == before:
            return after
        if not books.save(call.customer.id, after):
            return after
    raise BookContended
