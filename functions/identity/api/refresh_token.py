"""POST /api/users/refresh-token"""

import msgspec

from haat import clock, ids, observability
from haat.errors import Unavailable
from haat.http import Answer, Call, endpoint, once
from haat.table import writes
from identity import manifest, view
from identity.access_tokens import AccessTokens
from identity.domain import refresh_tokens, sessions
from identity.domain.refresh_tokens import RefreshToken, RefreshTokenInvalid
from identity.domain.sessions import Standing
from identity.fields import RefreshTokenText
from identity.store.credentials import CredentialsMoved, CredentialsStore
from identity.store.sessions import SessionMoved, SessionStore

ROUNDS = len(Standing)  # a session that moves lowers the standing of the token
Outcome = Answer[view.Tokens] | RefreshTokenInvalid | once.AlreadyAnswered


class Body(msgspec.Struct, forbid_unknown_fields=True):
    """The token to exchange; it works once."""

    refresh_token: RefreshTokenText


@endpoint(manifest.REFRESH_TOKEN)
def handler(
    call: Call[Body], store: SessionStore, credentials: CredentialsStore, access_tokens: AccessTokens
) -> Outcome | Unavailable:
    """The next pair of tokens of a session; a token that was used before ends the session instead."""
    token = refresh_tokens.read(call.input.refresh_token)
    if token is None:
        return RefreshTokenInvalid()
    for _ in range(ROUNDS):
        outcome = _refresh(call, token, store, credentials, access_tokens)
        if not isinstance(outcome, SessionMoved):
            return outcome
    return Unavailable()


def _refresh(
    call: Call[Body],
    token: RefreshToken,
    store: SessionStore,
    credentials: CredentialsStore,
    access_tokens: AccessTokens,
) -> Outcome | SessionMoved:
    at_s = clock.now_s()
    session = store.find(token.customer_id, token.family)
    standing = sessions.standing(session, token, at_s) if session else Standing.UNKNOWN
    if session is None or standing is Standing.UNKNOWN:
        return RefreshTokenInvalid()
    observability.note(caller=session.customer_id)
    if standing is not Standing.CURRENT and call.once and call.once.was_answered():
        return once.AlreadyAnswered()  # a repeat of the very request that used the token
    if standing is Standing.REUSED:
        return _end(call, token, store)
    current = standing is Standing.CURRENT
    after = sessions.rotate(session, token, ids.new_token(), at_s) if current else session
    answer = view.refreshed(access_tokens.issue(session, at_s), token.successor(after.salt))
    refusals = writes.commit(
        store.advanced(session, after),
        credentials.unmoved(session.email, session.customer_id, session.generation),
        *once.remember_sealed(call.once, answer),
    )
    if CredentialsMoved() in refusals:
        return RefreshTokenInvalid()
    if refusals:
        return SessionMoved() if SessionMoved() in refusals else once.AlreadyAnswered()
    return answer


def _end(call: Call[Body], token: RefreshToken, store: SessionStore) -> RefreshTokenInvalid:
    """End a session whose token is in two hands."""
    call.invocation.count("RefreshTokensReused")
    writes.commit(*store.ended(token.customer_id, token.family))  # refused: ended before, which is as good
    return RefreshTokenInvalid()
