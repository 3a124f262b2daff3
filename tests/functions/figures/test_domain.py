"""What is counted, and what follows from it."""

import pytest

from figures.domain import Figures, of_money, of_order


def test_an_order_counts_when_it_is_placed_when_it_is_paid_and_when_it_ends() -> None:
    assert of_order("OrderPlaced", 500, None) == Figures(checkouts=1)
    assert of_order("OrderConfirmed", 500, None) == Figures(orders=1, revenue_minor=500)
    assert of_order("OrderCancelled", 500, "payment_not_received_in_time") == Figures(expired=1)
    assert of_order("OrderCancelled", 500, "cancelled_by_customer") == Figures(cancelled=1)


def test_money_counts_when_it_is_declined_goes_back_or_cannot() -> None:
    assert of_money("PaymentFailed", 500) == Figures(declines=1)
    assert of_money("PaymentRefunded", 500) == Figures(refunds=1, refunded_minor=500)
    assert of_money("RefundFailed", 500) == Figures(failed_refunds=1, failed_refunds_minor=500)


def test_what_is_not_counted_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="OrderShipped is not counted"):
        of_order("OrderShipped", 1, None)
    with pytest.raises(ValueError, match="PaymentSucceeded is not counted"):
        of_money("PaymentSucceeded", 1)


def test_every_figure_is_added_up() -> None:
    ones, twos = Figures(*range(10)), Figures(*range(0, 20, 2))
    assert ones + ones == twos


@pytest.mark.parametrize(
    ("revenue_minor", "orders", "average_minor"), [(10, 4, 3), (10, 3, 3), (9, 4, 2), (0, 1, 0)]
)
def test_an_average_is_rounded_half_up(revenue_minor: int, orders: int, average_minor: int) -> None:
    assert Figures(orders=orders, revenue_minor=revenue_minor).average_minor == average_minor


def test_nothing_has_neither_an_average_nor_a_conversion() -> None:
    assert (Figures().average_minor, Figures().conversion_ppm) == (None, None)
    assert Figures(checkouts=3, orders=2).conversion_ppm == 666_666
