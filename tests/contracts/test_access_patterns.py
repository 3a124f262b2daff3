"""ACCESS_PATTERNS.md names every method of every store, and no other."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
FUNCTIONS = ROOT / "functions"


def test_every_store_method_has_one_row_and_every_row_a_method() -> None:
    listed = re.findall(r"^\| `([^`]+)` \|", (ROOT / "ACCESS_PATTERNS.md").read_text(), re.MULTILINE)
    assert sorted(listed) == sorted(_store_methods())


def test_every_row_says_all_it_has_to() -> None:
    rows = [line for line in (ROOT / "ACCESS_PATTERNS.md").read_text().splitlines() if line.startswith("| `")]
    assert {row.count(" | ") for row in rows} == {5}


def _store_methods() -> list[str]:
    files = [*FUNCTIONS.glob("*/store.py"), *FUNCTIONS.glob("*/store/*.py")]
    return [
        f"{'.'.join(file.relative_to(FUNCTIONS).with_suffix('').parts)}.{store.name}.{method.name}"
        for file in files
        for store in ast.parse(file.read_text()).body
        if isinstance(store, ast.ClassDef) and store.name.endswith("Store")
        for method in store.body
        if isinstance(method, ast.FunctionDef) and not method.name.startswith("_")
    ]
