"""PUT /api/admin/coupons/{code}"""

from haat import clock
from haat.errors import InvalidInput, NotFound, PreconditionFailed
from haat.http import Answer, Call, endpoint
from promotions import domain, manifest
from promotions.body import TermsBody, terms_of
from promotions.domain import Coupon, State
from promotions.problems import CouponOvertaken, LimitBelowUses
from promotions.store import CouponStore

Refusal = NotFound | InvalidInput | PreconditionFailed | CouponOvertaken | LimitBelowUses


@endpoint(manifest.REPLACE_COUPON)
def handler(call: Call[TermsBody], coupons: CouponStore) -> Answer[Coupon] | Refusal:
    """Put a coupon on other terms; an archived one is past that."""
    terms = terms_of(call.input)
    if isinstance(terms, InvalidInput):
        return terms
    coupon = coupons.find(domain.normalised(call.path["code"]))
    if coupon is None or coupon.state is State.ARCHIVED:
        return NotFound()
    if outdated := call.precondition(str(coupon.version)):
        return outdated
    rewritten = domain.rewrite(coupon, terms, at=clock.now())
    audited = call.audited(f"coupon/{coupon.code}", coupon, rewritten)
    return coupons.change(coupon, rewritten, audited) or Answer(rewritten, etag=str(rewritten.version))
