"""How a handler gets what it asks for."""

from haat.wiring import Wired


class Notes:
    """Something a handler asks for."""

    made = 0

    def __init__(self) -> None:
        type(self).made += 1


class Pens:
    """Something else."""


def write(given: str, notes: Notes, pens: Pens) -> tuple[str, Notes, Pens]:
    """Write something."""
    return given, notes, pens


def test_what_the_annotations_say_is_made_when_it_is_first_needed_and_once() -> None:
    Notes.made = 0
    wired = Wired("declared", write)
    assert Notes.made == 0
    first, again = wired.run("a"), wired.run("b")
    assert (first[0], again[0]) == ("a", "b")
    assert isinstance(first[1], Notes)
    assert isinstance(first[2], Pens)
    assert first[1:] == again[1:]
    assert Notes.made == 1


def test_two_functions_share_nothing() -> None:
    assert Wired("one", write).run("a")[1] is not Wired("other", write).run("a")[1]


def test_a_test_passes_its_own() -> None:
    notes, pens = Notes(), Pens()
    assert Wired("declared", write).function("a", notes, pens) == ("a", notes, pens)


def test_the_types_of_what_is_given_and_returned_are_known() -> None:
    wired = Wired("declared", write)
    assert (wired.given_type, wired.returned_type) == (str, tuple[str, Notes, Pens])
    assert wired.__doc__ == "Write something."


def test_annotations_may_be_written_as_text() -> None:
    def read(given: "str", notes: "Notes") -> "Notes":
        return notes

    assert isinstance(Wired("declared", read).run("a"), Notes)
