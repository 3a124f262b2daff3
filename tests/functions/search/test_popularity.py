"""Visits counted in bounded space, and forgotten."""

import random

from hypothesis import given
from hypothesis import strategies as st

from search.domain.popularity import (
    DAILY,
    LISTED_MAX,
    NUMBER_BITS,
    SKETCH_MAX,
    Popular,
    Tally,
    listed,
)

DAY, NEXT, LATE = "2026-11-26", "2026-11-27", "2026-12-10"


def tally(*visits: int, day: str = DAY) -> Tally:
    return Tally("kettle", {}).after(day, visits)


def test_two_visits_are_too_few_and_three_are_enough() -> None:
    assert tally(1, 2, 2).popular() is None
    assert tally(1, 2, 3).popular() == Popular("kettle", 3.0, DAY)


def test_a_visit_of_two_days_is_one_visit() -> None:
    assert tally(1, 2).after(NEXT, [1, 2]).popular() is None
    found = tally(1, 2).after(NEXT, [3]).popular()
    assert found == Popular("kettle", round(2 * DAILY + 1, 3), NEXT)


def test_what_is_two_weeks_old_is_forgotten() -> None:
    assert tally(1, 2, 3).after(LATE, [4]).popular() is None
    assert tally(1, 2, 3).after(LATE, [4]) == tally(4, day=LATE).after(DAY, [1, 2, 3])
    assert Popular("kettle", 3.0, DAY).weight_on(LATE) == 0.0


@given(
    st.lists(st.tuples(st.sampled_from([DAY, NEXT, LATE]), st.integers(0, 200)), max_size=150), st.randoms()
)
def test_repeats_and_order_change_nothing(told: list[tuple[str, int]], chance: random.Random) -> None:
    once, again = Tally("q", {}), Tally("q", {})
    for day, visit in told:
        once = once.after(day, [visit])
    for day, visit in chance.sample(told * 2, 2 * len(told)):
        again = again.after(day, [visit])
    assert again == once


def test_many_visits_take_bounded_space_and_are_counted_by_a_fifth_or_better() -> None:
    chance = random.Random(7)
    many = tally(*(chance.getrandbits(NUMBER_BITS) for _ in range(10_000)))
    assert len(many.days[DAY]) == SKETCH_MAX
    popular = many.popular()
    assert popular is not None
    assert 8_000 < popular.weight < 12_000


def test_the_list_is_bounded_and_fresh_questions_pass_old_ones() -> None:
    old = [Popular(f"q{n}", 4.0, DAY) for n in range(LISTED_MAX)]
    after = listed(old, [Popular("new", 3.9, NEXT), Popular("q7", 9.0, NEXT)])
    assert len(after) == LISTED_MAX
    assert [one.question for one in after[:3]] == ["q7", "new", "q0"]


def test_late_news_of_a_question_loses() -> None:
    newer = Popular("q", 5.0, NEXT)
    assert listed([newer], [Popular("q", 4.0, NEXT), Popular("q", 9.0, DAY)]) == (newer,)
