"""Stories in which anything may happen next; `make proof` tells many more of them."""

from tests.faults.properties import tell


def test_whatever_happens_next_nothing_is_lost() -> None:
    tell(seed=1, stories=25)
