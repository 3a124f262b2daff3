"""GET /api/admin/coupons/{code}"""

from haat.errors import NotFound
from haat.http import Answer, Call, endpoint
from promotions import domain, manifest
from promotions.domain import Coupon
from promotions.store import CouponStore


@endpoint(manifest.GET_COUPON)
def handler(call: Call[None], coupons: CouponStore) -> Answer[Coupon] | NotFound:
    """One coupon, the archived as well. Its tag is of the terms: uses come and go beneath it."""
    coupon = coupons.find(domain.normalised(call.path["code"]))
    return Answer(coupon, etag=str(coupon.version)) if coupon else NotFound()
