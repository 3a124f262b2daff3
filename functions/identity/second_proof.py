"""The second factor once more, of who has shown the password: it is asked for where there is one."""

from haat.table import writes
from haat.table.writes import Write
from identity.code_check import CodeCheck, Refusal, Shown
from identity.domain.accounts import Account
from identity.domain.erasure import SecondFactorCodeMissing
from identity.store.second_factors import SecondFactorStore


class SecondProof:
    """Commits what a customer may do who has shown everything."""

    def __init__(self) -> None:
        self._check = CodeCheck()
        self._factors = SecondFactorStore()

    def commit(
        self, account: Account, code: str | None, pending: tuple[Write, ...]
    ) -> SecondFactorCodeMissing | Refusal | list[object]:
        """Commit some writes, together with the use of a code where the account has a second factor.

        Returns: why the code is refused; else the refusals of the commit, [] when it applied.
        """
        if account.second_factor_since is None:
            return writes.commit(*pending)
        if code is None:
            return SecondFactorCodeMissing()
        shown = Shown(account.id, code)
        return self._check.another(shown, lambda factor: (self._factors.saved(account.id, factor), *pending))
