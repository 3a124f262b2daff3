"""What holds for every price."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from haat.money import Money, charge_step
from haat.totals import unit_shares
from pricing.domain.draft import (
    Destination,
    Discount,
    Draft,
    DraftLine,
    FixedAmount,
    FreeShipping,
    Percentage,
    Priced,
)
from pricing.domain.price import price as by_tables
from pricing.participant import price
from tests.functions.pricing.examples import flat, jurisdiction, table

CURRENCIES = ("EUR", "USD", "JPY", "KWD")
DESTINATIONS = (
    Destination("DE", "10115"),
    Destination("FI", "00100"),
    Destination("IE", "D02"),
    Destination("CH", "8001"),
    Destination("JP", "100-0001"),
    Destination("KW", "13001"),
    Destination("US", "94103", "CA"),
    Destination("US", "55401", "MN"),
)
DISCOUNTS = st.one_of(
    st.none(),
    st.builds(Percentage, st.integers(1, 1_000_000)),
    st.builds(FixedAmount, st.integers(1, 50_000).map(lambda tens: tens * 10)),
    st.just(FreeShipping()),
)


@st.composite
def drafts(draw: st.DrawFn, discounts: st.SearchStrategy[Discount | None] = DISCOUNTS) -> Draft:
    """Up to eight lines, at amounts that cards can be charged."""
    currency = draw(st.sampled_from(CURRENCIES))
    step = charge_step(currency)
    line = st.builds(
        DraftLine,
        st.text("abc", min_size=1, max_size=4),
        st.integers(1, 99),
        st.integers(1, 90_000).map(lambda steps: Money(steps * step, currency)),
        st.integers(0, 40_000),
        st.sampled_from(["standard", "books", "food"]),
    )
    lines = tuple(draw(st.lists(line, min_size=1, max_size=8, unique_by=lambda line: line.sku)))
    method = draw(st.sampled_from(["standard", "express"]))
    return Draft(lines, currency, draw(st.sampled_from(DESTINATIONS)), method, draw(discounts))


def priced(draft: Draft) -> Priced:
    result = price(draft)
    assert isinstance(result, Priced)
    return result


@given(drafts())
def test_lines_and_shipping_sum_to_the_total_and_taxes_to_the_tax(draft: Draft) -> None:
    result = priced(draft)
    lines, shipping, totals = result.lines, result.shipping, result.totals
    assert sum(line.total_minor for line in lines) + shipping.total_minor == totals.total_minor
    assert sum(line.discount_minor for line in lines) == totals.discount_minor
    assert sum(line.tax_minor for line in lines) + shipping.tax_minor == totals.tax_minor
    assert sum(part.tax_minor for part in totals.taxes) == totals.tax_minor
    before_tax = totals.items_minor - totals.discount_minor + totals.shipping_minor
    assert totals.total_minor == before_tax + (0 if totals.tax_included else totals.tax_minor)
    taxed = sum(part.taxable_minor for part in totals.taxes)
    assert not totals.taxes or taxed + totals.tax_minor == totals.total_minor


@given(drafts())
def test_nothing_is_below_zero_and_a_discount_takes_no_more_than_there_is(draft: Draft) -> None:
    result = priced(draft)
    assert result.totals.discount_minor <= result.totals.items_minor
    assert result.totals.total_minor >= 0
    assert all(0 <= line.tax_minor <= line.total_minor for line in result.lines)
    assert all(
        0 <= line.discount_minor <= line.unit_price.times(line.quantity).amount_minor for line in result.lines
    )
    assert 0 <= result.shipping.tax_minor <= result.shipping.total_minor


@given(drafts())
def test_every_share_can_be_charged_and_refunded_by_card(draft: Draft) -> None:
    step = charge_step(draft.currency)
    for line in priced(draft).lines:
        assert line.total_minor % step == 0
        assert all(share.total_minor % step == 0 for share in unit_shares(line))


@given(drafts(), st.randoms())
def test_refunding_any_split_of_units_in_any_order_sums_to_what_was_paid(
    draft: Draft, random: st.DataObject
) -> None:
    for line in priced(draft).lines:
        shares = list(unit_shares(line))
        assert len(shares) == line.quantity
        refunded = [0, 0, 0]
        while shares:
            count = random.randint(1, len(shares))  # type: ignore[attr-defined]
            for share in shares[:count]:
                amounts = (share.discount_minor, share.tax_minor, share.total_minor)
                refunded = [before + more for before, more in zip(refunded, amounts, strict=True)]
                assert 0 <= share.tax_minor <= share.total_minor
            del shares[:count]
        assert refunded == [line.discount_minor, line.tax_minor, line.total_minor]


@given(drafts(st.none()), st.integers(1, 50))
def test_more_goods_of_one_class_never_cost_less(draft: Draft, more: int) -> None:
    """Shipping that is free from an amount on aside, which here never is."""
    alike = tuple(replace(line, tax_class="standard") for line in draft.lines)
    first = replace(alike[0], quantity=alike[0].quantity + more)
    express = replace(draft, lines=alike, shipping_method="express")
    larger = replace(express, lines=(first, *alike[1:]))
    assert priced(larger).totals.total_minor > priced(express).totals.total_minor


@given(drafts())
def test_the_order_of_lines_changes_nothing_but_their_order(draft: Draft) -> None:
    backwards, forwards = priced(replace(draft, lines=draft.lines[::-1])), priced(draft)
    assert backwards.totals == forwards.totals
    assert backwards.lines[::-1] == forwards.lines


def test_the_last_unit_of_a_discount_is_off_the_same_line_in_whatever_order() -> None:
    """Ten cents off 1, 7 and 10: the shares of the first and the last are equal but for one cent."""
    prices = {"book": (1, "books"), "cup": (7, "standard"), "jug": (10, "standard")}
    lines = tuple(DraftLine(sku, 1, Money(minor, "EUR"), 0, kind) for sku, (minor, kind) in prices.items())
    draft = Draft(lines, "EUR", DESTINATIONS[0], discount=FixedAmount(10))
    assert priced(replace(draft, lines=lines[::-1])).totals == priced(draft).totals


@given(
    st.integers(1, 10**8),
    st.integers(0, 10**6),
    st.integers(0, 300_000),
)
def test_a_price_with_its_tax_included_holds_the_tax_that_is_added_to_the_price_without(
    net_minor: int, shipping_minor: int, rate_ppm: int
) -> None:
    def taxed(goods_minor: int, freight_minor: int, *, included: bool) -> Priced:
        line = DraftLine("sku", 1, Money(goods_minor, "EUR"))
        by = jurisdiction(included=included, standard=rate_ppm)
        draft = Draft((line,), "EUR", Destination("XX"))
        result = by_tables(draft, flat(freight_minor), table(by))
        assert isinstance(result, Priced)
        return result

    without = taxed(net_minor, shipping_minor, included=False)
    within = taxed(without.lines[0].total_minor, without.shipping.total_minor, included=True)
    assert within.totals.tax_minor == without.totals.tax_minor
    assert within.totals.total_minor == without.totals.total_minor


@given(drafts())
def test_the_tax_of_a_rate_is_within_half_a_unit_of_its_share_of_everything(draft: Draft) -> None:
    step = charge_step(draft.currency)
    totals = priced(draft).totals
    for part in totals.taxes:
        base = part.taxable_minor + part.tax_minor if totals.tax_included else part.taxable_minor
        divisor = 1_000_000 + (part.rate_ppm if totals.tax_included else 0)
        assert abs(2 * (base * part.rate_ppm - part.tax_minor * divisor)) <= divisor * step
