"""POST /api/users/login/second-factor"""

from haat.errors import Unavailable
from haat.http import Call, endpoint, once
from identity.finishing import Finish, LoginCode, Outcome
from identity.manifests import second_factor as manifest

ATTEMPTS = 4  # at a login that another request goes on with at the same time


@endpoint(manifest.FINISH_LOGIN)
def handler(call: Call[LoginCode], finish: Finish) -> Outcome | Unavailable:
    """The session of a login whose password was right before."""
    if call.once and call.once.was_answered():
        return once.AlreadyAnswered()  # a repeat must not pass for a code that is used twice
    for _ in range(ATTEMPTS):
        outcome = finish.attempt(call)
        if outcome is not None:
            return outcome
    return Unavailable()
