"""DELETE /api/admin/coupons/{code}"""

from haat import clock
from haat.errors import NotFound, PreconditionFailed
from haat.http import Answer, Call, endpoint
from promotions import domain, manifest
from promotions.domain import State
from promotions.problems import CouponOvertaken, LimitBelowUses
from promotions.store import CouponStore


@endpoint(manifest.ARCHIVE_COUPON)
def handler(
    call: Call[None], coupons: CouponStore
) -> Answer[None] | NotFound | PreconditionFailed | CouponOvertaken | LimitBelowUses:
    """End a coupon: nobody can use it any more, and its code is not given out again."""
    coupon = coupons.find(domain.normalised(call.path["code"]))
    if coupon is None or coupon.state is State.ARCHIVED:
        return NotFound()
    if outdated := call.precondition(str(coupon.version)):
        return outdated
    archived = domain.archive(coupon, at=clock.now())
    audited = call.audited(f"coupon/{coupon.code}", coupon, archived)
    return coupons.change(coupon, archived, audited) or Answer(None)
