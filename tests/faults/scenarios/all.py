"""Every scenario: importing a family registers it."""

from importlib import import_module
from pathlib import Path

from tests.faults.scenarios.scenario import SCENARIOS, Scenario

NO_FAMILIES = ("all", "scenario")


def scenarios() -> dict[str, Scenario]:
    """All scenarios by name, in the order of their families."""
    families = sorted(path.stem for path in Path(__file__).parent.glob("*.py"))
    for family in families:
        if family not in NO_FAMILIES:
            import_module(f"tests.faults.scenarios.{family}")
    return dict(SCENARIOS)
