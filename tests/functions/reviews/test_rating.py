"""What published reviews add up to."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.domain.rating import Rating, move

stars = st.none() | st.integers(1, 5)


@given(st.lists(st.tuples(st.integers(0, 5), stars)))
def test_a_rating_is_what_its_reviews_show(changes: list[tuple[int, int | None]]) -> None:
    rating, shown = Rating("prod_1"), dict[int, int | None]()
    for review, now in changes:
        rating = move(rating, shown.get(review), now)
        shown[review] = now
    given_stars = Counter(one for one in shown.values() if one)
    assert list(rating.histogram) == [given_stars[one] for one in range(1, 6)]
    assert (rating.count, rating.sum) == (given_stars.total(), sum(given_stars.elements()))


def test_nothing_changes_where_a_review_shows_the_same() -> None:
    rating = Rating("prod_1", (0, 0, 0, 0, 1), 3)
    assert move(rating, 5, 5) is rating
    assert move(rating, None, None) is rating


@pytest.mark.parametrize(
    ("histogram", "average"),
    [
        ((0, 0, 0, 0, 0), None),
        ((0, 0, 1, 0, 2), 4.33),
        ((1, 0, 0, 0, 2), 3.67),
        ((0, 0, 0, 7, 1), 4.13),  # 4.125
        ((0, 0, 0, 0, 9), 5.0),
    ],
)
def test_an_average_has_two_decimals(histogram: tuple[int, ...], average: float | None) -> None:
    assert Rating("prod_1", histogram).average == average
