"""The size of the security floor, as `make security` saw it last."""

import json
from pathlib import Path

FIGURES = {
    "authorization_operations": ("authorization", "operations"),
    "authorization_rows": ("authorization", "rows"),
    "schemathesis_cases": ("inputs", "cases"),
    "schemathesis_failures": ("inputs", "failures"),
}


def measure(home: Path) -> dict[str, float]:
    """The figures; none where it never ran."""
    file = home / "security.json"
    if not file.is_file():
        print("    it never ran here: make security")
        return {}
    sections = json.loads(file.read_text())
    return {
        name: sections[section][figure]
        for name, (section, figure) in FIGURES.items()
        if figure in sections.get(section, {})
    }
