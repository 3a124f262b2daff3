"""Where customers come in by a password or a provider: at once, or once they have shown a second factor."""

from dataclasses import dataclass

import msgspec

from haat import ids, observability
from haat.http import Answer
from haat.table.writes import Write
from identity import view
from identity.domain.accounts import Account, AccountBlocked
from identity.domain.second_factor import CHALLENGE_LIFE_S, Challenge
from identity.door import Door
from identity.store.second_factors import ChallengeStore


class SecondFactorAsked(msgspec.Struct):
    """No tokens yet: send `second_factor` with a code to /api/users/login/second-factor."""

    second_factor: str
    expires_in: int = CHALLENGE_LIFE_S  # seconds


@dataclass(frozen=True, slots=True)
class Entered:
    """What somebody gets, once `begun` is committed."""

    answer: Answer[view.LoggedIn] | Answer[SecondFactorAsked]
    begun: Write


class Entrance:
    """Begins sessions, or the wait for a second factor."""

    def __init__(self) -> None:
        self._door = Door()
        self._challenges = ChallengeStore()

    def enter(self, account: Account, generation: int, device: str, at_s: int) -> Entered | AccountBlocked:
        """What follows from a first proof. `generation` and `at_s`: see `Door.open`.

        Whoever is blocked a moment later gets a session of a generation that is over.
        """
        observability.note(caller=account.id)
        if account.blocked_at:
            return AccountBlocked()
        if account.second_factor_since is None:
            opened = self._door.open(account, generation, device, at_s)
            return Entered(opened.answer, opened.begun)
        token = ids.new_token()
        challenge = Challenge(account.id, generation, at_s + CHALLENGE_LIFE_S)
        return Entered(Answer(SecondFactorAsked(token)), self._challenges.put(token, challenge))
