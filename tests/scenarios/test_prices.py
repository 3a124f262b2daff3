"""Totals that nobody can pay to the cent, and coupons that are used too often."""

from hypothesis import given
from hypothesis import strategies as st

from haat.money import Money
from pricing.participant import Destination, Draft, DraftLine, Percentage, Priced, price
from tests.scenarios.sources import source
from tests.support.coupons import CODE, counts, given_out
from tests.support.gateway import FakeGateway
from tests.support.meanwhile import Rivals
from tests.support.shop import BOB, fill_cart, payment_of, place

LINES = st.lists(
    st.builds(
        DraftLine,
        sku=st.uuids().map(str),
        quantity=st.integers(1, 99),
        unit_price=st.integers(1, 10**6).map(lambda minor: Money(minor, "EUR")),
        weight_g=st.integers(0, 5000),
        tax_class=st.sampled_from(["standard", "books", "food"]),
    ),
    min_size=1,
    max_size=8,
)


@source("medusa #14818")
@given(LINES, st.sampled_from(["DE", "FR", "CH", "NO", "GB"]), st.integers(0, 10**6))
def test_what_is_charged_is_what_is_shown_to_the_last_cent(
    lines: list[DraftLine], country: str, off_ppm: int
) -> None:
    """There a total was 34.116425 and the charge 34.12."""
    priced = price(Draft(tuple(lines), "EUR", Destination(country), discount=Percentage(off_ppm)))

    assert isinstance(priced, Priced)
    totals = priced.totals
    assert totals.total_minor == sum(line.total_minor for line in priced.lines) + priced.shipping.total_minor
    added = 0 if totals.tax_included else totals.tax_minor
    due = totals.items_minor - totals.discount_minor + totals.shipping_minor + added
    assert totals.total_minor == due >= 0
    assert all(type(line.total_minor) is int for line in priced.lines)


@source("vendure #3025")
def test_the_intent_is_of_everything_the_quote_showed(shop: None, gateway: FakeGateway) -> None:
    """There the payment intent left the shipping out."""
    order = place(fill_cart({"tea": 1}), shipping_method="express").json["order"]

    assert order["totals"]["shipping"]["amount_minor"] == 1290
    assert gateway.intents["pi_1"].amount.amount_minor == order["total"]["amount_minor"] == 1250 + 1290
    assert payment_of(order["id"]).amount.amount_minor == 1250 + 1290


@source("saleor #544", "vendure PR 4660")
def test_a_coupon_for_one_use_is_used_once(shop: None, gateway: FakeGateway, rivals: Rivals) -> None:
    """There two checkouts at the same moment both had the single use."""
    given_out(uses_max=1)
    mine, theirs = fill_cart({"bowl": 1}), fill_cart({"tea": 1}, whose=BOB)
    rivals.next(lambda: place(theirs, whose=BOB, coupon_code=CODE))

    response = place(mine, coupon_code=CODE)

    assert (response.status, response.json["code"]) == (409, "coupon_used_up")
    assert counts() == (1, [1], 1)
