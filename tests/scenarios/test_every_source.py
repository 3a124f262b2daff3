"""Every public case has a test that names it."""

import ast
from pathlib import Path

from tests.scenarios.sources import SOURCES

HERE = Path(__file__).parent


def named() -> set[str]:
    """The cases that `@source(...)` of some test names."""
    marks = [
        mark
        for file in HERE.glob("test_*.py")
        for test in ast.walk(ast.parse(file.read_text()))
        if isinstance(test, ast.FunctionDef) and test.name.startswith("test_")
        for mark in test.decorator_list
    ]
    return {
        argument.value
        for mark in marks
        if isinstance(mark, ast.Call) and isinstance(mark.func, ast.Name) and mark.func.id == "source"
        for argument in mark.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }


def test_every_source_has_its_test() -> None:
    assert set(SOURCES) - named() == set()
