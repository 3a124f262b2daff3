"""The terms of a coupon as an admin writes them, with the limits of every field.

`$(?!\\n)` in the patterns: Python's `$` alone would let a last line break pass.
"""

from collections.abc import Iterator
from typing import Annotated

import msgspec
from msgspec import Meta

from haat import clock
from haat.errors import FieldError, InvalidInput
from haat.money import charge_step
from haat.totals import PPM
from promotions.domain import Kind, Terms

AMOUNT_MINOR_MAX = 99_999_999  # the payment provider takes eight digits
USES_MAX = 1_000_000_000

Currency = Annotated[str, Meta(pattern=r"^[A-Z]{3}$(?!\n)")]
Amounts = Annotated[dict[Currency, Annotated[int, Meta(ge=1, le=AMOUNT_MINOR_MAX)]], Meta(max_length=30)]
Uses = Annotated[int, Meta(ge=1, le=USES_MAX)] | None
Time = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$(?!\n)")] | None


class TermsBody(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """What a coupon takes off, when, for whom and how often; what is left out is no limit."""

    kind: Kind
    rate_ppm: Annotated[int, Meta(ge=1, le=PPM)] | None = None
    amounts_minor: Amounts = {}
    minimums_minor: Amounts = {}
    uses_max: Uses = None
    uses_per_customer_max: Uses = None
    valid_from: Time = None
    valid_until: Time = None
    customers: Annotated[list[Annotated[str, Meta(min_length=1, max_length=60)]], Meta(max_length=500)] = []
    emails: Annotated[list[Annotated[str, Meta(min_length=3, max_length=254)]], Meta(max_length=500)] = []
    note: Annotated[str, Meta(max_length=500)] = ""


def terms_of(body: TermsBody) -> Terms | InvalidInput:
    """The terms in a request, or what is wrong with them as a whole."""
    errors = (*_of_kind(body), *_of_times(body), *_of_steps(body))
    if errors:
        return InvalidInput(errors)
    return Terms(
        kind=body.kind,
        rate_ppm=body.rate_ppm or 0,
        amounts_minor=body.amounts_minor,
        minimums_minor=body.minimums_minor,
        uses_max=body.uses_max,
        uses_per_customer_max=body.uses_per_customer_max,
        valid_from=body.valid_from,
        valid_until=body.valid_until,
        customers=tuple(body.customers),
        emails=tuple(body.emails),
        note=body.note,
    )


def _of_kind(body: TermsBody) -> Iterator[FieldError]:
    """A percentage has a rate, a fixed discount amounts, and neither has the other's."""
    if (body.rate_ppm is not None) != (body.kind is Kind.PERCENTAGE):
        yield FieldError("/rate_ppm", "A percentage has a rate, and nothing else has.")
    if bool(body.amounts_minor) != (body.kind is Kind.FIXED):
        yield FieldError("/amounts_minor", "A fixed discount has amounts, and nothing else has.")


def _of_times(body: TermsBody) -> Iterator[FieldError]:
    for name in ("valid_from", "valid_until"):
        moment = getattr(body, name)
        if moment is not None and not _is_a_time(moment):
            yield FieldError(f"/{name}", "There is no such time.")
            return
    if body.valid_from and body.valid_until and body.valid_from >= body.valid_until:
        yield FieldError("/valid_until", "It is not after valid_from.")


def _of_steps(body: TermsBody) -> Iterator[FieldError]:
    for currency, amount_minor in body.amounts_minor.items():
        step = charge_step(currency)
        if amount_minor % step:
            yield FieldError(f"/amounts_minor/{currency}", f"Cards are charged multiples of {step} there.")


def _is_a_time(moment: str) -> bool:
    try:
        clock.seconds(moment)
    except ValueError:
        return False
    return True
