"""Who must be refused where: a row for each operation and each caller without the right."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from haat.http.order_link import HEADER as ORDER_TOKEN
from haat.manifest import Auth, Endpoint
from haat.permissions import Role, permitted
from tests.contracts.authorization.rows import ENDPOINTS
from tests.contracts.authorization.shop import Claims, claims_of, partner
from tests.support.requests import admin_claims, staff_claims

EXPIRED = {"exp": "1"}
FOREIGN = {"iss": "https://tokens.example"}
MALFORMED = {"authorization": "Bearer not.a.token"}


@dataclass(frozen=True)
class Caller:
    """Somebody, by verified claims, or by headers that no gateway looks at."""

    name: str
    claims: Claims | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


NOBODY, GARBAGE = Caller("no token"), Caller("a malformed token", None, MALFORMED)
NO_CUSTOMER = (
    GARBAGE,
    Caller("an admin", admin_claims()),
    Caller("a partner", partner("acme")),
    Caller("an expired token", {**claims_of("bob"), **EXPIRED}),
    Caller("a token of another issuer", {**claims_of("bob"), **FOREIGN}),
    Caller("a refresh token", {**claims_of("bob"), "token_use": "refresh"}),
)
NO_STAFF = (
    NOBODY,
    GARBAGE,
    Caller("a customer", claims_of("bob")),
    Caller("a customer who says to be an admin", {**claims_of("bob"), "cognito:groups": "[admin]"}),
    Caller("an expired token", admin_claims() | EXPIRED),
    Caller("a token of another pool", admin_claims() | FOREIGN),
    Caller("an id token", admin_claims(token_use="id")),
    Caller("somebody in no group", staff_claims("")),
)
REFUSED: Mapping[Auth, tuple[Caller, ...]] = {
    Auth.CUSTOMER: (NOBODY, *NO_CUSTOMER),
    Auth.ORDER_HOLDER: (NOBODY, *NO_CUSTOMER, Caller("a malformed link", None, {ORDER_TOKEN.lower(): "x.y"})),
    Auth.CART_HOLDER: NO_CUSTOMER,
    Auth.PROVIDER: (NOBODY, Caller("a wrong signature", None, {"stripe-signature": "t=1,v1=00"})),
    Auth.STAFF: NO_STAFF,
    Auth.PUBLIC: (),
}


@dataclass(frozen=True)
class Row:
    """One operation, and who must not get it."""

    operation: Endpoint
    caller: Caller

    def __str__(self) -> str:
        return f"{self.operation.name}, {self.caller.name}".replace(" ", "-")


def rows_of(operation: Endpoint) -> Iterator[Row]:
    """Everybody whom an operation must refuse: of staff, each role without its permission as well."""
    yield from (Row(operation, caller) for caller in REFUSED[operation.auth])
    if operation.auth is Auth.STAFF:
        without = [role for role in Role if not permitted([role], operation.permission)]
        yield from (Row(operation, Caller(f"role {role}", staff_claims(role))) for role in without)


ROWS = tuple(row for operation in ENDPOINTS.values() for row in rows_of(operation))
