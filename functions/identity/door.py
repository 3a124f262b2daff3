"""Where customers come in who have proved who they are, by whatever means."""

from dataclasses import dataclass

from haat.http import Answer
from haat.table import writes
from identity import view
from identity.access_tokens import AccessTokens
from identity.domain import refresh_tokens, sessions
from identity.domain.accounts import Account
from identity.domain.sessions import Holder
from identity.store.sessions import SessionStore


@dataclass(frozen=True, slots=True)
class Opened:
    """A session that begins when `begun` is committed, and the answer with its tokens."""

    answer: Answer[view.LoggedIn]
    begun: writes.Write


class Door:
    """Begins sessions."""

    def __init__(self, store: SessionStore | None = None, access_tokens: AccessTokens | None = None) -> None:
        self._store = store or SessionStore()
        self._access_tokens = access_tokens or AccessTokens()

    def open(self, account: Account, generation: int, device: str, at_s: int) -> Opened:
        """A new session of an account. One call of KMS.

        `at_s` is a moment before the credentials of this `generation` were read: the end of a generation is
        remembered for as long as a token lives.
        """
        token = refresh_tokens.first_token(account.id)
        session = sessions.begin(Holder(account.id, account.email, generation, device), token, at_s)
        answer = view.logged_in(account, self._access_tokens.issue(session, at_s), token)
        return Opened(answer, self._store.begun(session))
