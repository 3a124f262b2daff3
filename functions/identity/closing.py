"""How an account is closed: nobody comes in any more, and it waits to be erased."""

from haat.http import revocation
from haat.table.writes import Write
from identity.code_check import CodeCheck, Refusal, Shown
from identity.password_check import Proved
from identity.store.credentials import CredentialsStore
from identity.store.erasures import ErasureStore
from identity.store.second_factors import SecondFactorStore


class Closing:
    """Closes accounts."""

    def __init__(self) -> None:
        self._check = CodeCheck()
        self._credentials = CredentialsStore()
        self._erasures = ErasureStore()
        self._factors = SecondFactorStore()

    def writes(self, proved: Proved, due_s: int) -> tuple[Write, ...]:
        """The writes that close an account; refused as CredentialsMoved."""
        known = proved.credentials
        return (
            self._credentials.dropped(known),
            revocation.revoke_older(known.customer_id, known.generation + 1),
            self._erasures.asked(known.customer_id, due_s),
        )

    def by_code(self, proved: Proved, code: str, closed: tuple[Write, ...]) -> Refusal | list[object]:
        """Commit them together with the use of a code."""
        customer_id = proved.account.id
        shown = Shown(customer_id, code)
        return self._check.another(shown, lambda factor: (self._factors.saved(customer_id, factor), *closed))
