"""The public surface of promotions."""

from haat.grants import Table
from haat.manifest import Service, endpoint
from haat.permissions import Permission
from promotions.keys import COUPON, COUPONS

CREATE_COUPON = endpoint(
    "POST",
    "/api/admin/coupons",
    "promotions.api.create_coupon",
    auth=Permission.MANAGE_COUPONS,
    grants=(Table(("PutItem",), COUPON),),
    emits=("CouponCreated",),
    status=201,
    summary="Give out a coupon",
)
LIST_COUPONS = endpoint(
    "GET",
    "/api/admin/coupons",
    "promotions.api.list_coupons",
    auth=Permission.MANAGE_COUPONS,
    grants=(Table(("Query",), COUPONS, index=True),),
    summary="List coupons, newest first",
)
GET_COUPON = endpoint(
    "GET",
    "/api/admin/coupons/{code}",
    "promotions.api.get_coupon",
    auth=Permission.MANAGE_COUPONS,
    grants=(Table(("GetItem",), COUPON),),
    summary="Show a coupon and how often it is used",
)
REPLACE_COUPON = endpoint(
    "PUT",
    "/api/admin/coupons/{code}",
    "promotions.api.replace_coupon",
    auth=Permission.MANAGE_COUPONS,
    grants=(Table(("GetItem", "PutItem", "UpdateItem"), COUPON),),
    emits=("CouponChanged",),
    round_trips=2,
    summary="Replace a coupon's terms; orders placed keep theirs",
)
ARCHIVE_COUPON = endpoint(
    "DELETE",
    "/api/admin/coupons/{code}",
    "promotions.api.archive_coupon",
    auth=Permission.MANAGE_COUPONS,
    grants=(Table(("GetItem", "PutItem", "UpdateItem"), COUPON),),
    emits=("CouponArchived",),
    status=204,
    round_trips=2,
    summary="End a coupon for good",
)
SERVICE = Service("promotions", (CREATE_COUPON, LIST_COUPONS, GET_COUPON, REPLACE_COUPON, ARCHIVE_COUPON))
