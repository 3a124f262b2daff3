"""PasswordResetAsked → a reset of the account's password, if there is one."""

from dataclasses import dataclass

from haat import clock, mailed_token
from haat.events.envelope import Event
from haat.events.reaction import reaction
from haat.mailed_token import Purpose
from haat.table import writes
from identity.domain.resets import LIFE_S, Reset
from identity.manifests.passwords import BEGIN_PASSWORD_RESET
from identity.store.accounts import AccountStore
from identity.store.credentials import CredentialsStore
from identity.store.resets import ResetStore


@dataclass(frozen=True, slots=True)
class Asked:
    """What this reads of the event."""

    reset_id: str
    address_hash: str


@reaction(BEGIN_PASSWORD_RESET)
def handler(
    event: Event[Asked], resets: ResetStore, credentials: CredentialsStore, accounts: AccountStore
) -> None:
    """Begin the reset, once; one that would have expired is not begun."""
    asked, expires_at_s = event.data, clock.seconds(event.occurred_at) + LIFE_S
    known = credentials.by_hash(asked.address_hash)
    account = accounts.find(known.customer_id) if known else None
    if known is None or account is None or clock.now_s() >= expires_at_s:
        return
    reset = Reset(
        id=asked.reset_id,
        customer_id=account.id,
        address_hash=asked.address_hash,
        passwords=known.passwords,
        token_hash=mailed_token.hash_of(mailed_token.token_of(Purpose.PASSWORD_RESET, asked.reset_id)),
        expires_at_s=expires_at_s,
    )
    writes.commit(*resets.begun(reset, account.email, clock.iso(expires_at_s)))  # refused: begun before
