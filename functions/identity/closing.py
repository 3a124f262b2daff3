"""How an account is closed: nobody comes in any more, and it waits to be erased."""

from haat.http import revocation
from haat.table.writes import Write
from identity.password_check import Proved
from identity.store.credentials import CredentialsStore
from identity.store.erasures import ErasureStore


class Closing:
    """Closes accounts."""

    def __init__(self) -> None:
        self._credentials = CredentialsStore()
        self._erasures = ErasureStore()

    def writes(self, proved: Proved, due_s: int) -> tuple[Write, ...]:
        """The writes that close an account; refused as CredentialsMoved."""
        known = proved.credentials
        return (
            self._credentials.dropped(known),
            revocation.revoke_older(known.customer_id, known.generation + 1),
            self._erasures.asked(known.customer_id, due_s),
        )
