"""GET /api/users/sessions"""

from typing import Annotated

import msgspec

from haat import clock
from haat.errors import CursorInvalid, Unauthorized
from haat.http import Call, cursor, endpoint
from identity import view
from identity.manifests import sessions
from identity.store.sessions import SessionStore


class Query(msgspec.Struct, forbid_unknown_fields=True):
    """Which page."""

    limit: Annotated[int, msgspec.Meta(ge=1, le=100)] = 20
    cursor: str | None = None


class Sessions(msgspec.Struct):
    """A page of sessions; some may be left out of it because they are over."""

    items: list[view.SessionView]
    next: str | None


@endpoint(sessions.LIST_SESSIONS)
def handler(call: Call[Query], store: SessionStore) -> Sessions | CursorInvalid | Unauthorized:
    """The caller's sessions that are alive, newest first."""
    customer = call.customer
    scope = f"sessions {customer.id}"
    after = cursor.decode(call.input.cursor, scope=scope)
    if isinstance(after, CursorInvalid):
        return after
    own = store.find(customer.id, customer.family)
    if own is None:
        return Unauthorized()
    page = store.page(customer.id, limit=call.input.limit, after=after)
    at_s = clock.now_s()
    alive = [each for each in page.sessions if each.is_alive(own.generation, at_s)]
    shown = [view.session(each, current=each.family == own.family) for each in alive]
    return Sessions(shown, cursor.encode(page.last_key, scope=scope))
