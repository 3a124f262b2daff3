"""Only what two looks agree on is found in a table that goes on changing."""

from auditor.domain import Report, Violation
from auditor.looking import confirmed


def lost(expected: int, found: int) -> Violation:
    return Violation("I1", "sku bowl: reserved", expected, found)


def looks(*each: list[Violation]) -> list[Violation]:
    """What is confirmed of some looks; all of them are taken."""
    waiting = list(each)
    report = confirmed(lambda: Report({}, waiting.pop(0)))
    assert waiting == []
    return report.violations


def test_nothing_is_looked_for_twice() -> None:
    assert looks([]) == []


def test_what_is_gone_at_the_second_look_was_under_way() -> None:
    assert looks([lost(5, 6)], []) == []


def test_what_is_found_the_same_twice_is_true() -> None:
    assert looks([lost(5, 6)], [lost(5, 6)]) == [lost(5, 6)]


def test_a_lost_unit_is_the_same_while_the_counts_move() -> None:
    assert looks([lost(5, 6)], [lost(90, 91)]) == [lost(90, 91)]


def test_another_difference_is_another_moment() -> None:
    assert looks([lost(5, 6)], [lost(5, 7)]) == []


def test_what_only_the_second_look_finds_waits_for_the_next_day() -> None:
    other = Violation("I4", "order ord_1", "payment pay_1", "none")
    assert looks([lost(5, 6)], [lost(5, 6), other]) == [lost(5, 6)]
