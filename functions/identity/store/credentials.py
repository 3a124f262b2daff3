"""Credentials in the table: what logs in with an e-mail address."""

from collections.abc import Sequence
from dataclasses import dataclass

from pynamodb.expressions.update import Action

from haat.table import reads, writes
from haat.table.item import Integer, Item, Text
from identity.domain.accounts import EmailTaken
from identity.keys import EMAIL, EMAIL_SORT, address_hash, email_key


class CredentialsItem(Item, discriminator="credentials"):
    """What logs in with one e-mail address. Sessions of an older generation are over."""

    customer_id = Text()
    password_hash = Text()
    generation = Integer(default=1)
    passwords = Integer(default=1)  # how many there were


@dataclass(frozen=True, slots=True)
class Credentials:
    """Whose e-mail address it is, the hash of the password, and which sessions are alive."""

    address_hash: str
    customer_id: str
    password_hash: str
    generation: int
    passwords: int  # how many there were


@dataclass(frozen=True, slots=True)
class CredentialsMoved:
    """The credentials are others by now: another password, another address, or all sessions were ended."""


class CredentialsStore:
    """Credentials; each method is one row of ACCESS_PATTERNS.md."""

    def find(self, email: str) -> Credentials | None:
        """What logs in with an address, however it is spelled. One consistent read."""
        return self.by_hash(address_hash(email))

    def by_hash(self, hashed: str) -> Credentials | None:
        """What logs in with the address that has this hash. One consistent read."""
        item = reads.find(CredentialsItem, EMAIL.key(hashed), EMAIL_SORT, consistent=True)
        return _to_credentials(hashed, item) if item else None

    def claimed(self, email: str, customer_id: str, password_hash: str) -> writes.Write:
        """The write that lets a new account log in with an address; refused as EmailTaken."""
        item = CredentialsItem(
            pk=email_key(email),
            sk=EMAIL_SORT,
            customer_id=customer_id,
            password_hash=password_hash,
        )
        return writes.put_new(item, refused=lambda _: EmailTaken())

    def unmoved(self, email: str, customer_id: str, generation: int) -> writes.Write:
        """The write that changes nothing, but is refused as CredentialsMoved unless they are as known."""
        return writes.check(
            CredentialsItem,
            email_key(email),
            EMAIL_SORT,
            when=(CredentialsItem.customer_id == customer_id) & (CredentialsItem.generation == generation),
            refused=lambda _: CredentialsMoved(),
        )

    def next_generation(self, email: str, customer_id: str, generation: int) -> writes.Write:
        """The write that begins `generation`, and ends the sessions of the one before it.

        Refused as CredentialsMoved.
        """
        actions = [CredentialsItem.generation.set(generation), CredentialsItem.version.add(1)]
        return _changed(email_key(email), customer_id, generation - 1, actions)

    def renewed(self, known: Credentials, password_hash: str) -> writes.Write:
        """The write that sets another password and begins the next generation.

        Refused as CredentialsMoved.
        """
        following = known.generation + 1
        actions = [
            CredentialsItem.password_hash.set(password_hash),
            CredentialsItem.passwords.set(known.passwords + 1),
            CredentialsItem.generation.set(following),
            CredentialsItem.version.add(1),
        ]
        return _changed(EMAIL.key(known.address_hash), known.customer_id, known.generation, actions)

    def dropped(self, known: Credentials) -> writes.Write:
        """The write after which nobody logs in with them and no session goes on.

        Refused as CredentialsMoved.
        """
        own = CredentialsItem.customer_id == known.customer_id
        return writes.delete(
            CredentialsItem,
            EMAIL.key(known.address_hash),
            EMAIL_SORT,
            when=own & (CredentialsItem.generation == known.generation),
            refused=lambda _: CredentialsMoved(),
        )

    def moved(self, known: Credentials, email: str) -> tuple[writes.Write, ...]:
        """The writes after which the same password logs in with another address, in the next generation.

        Refused as CredentialsMoved, or as EmailTaken.
        """
        item = CredentialsItem(
            pk=email_key(email),
            sk=EMAIL_SORT,
            customer_id=known.customer_id,
            password_hash=known.password_hash,
            generation=known.generation + 1,
            passwords=known.passwords,
        )
        return self.dropped(known), writes.put_new(item, refused=lambda _: EmailTaken())

    def rehash(self, known: Credentials, password_hash: str) -> None:
        """Replace the hash of a password by one of today's kind, unless somebody did. One write."""
        change = writes.update(
            CredentialsItem,
            EMAIL.key(known.address_hash),
            EMAIL_SORT,
            [CredentialsItem.password_hash.set(password_hash)],
            when=CredentialsItem.password_hash == known.password_hash,
            refused=lambda _: CredentialsMoved(),
        )
        writes.commit(change)


def _to_credentials(hashed: str, item: CredentialsItem) -> Credentials:
    return Credentials(hashed, item.customer_id, item.password_hash, item.generation, item.passwords)


def _changed(pk: str, customer_id: str, generation: int, actions: Sequence[Action]) -> writes.Write:
    """The write that changes credentials of a known generation; refused as CredentialsMoved."""
    return writes.update(
        CredentialsItem,
        pk,
        EMAIL_SORT,
        actions,
        when=(CredentialsItem.customer_id == customer_id) & (CredentialsItem.generation == generation),
        refused=lambda _: CredentialsMoved(),
    )
