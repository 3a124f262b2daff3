"""POST /api/users/email/confirm"""

from haat.errors import Unavailable
from haat.http import Call, endpoint
from identity.email_confirming import Confirmation, EmailConfirming, Outcome
from identity.manifests.emails import CONFIRM_EMAIL_CHANGE

ATTEMPTS = 3  # at an account that is changed at the same time


@endpoint(CONFIRM_EMAIL_CHANGE)
def handler(call: Call[Confirmation], confirming: EmailConfirming) -> Outcome | Unavailable:
    """Record that the caller reads the mail of one of the two addresses; the second makes the change."""
    for _ in range(ATTEMPTS):
        outcome = confirming.attempt(call)
        if outcome is not None:
            return outcome
    return Unavailable()
