"""POST /api/users/email/refuse

Whoever refuses need not be logged in: it may be somebody whose account another has got into.
"""

from haat import address_change, clock
from haat.errors import Unavailable
from haat.http import Answer, Call, endpoint
from haat.http.once import AlreadyAnswered
from haat.table import writes
from identity.domain.email_changes import EmailChangeTokenInvalid, Standing
from identity.email_confirming import Confirmation
from identity.manifests.emails import REFUSE_EMAIL_CHANGE
from identity.store.accounts import AccountStore
from identity.store.email_changes import EmailChangeStore

ATTEMPTS = 3  # at an account that is changed at the same time
Outcome = Answer[None] | EmailChangeTokenInvalid | AlreadyAnswered


@endpoint(REFUSE_EMAIL_CHANGE)
def handler(
    call: Call[Confirmation], accounts: AccountStore, changes: EmailChangeStore
) -> Outcome | Unavailable:
    """End a change by the token of either mail; one that was ended stays so."""
    for _ in range(ATTEMPTS):
        outcome = _refuse(call, accounts, changes)
        if outcome is not None:
            return outcome
    return Unavailable()


def _refuse(call: Call[Confirmation], accounts: AccountStore, changes: EmailChangeStore) -> Outcome | None:
    """One attempt; None when the account was changed meanwhile."""
    token, answer = call.input.token, Answer(None)
    account = accounts.find(address_change.customer_in(token) or "")
    change = account.email_change if account else None
    if account is None or change is None or not address_change.side_of(token, account.id, change.id):
        return EmailChangeTokenInvalid()
    if change.standing is Standing.REFUSED:
        return answer
    if not change.is_open(clock.now_s()):
        return EmailChangeTokenInvalid()
    refusals = writes.commit(*changes.refused(account, change.refused()), *call.remember(answer))
    if AlreadyAnswered() in refusals:
        return AlreadyAnswered()
    return None if refusals else answer
