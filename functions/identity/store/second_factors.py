"""Second factors in the table, and the logins that wait for one."""

from dataclasses import dataclass

from haat.table import reads, writes
from haat.table.item import Document, Item
from identity.domain.second_factor import Challenge, Factor
from identity.keys import CHALLENGE_SORT, FACTOR_SORT, SECOND_FACTOR, challenge_key


class FactorItem(Item, discriminator="second_factor"):
    """The second factor of an account; it stays when it is switched off, for its version."""

    factor: Document[Factor] = Document(Factor)


class ChallengeItem(Item, discriminator="login_challenge"):
    """One login that waits for its second factor."""

    challenge: Document[Challenge] = Document(Challenge)


@dataclass(frozen=True, slots=True)
class FactorMoved:
    """The factor was changed meanwhile, be it by a code: read it again."""


@dataclass(frozen=True, slots=True)
class ChallengeMoved:
    """The login was finished, or met a wrong code, meanwhile."""


class SecondFactorStore:
    """Second factors; each method is one row of ACCESS_PATTERNS.md."""

    def find(self, customer_id: str) -> Factor | None:
        """The factor of an account, on or not. One consistent read."""
        item = reads.find(FactorItem, SECOND_FACTOR.key(customer_id), FACTOR_SORT, consistent=True)
        return item.factor if item else None

    def saved(self, customer_id: str, factor: Factor) -> writes.Write:
        """The write of the next version of a factor; refused as FactorMoved."""
        pk, version = SECOND_FACTOR.key(customer_id), factor.version
        item = FactorItem(pk=pk, sk=FACTOR_SORT, factor=factor, version=version)
        same = FactorItem.version == version - 1 if version > 1 else FactorItem.pk.does_not_exist()
        return writes.put(item, when=same, refused=lambda _: FactorMoved())


class ChallengeStore:
    """Logins that wait; each method is one row of ACCESS_PATTERNS.md."""

    def find(self, token: str) -> Challenge | None:
        """The login that goes on with this token. One consistent read."""
        item = reads.find(ChallengeItem, challenge_key(token), CHALLENGE_SORT, consistent=True)
        return item.challenge if item else None

    def put(self, token: str, challenge: Challenge) -> writes.Write:
        """The write by which a login begins to wait."""
        return self._put(token, challenge, when_failed=None)

    def failed(self, token: str, challenge: Challenge) -> writes.Write:
        """The write of a login after another wrong code; refused as ChallengeMoved."""
        return self._put(token, challenge, when_failed=challenge.failures - 1)

    def finished(self, token: str, challenge: Challenge) -> writes.Write:
        """The write that ends the wait, once; refused as ChallengeMoved."""
        return writes.delete(
            ChallengeItem,
            challenge_key(token),
            CHALLENGE_SORT,
            when=ChallengeItem.version == challenge.failures + 1,
            refused=lambda _: ChallengeMoved(),
        )

    def _put(self, token: str, challenge: Challenge, *, when_failed: int | None) -> writes.Write:
        item = ChallengeItem(
            pk=challenge_key(token),
            sk=CHALLENGE_SORT,
            challenge=challenge,
            version=challenge.failures + 1,
            ttl=challenge.expires_at_s,
        )
        new = ChallengeItem.pk.does_not_exist()
        same = new if when_failed is None else ChallengeItem.version == when_failed + 1
        return writes.put(item, when=same, refused=lambda _: ChallengeMoved())
