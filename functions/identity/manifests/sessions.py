"""The public surface of sessions, beyond logging in and out."""

from haat.grants import Table
from haat.keys import REVOKED
from haat.manifest import Auth, endpoint
from identity.keys import EMAIL, SESSION

LIST_SESSIONS = endpoint(
    "GET",
    "/api/users/sessions",
    "identity.api.list_sessions",
    auth=Auth.CUSTOMER,
    grants=(Table(("GetItem", "Query"), SESSION),),
    round_trips=2,
    summary="List where I am logged in",
)
END_SESSION = endpoint(
    "DELETE",
    "/api/users/sessions/{session_id}",
    "identity.api.end_session",
    auth=Auth.CUSTOMER,
    grants=(Table(("UpdateItem",), SESSION), Table(("PutItem",), REVOKED)),
    status=204,
    summary="Log one of my devices out",
)
END_OTHER_SESSIONS = endpoint(
    "DELETE",
    "/api/users/sessions",
    "identity.api.end_other_sessions",
    auth=Auth.CUSTOMER,
    grants=(
        Table(("GetItem", "UpdateItem"), SESSION),
        Table(("UpdateItem",), EMAIL),
        Table(("PutItem",), REVOKED),
    ),
    status=204,
    round_trips=2,
    summary="Log all of my devices out but this one",
)
FUNCTIONS = (LIST_SESSIONS, END_SESSION, END_OTHER_SESSIONS)
