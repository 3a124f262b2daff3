"""Who calls: from the event and its headers to a principal, or why not."""

from collections.abc import Mapping
from typing import Any

from haat.errors import Forbidden, Problem, Unauthorized
from haat.http import order_link, tokens
from haat.http.call import Guest, Principal
from haat.http.cart_token import guest_of
from haat.manifest import Auth, Endpoint
from haat.permissions import Permission


def authorize(
    declared: Endpoint, event: Mapping[str, Any], headers: Mapping[str, str]
) -> Principal | Problem:
    """The caller, as the endpoint's `auth` demands."""
    match declared.auth:
        case Auth.PUBLIC | Auth.PROVIDER:
            return None
        case Auth.CUSTOMER:
            return _verified_by_gateway(_claims(event), headers)
        case Auth.STAFF:
            return _staff(declared.permission, _claims(event))
        case Auth.CART_HOLDER:
            return _cart_holder(headers)
        case Auth.ORDER_HOLDER:
            return _order_holder(headers)


def _claims(event: Mapping[str, Any]) -> Mapping[str, Any]:
    authorizer = (event.get("requestContext") or {}).get("authorizer") or {}
    claims: Mapping[str, Any] = (authorizer.get("jwt") or {}).get("claims") or {}
    return claims


def _verified_by_gateway(claims: Mapping[str, Any], headers: Mapping[str, str]) -> Principal | Problem:
    """The customer of a token that the gateway has verified: perhaps by a key that is taken no more."""
    token = headers.get("authorization", "").rpartition(" ")[2]
    if not tokens.is_by_known_key(token):
        return Unauthorized()
    return tokens.customer_from_claims(claims) or Unauthorized()


def _staff(permission: Permission | None, claims: Mapping[str, Any]) -> Principal | Problem:
    """Somebody in a group that has the permission; an endpoint that forgot to name one is nobody's."""
    staff = tokens.staff_from_claims(claims)
    return staff if staff and staff.may(permission) else Forbidden()


def _cart_holder(headers: Mapping[str, str]) -> Principal | Problem:
    """A customer by token, else a guest by cart token, else nobody yet."""
    if headers.get("authorization"):
        return _customer(headers)
    guest: Guest | None = guest_of(headers)
    return guest


def _order_holder(headers: Mapping[str, str]) -> Principal | Problem:
    """Who sends an order's link is its holder, whoever else they are; else a customer by token."""
    link = headers.get(order_link.HEADER.lower())
    if link is not None:
        return order_link.holder_of(link) or Unauthorized()
    return _customer(headers)


def _customer(headers: Mapping[str, str]) -> Principal | Problem:
    """The customer of a token that the gateway has not seen."""
    scheme, _, token = headers.get("authorization", "").partition(" ")
    customer = tokens.customer_from_token(token.strip()) if scheme.lower() == "bearer" else None
    return customer or Unauthorized()
