"""Every race: importing a family registers it."""

from importlib import import_module
from pathlib import Path

from tests.faults.campaign.case import Result
from tests.faults.interleavings.race import RACES, Racing, play_race

NO_FAMILIES = ("all", "race")


def races() -> dict[str, Racing]:
    """All races by name."""
    for family in sorted(path.stem for path in Path(__file__).parent.glob("*.py")):
        if family not in NO_FAMILIES:
            import_module(f"tests.faults.interleavings.{family}")
    return dict(RACES)


def play_numbered(number: int) -> Result:
    """Play the race of this number, in any process."""
    races()
    return play_race(number)
