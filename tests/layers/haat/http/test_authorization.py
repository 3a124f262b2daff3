"""Who may call what: every kind of endpoint, with every kind of claims."""

from typing import Any

import pytest

from haat import clock
from haat.http import Call, endpoint
from haat.http.call import Customer, ManifestMistake, Principal, Staff
from haat.http.endpoint import Handler
from haat.manifest import Auth
from haat.permissions import PERMISSIONS, Permission, Role
from tests.layers.haat.shelf import declared
from tests.support.requests import Response, admin_claims, customer_claims, send, staff_claims
from tests.support.tokens import SEEN

pytestmark = pytest.mark.usefixtures("table")
PAST = str(clock.now_s() - 1)
ADA = Customer("usr_1", "fam_1", "ada@example.com")


def asked(auth: Auth | Permission) -> tuple[Handler[Any, Any], list[Principal]]:
    """An endpoint, and who reached it."""
    seen: list[Principal] = []

    @endpoint(declared("GET", auth=auth))
    def handler(call: Call[None]) -> None:
        seen.append(call.principal)

    return handler, seen


def refused(response: Response) -> tuple[int, str]:
    return response.status, response.json["code"]


@pytest.mark.parametrize("auth", [Auth.PUBLIC, Auth.PROVIDER])
@pytest.mark.parametrize("claims", [None, customer_claims(), admin_claims()])
def test_what_is_open_to_all_asks_nobody_who_they_are(auth: Auth, claims: dict[str, object] | None) -> None:
    handler, seen = asked(auth)
    assert send(handler, claims=claims).status == 200
    assert seen == [None]


def test_a_customer_is_known_by_live_claims() -> None:
    handler, seen = asked(Auth.CUSTOMER)
    assert send(handler, claims=customer_claims()).status == 200
    assert seen == [ADA]


BAD_CUSTOMER_CLAIMS = {
    "none": None,
    "expired": customer_claims(exp=PAST),
    "expiring now": customer_claims(exp="0"),
    "without an end": {name: value for name, value in customer_claims().items() if name != "exp"},
    "another issuer": customer_claims(iss="https://tokens.test.example"),
    "no issuer": customer_claims(iss=""),
    "a refresh token": customer_claims(token_use="refresh"),
    "no kind": customer_claims(token_use=""),
    "no family": customer_claims(family=""),
    "nobody": customer_claims(sub=""),
    "an admin": admin_claims(),
    "an admin with a family": admin_claims(family="fam_1", token_use="access"),
}


@pytest.mark.parametrize("claims", BAD_CUSTOMER_CLAIMS.values(), ids=BAD_CUSTOMER_CLAIMS)
def test_claims_that_are_not_a_live_customers_are_no_claims(claims: dict[str, object] | None) -> None:
    handler, seen = asked(Auth.CUSTOMER)
    response = send(handler, claims=claims)
    assert refused(response) == (401, "unauthorized")
    assert response.headers["www-authenticate"] == "Bearer"
    assert seen == []


@pytest.mark.parametrize(
    "groups", ["[admin]", "[staff admin]", "[admin, staff]", "admin", ["staff", "admin"]], ids=str
)
def test_an_admin_is_a_member_of_the_group_however_the_gateway_writes_it(groups: object) -> None:
    handler, seen = asked(Permission.REFUND_PAYMENTS)
    assert send(handler, claims=admin_claims(**{"cognito:groups": groups})).status == 200
    assert [staff.username for staff in seen if isinstance(staff, Staff)] == ["admin"]


@pytest.mark.parametrize(
    ("named", "username"),
    [
        ({}, "admin"),
        ({"username": "grace"}, "grace"),
        ({"username": ""}, "adm_1"),
    ],
)
def test_an_admin_is_known_by_the_name_the_token_has(named: dict[str, object], username: str) -> None:
    handler, seen = asked(Permission.REFUND_PAYMENTS)
    send(handler, claims=admin_claims(**named))
    assert seen == [Staff(username, frozenset({Role.ADMIN}))]


BAD_ADMIN_CLAIMS = {
    "none": None,
    "expired": admin_claims(exp=PAST),
    "without an end": {name: value for name, value in admin_claims().items() if name != "exp"},
    "another issuer": admin_claims(iss="https://tokens.test"),
    "an id token": admin_claims(token_use="id"),
    "no kind": admin_claims(token_use=""),
    "no group": admin_claims(**{"cognito:groups": ""}),
    "another group": admin_claims(**{"cognito:groups": "[staff]"}),
    "a group that sounds like it": admin_claims(**{"cognito:groups": "[administrators not-admin]"}),
    "a customer": customer_claims(),
    "a customer who says so": customer_claims(**{"cognito:groups": "[admin]"}),
}


@pytest.mark.parametrize("claims", BAD_ADMIN_CLAIMS.values(), ids=BAD_ADMIN_CLAIMS)
def test_claims_that_are_not_an_admins_give_no_right(claims: dict[str, object] | None) -> None:
    handler, seen = asked(Permission.REFUND_PAYMENTS)
    assert refused(send(handler, claims=claims)) == (403, "forbidden")
    assert seen == []


@pytest.mark.parametrize("authorization", ["", "Bearer", "Bearer x.y.z", SEEN, SEEN.replace("Bearer ", "")])
def test_a_token_that_the_gateway_verified_by_a_key_that_is_taken_no_more_is_nobodys(
    authorization: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    handler, seen = asked(Auth.CUSTOMER)
    monkeypatch.setenv("TOKEN_KEYS", "another,and-another")
    response = send(handler, headers={"authorization": authorization}, claims=customer_claims())
    assert refused(response) == (401, "unauthorized")
    assert seen == []


def test_who_calls_is_settled_before_what_is_asked() -> None:
    handler, _ = asked(Auth.CUSTOMER)
    assert send(handler, query={"unknown": "1"}).status == 401
    assert send(handler, query={"unknown": "1"}, claims=customer_claims()).status == 422


@pytest.mark.parametrize("auth", [Auth.PUBLIC, Permission.OPERATE])
def test_a_handler_that_asks_for_a_customer_where_none_is_demanded_is_a_mistake(
    auth: Auth | Permission,
) -> None:
    @endpoint(declared("GET", auth=auth))
    def handler(call: Call[None]) -> str:
        return call.customer.id

    assert send(handler, claims=admin_claims()).status == 500


def test_a_call_says_which_mistake_it_was() -> None:
    @endpoint(declared("GET", auth=Auth.CUSTOMER))
    def handler(call: Call[None]) -> None:
        assert call.customer == ADA
        with pytest.raises(ManifestMistake, match="staff"):
            _ = call.staff
        with pytest.raises(ManifestMistake, match="Idempotency-Key"):
            _ = call.key

    assert send(handler, claims=customer_claims()).status == 200


@pytest.mark.parametrize("permission", Permission)
@pytest.mark.parametrize("role", Role)
def test_staff_may_do_what_their_role_may_and_nothing_else(role: Role, permission: Permission) -> None:
    handler, seen = asked(permission)
    response = send(handler, claims=staff_claims(role))
    if permission in PERMISSIONS[role]:
        assert seen == [Staff(role, frozenset({role}))]
    else:
        assert refused(response) == (403, "forbidden")
        assert seen == []


def test_who_is_in_two_groups_may_do_what_either_may() -> None:
    handler, seen = asked(Permission.HOLD_STOCK)
    claims = admin_claims(**{"cognito:groups": "[support partner]"})
    assert send(handler, claims=claims).status == 200
    assert seen == [Staff("admin", frozenset({Role.SUPPORT, Role.PARTNER}))]


def test_an_endpoint_of_staff_that_names_no_permission_is_nobodys() -> None:
    handler, seen = asked(Auth.STAFF)
    assert refused(send(handler, claims=admin_claims())) == (403, "forbidden")
    assert seen == []


def test_a_handler_that_asks_for_staff_where_none_are_demanded_is_a_mistake() -> None:
    @endpoint(declared("GET", auth=Auth.CUSTOMER))
    def handler(call: Call[None]) -> str:
        return call.staff.username

    assert send(handler, claims=customer_claims()).status == 500
