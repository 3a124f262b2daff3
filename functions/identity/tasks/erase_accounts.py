"""Erase accounts that were closed long enough ago: every other minute."""

from haat import clock
from haat.events.scheduled import scheduled
from haat.observability import Invocation
from haat.table import writes
from haat.table.erased import note_erased
from identity.manifests import erasure
from identity.store.accounts import AccountStore
from identity.store.erasures import ErasureStore


@scheduled(erasure.ERASE_ACCOUNTS)
def handler(run: Invocation, erasures: ErasureStore, accounts: AccountStore) -> None:
    """The profile is gone with the event by which every service erases what it has."""
    for customer_id in erasures.due(clock.now()):
        account = accounts.find(customer_id)
        gone = accounts.erased(account) if account else ()
        refused = writes.commit(*gone, note_erased(customer_id), erasures.done(customer_id))
        run.count("AccountsErased", int(not refused))  # one that was changed meanwhile is met by the next run
