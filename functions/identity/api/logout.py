"""POST /api/users/logout"""

import msgspec

from haat.errors import FieldError, InvalidInput
from haat.http import Answer, Call, endpoint
from haat.http.once import AlreadyAnswered
from haat.table import writes
from identity import manifest
from identity.domain import refresh_tokens
from identity.fields import RefreshTokenText
from identity.store.sessions import SessionStore


class Body(msgspec.Struct, forbid_unknown_fields=True):
    """Nothing is needed: the access token names its session. The refresh token may come along."""

    refresh_token: RefreshTokenText | None = None


@endpoint(manifest.LOGOUT)
def handler(call: Call[Body | None], store: SessionStore) -> Answer[None] | InvalidInput | AlreadyAnswered:
    """End the session of the access token, with every token of it."""
    customer = call.customer
    token = refresh_tokens.read((call.input and call.input.refresh_token) or "")
    if token and (token.customer_id, token.family) != (customer.id, customer.family):
        return InvalidInput((FieldError("/refresh_token", "This token is of another session."),))
    answer = Answer(None)
    refusals = writes.commit(*store.ended(customer.id, customer.family), *call.remember(answer))
    return AlreadyAnswered() if AlreadyAnswered() in refusals else answer  # ended before is ended as well
