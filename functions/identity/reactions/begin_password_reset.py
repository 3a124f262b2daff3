"""PasswordResetAsked → a reset of the account's password, if there is one."""

from dataclasses import dataclass

from haat import clock
from haat.events.envelope import Event
from haat.events.reaction import reaction
from haat.table import writes
from haat.table.erasing import scrub_rows
from identity.domain.resets import LIFE_S, Reset
from identity.keys import RESET
from identity.manifests.passwords import BEGIN_PASSWORD_RESET
from identity.store.accounts import AccountStore
from identity.store.credentials import CredentialsStore
from identity.store.resets import ResetStore

ASKED = "EVENT#00000001"  # the sort key of the event that is heard here
NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Asked:
    """What this reads of the event."""

    reset_id: str
    address_hash: str


@reaction(BEGIN_PASSWORD_RESET)
def handler(
    event: Event[Asked], resets: ResetStore, credentials: CredentialsStore, accounts: AccountStore
) -> None:
    """Begin the reset, once; one that would have expired is not begun, and its address not kept."""
    asked, expires_at_s = event.data, clock.seconds(event.occurred_at) + LIFE_S
    known = credentials.by_hash(asked.address_hash)
    account = accounts.find(known.customer_id) if known else None
    if known is None or account is None or clock.now_s() >= expires_at_s:
        scrub_rows(RESET.key(asked.reset_id), NOBODY, ASKED)  # no erasure would find it
        return
    reset = Reset(
        id=asked.reset_id,
        customer_id=account.id,
        address_hash=asked.address_hash,
        passwords=known.passwords,
        expires_at_s=expires_at_s,
    )
    writes.commit(*resets.begun(reset, account.email, clock.iso(expires_at_s)))  # refused: begun before
