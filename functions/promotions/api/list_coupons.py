"""GET /api/admin/coupons"""

from typing import Annotated

import msgspec

from haat.errors import CursorInvalid
from haat.http import Call, cursor, endpoint
from promotions import manifest
from promotions.domain import Coupon
from promotions.store import CouponStore

SCOPE = "coupons"


class Query(msgspec.Struct, forbid_unknown_fields=True):
    """Which page."""

    limit: Annotated[int, msgspec.Meta(ge=1, le=100)] = 20
    cursor: str | None = None


class Coupons(msgspec.Struct):
    """A page of coupons."""

    items: list[Coupon]
    next: str | None


@endpoint(manifest.LIST_COUPONS)
def handler(call: Call[Query], coupons: CouponStore) -> Coupons | CursorInvalid:
    """All coupons, the archived as well, newest first."""
    after = cursor.decode(call.input.cursor, scope=SCOPE)
    if isinstance(after, CursorInvalid):
        return after
    page = coupons.page(limit=call.input.limit, after=after)
    return Coupons(page.coupons, cursor.encode(page.last_key, scope=SCOPE))
