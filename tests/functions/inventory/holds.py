"""Holds to test with."""

from collections.abc import Mapping
from typing import Any

from inventory.api import release_stock, reserve_stock
from inventory.domain.holding import Hold
from inventory.domain.warehouses import everywhere
from inventory.reserving import Reserver, Wish
from inventory.store import HoldStore
from tests.support.requests import Response, admin_claims, send

ACME = admin_claims(**{"cognito:groups": "[partner]", "username": "acme"})
OTHER = admin_claims(**{"cognito:groups": "[partner]", "username": "other"})
ADMIN = admin_claims()


def held(demand: Mapping[str, int], *, hold_s: int = 900, owner: str = "acme") -> Hold:
    """A hold that there is now."""
    hold = Reserver().reserve(Wish(demand, everywhere(), hold_s, owner, "marketplace"), lambda _: ())
    assert isinstance(hold, Hold)
    return hold


def hold_of(hold_id: str) -> Hold:
    """What the table says of a hold."""
    found = HoldStore().find(hold_id)
    assert found is not None
    return found


def reserve(
    lines: object, *, claims: Mapping[str, object] | None = ACME, key: str | None = None, **more: Any
) -> Response:
    """Ask for a hold: `lines` by SKU, or as they are."""
    listed = lines
    if isinstance(lines, dict):
        listed = [{"sku": sku, "quantity": quantity} for sku, quantity in lines.items()]
    body = {"lines": listed, "reason": "marketplace"} | more
    headers = {"idempotency-key": key} if key else {}
    return send(reserve_stock.handler, body, headers=headers, claims=claims)


def release(
    hold_id: object, *, claims: Mapping[str, object] | None = ACME, key: str | None = None
) -> Response:
    """Ask for a hold to end."""
    headers = {"idempotency-key": key} if key else {}
    return send(release_stock.handler, {"hold_id": hold_id}, headers=headers, claims=claims)
