"""The price of an order, by the tables as they are."""

import pytest

from haat.money import Money
from haat.totals import TaxPart
from pricing.domain.draft import Destination, DraftLine, FixedAmount, FreeShipping, Percentage
from pricing.domain.shipping import (
    CountryNotServed,
    Option,
    ShippingCurrencyNotOffered,
    ShippingMethodNotOffered,
)
from pricing.domain.taxes import RegionUnknown
from pricing.participant import price, shipping_options
from tests.functions.pricing.examples import BOOK, BOWL, draft, priced


def test_prices_in_germany_include_the_tax_of_each_rate() -> None:
    totals = priced(shipping_method="express").totals
    assert (totals.items_minor, totals.shipping_minor, totals.total_minor) == (6050, 1290, 7340)
    assert totals.tax_included
    assert totals.taxes == (
        TaxPart("VAT", "DE", 190000, 4893, 930),
        TaxPart("VAT", "DE", 70000, 1418, 99),
    )
    assert totals.tax_minor == 930 + 99


def test_prices_in_the_united_states_come_without_the_tax_of_the_state() -> None:
    result = priced(destination=Destination("US", "94103", "CA"))
    assert not result.totals.tax_included
    assert result.totals.taxes == (TaxPart("Sales tax", "US-CA", 72500, 6050 + 1990, 583),)
    assert result.totals.total_minor == 6050 + 1990 + 583
    assert [line.total_minor for line in result.lines] == [4800 + 348, 1250 + 91]
    assert result.shipping.total_minor == 1990 + 144


def test_shipping_is_taxed_like_the_goods_by_their_value() -> None:
    only_books = priced(BOOK, shipping_method="express")
    assert [part.rate_ppm for part in only_books.totals.taxes] == [70000]
    assert only_books.shipping.tax_minor == 84  # 7 % within 12.90
    half = priced(DraftLine("a", 1, Money(1250, "EUR")), BOOK, shipping_method="express")
    assert half.shipping.tax_minor == 103 + 42  # within 6.45 each


def test_a_discount_is_shared_by_what_the_lines_cost_and_lowers_the_tax() -> None:
    result = priced(discount=Percentage(100_000), shipping_method="express")
    assert result.totals.discount_minor == 605
    assert [line.discount_minor for line in result.lines] == [480, 125]
    assert [line.total_minor for line in result.lines] == [4320, 1125]
    assert result.totals.total_minor == 6050 - 605 + 1290
    assert result.totals.tax_minor == 853 + 91


def test_a_fixed_discount_takes_no_more_than_the_goods_cost() -> None:
    result = priced(discount=FixedAmount(10_000), shipping_method="express")
    assert (result.totals.discount_minor, result.totals.total_minor) == (6050, 1290)
    assert [line.total_minor for line in result.lines] == [0, 0]
    assert result.totals.tax_minor == 163 + 17  # on the shipping: 1023 of it at 19 %, 267 at 7 %


def test_free_shipping_is_free_whatever_the_method() -> None:
    result = priced(discount=FreeShipping(), shipping_method="express")
    assert (result.totals.shipping_minor, result.totals.discount_minor) == (0, 0)
    assert result.totals.total_minor == 6050


def test_shipping_is_free_from_an_amount_on_after_the_discount() -> None:
    assert priced(BOWL, BOOK).totals.shipping_minor == 0
    assert priced(BOWL).totals.shipping_minor == 490
    assert priced(BOWL, BOOK, discount=FixedAmount(1050)).totals.shipping_minor == 0
    assert priced(BOWL, BOOK, discount=FixedAmount(1051)).totals.shipping_minor == 490


@pytest.mark.parametrize(
    ("weight_g", "quantity", "shipping_minor"),
    [
        (0, 1, 490),
        (2000, 1, 490),
        (2001, 1, 690),
        (1000, 5, 690),
        (31_500, 1, 1690),
        (31_501, 1, 1690 + 490),
        (31_500, 2, 2 * 1690),
        (20_000, 4, 2 * 1690 + 1690),
    ],
)
def test_shipping_goes_by_weight_and_what_is_too_heavy_goes_in_several_parcels(
    weight_g: int, quantity: int, shipping_minor: int
) -> None:
    line = DraftLine("stone", quantity, Money(100, "EUR"), weight_g=weight_g)
    assert priced(line).totals.shipping_minor == shipping_minor


def test_the_ways_to_ship_come_with_their_prices_whatever_method_is_named() -> None:
    assert shipping_options(draft(BOWL, shipping_method="by balloon")) == (
        Option("standard", "Standard parcel", 490, (1, 3)),
        Option("express", "Express parcel", 1290, (1, 1)),
    )


def test_yen_have_no_decimals_and_their_tax_is_whole_yen() -> None:
    tea = DraftLine("tea", 3, Money(333, "JPY"), tax_class="food")
    result = priced(tea, currency="JPY", destination=Destination("JP", "100-0001"))
    assert result.totals.shipping_minor == 3180
    assert result.totals.tax_minor == 310  # 8 % within 4179: 309.6
    assert result.totals.total_minor == 999 + 3180


def test_dinars_have_three_decimals_and_are_shared_in_tens() -> None:
    oud = DraftLine("oud", 3, Money(1450, "KWD"))
    lamp = DraftLine("lamp", 1, Money(2330, "KWD"))
    result = priced(
        oud, lamp, currency="KWD", destination=Destination("KW", "13001"), discount=Percentage(333_333)
    )
    assert result.totals.discount_minor == 2230  # a third of 6.680 is 2.2267
    assert [line.discount_minor for line in result.lines] == [1450, 780]
    assert (result.totals.tax_minor, result.totals.taxes) == (0, ())
    assert result.totals.total_minor == 6680 - 2230 + 6750


@pytest.mark.parametrize(
    ("destination", "jurisdiction"),
    [
        (Destination("ES", "28001"), "ES"),
        (Destination("ES", "35001"), None),
        (Destination("DE", "27498"), None),
        (Destination("DE", "DE-27498"), None),
        (Destination("FI", "22100"), None),
        (Destination("MC", "98000"), "FR"),
        (Destination("FR", "98000"), "FR"),
        (Destination("IM", "IM1 1AA"), "GB"),
        (Destination("US", "10001", "ny"), "US-NY"),
        (Destination("US", "10001", "US-NY"), "US-NY"),
        (Destination("KW", "13001"), None),
        (Destination("CA", "M4C 1A1", "ON"), None),
    ],
)
def test_who_levies_the_tax_follows_from_the_destination(
    destination: Destination, jurisdiction: str | None
) -> None:
    totals = priced(BOWL, destination=destination).totals
    assert [part.jurisdiction for part in totals.taxes] == ([jurisdiction] if jurisdiction else [])


def test_a_rate_of_nothing_is_shown_as_one() -> None:
    (part,) = priced(BOOK, destination=Destination("IE", "D02 X285")).totals.taxes
    assert (part.rate_ppm, part.taxable_minor, part.tax_minor) == (0, 1250 + 990, 0)


def test_a_class_nobody_knows_is_taxed_like_most_goods() -> None:
    (part,) = priced(DraftLine("x", 1, Money(100, "EUR"), tax_class="unicorns")).totals.taxes
    assert part.rate_ppm == 190000


def test_a_country_without_shipping_is_told_which_are_served() -> None:
    refused = price(draft(destination=Destination("AQ")))
    assert isinstance(refused, CountryNotServed)
    assert refused.country == "AQ"
    assert "DE" in refused.served
    assert "AQ" not in refused.served
    assert list(refused.served) == sorted(set(refused.served))


def test_a_method_that_is_not_offered_is_told_which_are() -> None:
    refused = price(draft(shipping_method="by balloon"))
    assert refused == ShippingMethodNotOffered("by balloon", "DE", ("standard", "express"))


def test_a_currency_without_a_shipping_price_is_told_which_have_one() -> None:
    refused = price(draft(DraftLine("a", 1, Money(100, "SEK")), currency="SEK"))
    assert refused == ShippingCurrencyNotOffered("DE", "SEK", ("CHF", "EUR", "GBP", "JPY", "KWD", "USD"))


@pytest.mark.parametrize("region", [None, "", "Bavaria", "BY"])
def test_where_the_region_decides_a_wrong_one_is_told_which_there_are(region: str | None) -> None:
    refused = price(draft(destination=Destination("US", "94103", region)))
    assert isinstance(refused, RegionUnknown)
    assert len(refused.regions) == 51
