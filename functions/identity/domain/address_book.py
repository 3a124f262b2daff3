"""The address book: the addresses of a customer, and which of them orders are sent and billed to."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar

from haat.errors import Conflict, NotFound
from identity.domain.accounts import Address

ADDRESSES_MAX = 50


class Use(StrEnum):
    """What an address may be the default for."""

    SHIPPING = "shipping"
    BILLING = "billing"


@dataclass(frozen=True, slots=True)
class TooManyAddresses(Conflict):
    """The address book is full."""

    detail: ClassVar[str] = "It has at most {addresses_max} addresses: delete one first."
    addresses_max: int = ADDRESSES_MAX


@dataclass(frozen=True, slots=True)
class Entry:
    """One address. `version` counts its changes, also those of what it is the default for."""

    id: str
    address: Address
    default_for: tuple[Use, ...]
    version: int = 1


@dataclass(frozen=True, slots=True)
class AddressBook:
    """All addresses of a customer, in the order in which they came. `version` 0: none was ever written."""

    entries: tuple[Entry, ...] = ()
    version: int = 0

    def entry(self, address_id: str) -> Entry | None:
        return next((entry for entry in self.entries if entry.id == address_id), None)


def add(book: AddressBook, entry: Entry) -> AddressBook | TooManyAddresses:
    """The book with one address more."""
    if len(book.entries) >= ADDRESSES_MAX:
        return TooManyAddresses()
    return _changed(book, [*_yielding(book.entries, entry), entry])


def replace_entry(book: AddressBook, entry: Entry) -> AddressBook | NotFound:
    """The book with another address in the place of the one with this id, which goes on counting."""
    before = book.entry(entry.id)
    if before is None:
        return NotFound()
    if replace(entry, version=before.version) == before:
        return book
    after = replace(entry, version=before.version + 1)
    entries = [after if one.id == entry.id else one for one in book.entries]
    return _changed(book, _yielding(entries, after))


def remove(book: AddressBook, address_id: str) -> AddressBook | NotFound:
    """The book without an address; nothing takes its place as a default."""
    kept = [entry for entry in book.entries if entry.id != address_id]
    return _changed(book, kept) if len(kept) < len(book.entries) else NotFound()


def uses(wanted: Sequence[Use]) -> tuple[Use, ...]:
    """Uses, each once and in one order."""
    return tuple(use for use in Use if use in wanted)


def _yielding(entries: Sequence[Entry], newer: Entry) -> list[Entry]:
    """Each use has one default: the others give up what `newer` is the default for."""
    return [entry if entry.id == newer.id else _without(entry, newer.default_for) for entry in entries]


def _without(entry: Entry, taken: Sequence[Use]) -> Entry:
    kept = tuple(use for use in entry.default_for if use not in taken)
    if kept == entry.default_for:
        return entry
    return replace(entry, default_for=kept, version=entry.version + 1)


def _changed(book: AddressBook, entries: Sequence[Entry]) -> AddressBook:
    return AddressBook(tuple(entries), book.version + 1)
