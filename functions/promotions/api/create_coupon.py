"""POST /api/admin/coupons"""

from typing import Annotated

from msgspec import Meta

from haat import clock
from haat.errors import FieldError, InvalidInput
from haat.http import Answer, Call, endpoint
from haat.http.once import AlreadyAnswered
from promotions import domain, manifest
from promotions.body import TermsBody, terms_of
from promotions.domain import Coupon
from promotions.problems import CouponExists
from promotions.store import CouponStore


class Body(TermsBody, forbid_unknown_fields=True, kw_only=True):
    """A code and its terms. Codes are compared without regard to case."""

    code: Annotated[str, Meta(min_length=3, max_length=60)]


@endpoint(manifest.CREATE_COUPON)
def handler(
    call: Call[Body], coupons: CouponStore
) -> Answer[Coupon] | InvalidInput | CouponExists | AlreadyAnswered:
    """Give out a coupon under a code that nobody has used before."""
    code, terms = domain.normalised(call.input.code), terms_of(call.input)
    if not domain.CODE.fullmatch(code):
        return InvalidInput((FieldError("/code", "3 to 40 letters, digits, - and _."),))
    if isinstance(terms, InvalidInput):
        return terms
    coupon = domain.create(code, terms, at=clock.now())
    location = f"{manifest.CREATE_COUPON.path}/{coupon.code}"
    answer = Answer(coupon, etag=str(coupon.version), headers={"location": location})
    audited = call.audited(f"coupon/{coupon.code}", None, coupon)
    return coupons.create(coupon, audited, *call.remember(answer)) or answer
