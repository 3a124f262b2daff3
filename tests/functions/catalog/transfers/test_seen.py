"""What a file has named before."""

from catalog.transfers.seen import Seen, words_of


def test_a_name_is_taken_once() -> None:
    seen = Seen()
    assert seen.add(["A", "B"]) is None
    assert seen.add(["C", "B"]) == "B"
    assert seen.add(["C"]) is None


def test_what_came_since_the_last_time_is_kept_and_read_again() -> None:
    seen = Seen()
    seen.add(["A"])
    first = seen.take_new()
    seen.add(["B"])
    second = seen.take_new()
    assert (len(first), len(second), seen.take_new()) == (8, 8, b"")
    again = Seen([*words_of(first), *words_of(second)])
    assert (again.add(["A"]), again.add(["B"]), again.add(["C"])) == ("A", "B", None)


def test_many_names_stay_apart() -> None:
    seen = Seen()
    assert [seen.add([f"SKU-{number}"]) for number in range(5000)] == [None] * 5000
    assert seen.add(["SKU-2500"]) == "SKU-2500"
