"""Who may try a password now: attempts are counted before it is looked at, so that none is free."""

from dataclasses import dataclass, replace

from haat.table import writes
from identity.domain import devices
from identity.domain.throttling import (
    LOGINS_UNDER_ATTACK,
    Bucket,
    TooManyAttempts,
    failures_at,
    failures_from,
    login_from,
    login_of_device,
    password_of,
)
from identity.store.throttles import ThrottleStore


@dataclass(frozen=True, slots=True)
class Attempt:
    """An attempt that is counted."""

    at_s: int
    own: Bucket  # of whoever tries
    shared: tuple[Bucket, ...] = ()  # with others


class Guard:
    """Counts attempts at passwords."""

    def __init__(self, store: ThrottleStore | None = None) -> None:
        self._store = store or ThrottleStore()

    def admit(
        self, address_hash: str, source_ip: str, device_token: str, at_s: int
    ) -> Attempt | TooManyAttempts:
        """Count one attempt. One write or transaction; two while the account is under attack."""
        device = devices.device_of(device_token, address_hash)
        if device:
            return self._try(Attempt(at_s, login_of_device(address_hash, device)))
        own, account = login_from(address_hash, source_ip), failures_at(address_hash)
        place = failures_from(source_ip)
        empty = self._empty(Attempt(at_s, own, (place, account)))
        if empty == [account]:  # it is tried from everywhere: be careful with whom it does not know
            return self._try(Attempt(at_s, replace(own, limit=LOGINS_UNDER_ATTACK), (place,)))
        return empty[0].refused(at_s) if empty else Attempt(at_s, own, (place, account))

    def admit_again(self, family: str, at_s: int) -> Attempt | TooManyAttempts:
        """Count one attempt of somebody who is logged in. One write."""
        return self._try(Attempt(at_s, password_of(family)))

    def succeeded(self, attempt: Attempt) -> tuple[writes.Write, ...]:
        """The writes after which an attempt has counted for nothing. They are never refused."""
        back = (self._store.given_back(bucket, attempt.at_s) for bucket in attempt.shared)
        return self._store.filled(attempt.own, attempt.at_s), *back

    def _try(self, attempt: Attempt) -> Attempt | TooManyAttempts:
        empty = self._empty(attempt)
        return empty[0].refused(attempt.at_s) if empty else attempt

    def _empty(self, attempt: Attempt) -> list[Bucket]:
        """The buckets that have nothing left; where there are none, the attempt is counted."""
        taken = [self._store.taken(bucket, attempt.at_s) for bucket in (attempt.own, *attempt.shared)]
        return [bucket for bucket in writes.commit(*taken) if isinstance(bucket, Bucket)]
