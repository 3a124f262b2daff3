"""No state without a deadline: each state of each enum is an end, a rest, or has something that ends it."""

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from haat.manifest import Function
from haat.settings import Setting
from infra.cdk.services import FUNCTIONS, ROOT, discover, functions_of
from infra.docs import deadlines
from infra.docs.deadlines import AT_REST, BEGIN, END, ENDINGS, FILE, FINAL, OF_OTHERS, WITHOUT_ENUM, Ending

A_STATE = re.compile(r".*(State|Status|Standing|Phase|Stage)$")
MODULES = {declared.module for declared in functions_of(discover(), Function)}
each_ending = pytest.mark.parametrize("ending", ENDINGS, ids=lambda ending: ending.state)


def enums() -> Iterator[tuple[str, ast.ClassDef]]:
    """Every enum of a service whose name says that it is one of states, as "orders.Status"."""
    for path in sorted(FUNCTIONS.glob("*/**/*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ClassDef) and A_STATE.fullmatch(node.name) and is_enum(node):
                yield f"{path.relative_to(FUNCTIONS).parts[0]}.{node.name}", node


def is_enum(node: ast.ClassDef) -> bool:
    return any(isinstance(base, ast.Name) and base.id.endswith("Enum") for base in node.bases)


def values(node: ast.ClassDef) -> Iterator[str]:
    for statement in node.body:
        if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Constant):
            yield str(statement.value.value)


def states() -> list[str]:
    """Every state of every enum that is ours, as "orders.Status.pending"."""
    return [f"{name}.{value}" for name, node in enums() if name not in OF_OTHERS for value in values(node)]


def test_every_state_is_an_end_or_a_rest_or_has_something_that_ends_it() -> None:
    listed = [*(ending.state for ending in ENDINGS), *FINAL, *AT_REST]
    assert len(set(listed)) == len(listed)
    missing = set(states()) - set(listed)
    assert not missing, f"say in infra/docs/deadlines.py what ends them: {sorted(missing)}"
    without_enum = {state for state in listed if state.rpartition(".")[0] in WITHOUT_ENUM}
    assert set(listed) - without_enum == set(states()), "some of those listed do not exist"


def test_what_is_left_to_others_exists() -> None:
    assert set(OF_OTHERS) <= {name for name, _ in enums()}


@each_ending
def test_what_ends_a_state_is_a_function_there_is(ending: Ending) -> None:
    assert set(ending.ended_by) <= MODULES


@each_ending
def test_a_deadline_is_a_setting_or_a_number_and_only_a_person_has_none(ending: Ending) -> None:
    if not ending.within:
        assert not ending.ended_by or all(module.split(".")[1] == "api" for module in ending.ended_by)
        return
    module, _, name = ending.within.rpartition(".")
    deadline = getattr(importlib.import_module(module), name)
    seconds = deadline.integer() if isinstance(deadline, Setting) else deadline
    assert isinstance(seconds, int)
    assert seconds > 0


@each_ending
def test_a_state_with_a_deadline_is_ended_by_more_than_a_request(ending: Ending) -> None:
    kinds = {module.split(".")[1] for module in ending.ended_by}
    assert not ending.within or kinds & {"tasks", "reactions"}


def test_every_state_of_a_machine_that_waits_has_a_timeout() -> None:
    waiting = [
        (path.name, name, state)
        for path in Path(ROOT / "statemachines").glob("*.asl.yaml")
        for name, state in yaml.safe_load(path.read_text())["States"].items()
        if state["Type"] in ("Task", "Wait", "Parallel", "Map")
    ]
    assert waiting
    for machine, name, state in waiting:
        assert {"TimeoutSeconds", "Seconds", "Timestamp"} & set(state), f"{machine}: {name} may wait for ever"


def test_the_table_is_up_to_date() -> None:
    assert deadlines.main([]) == 0


def test_a_text_without_markers_is_refused() -> None:
    assert deadlines.renewed(f"a\n{BEGIN}\nold\n{END}\nb") == f"a\n{BEGIN}\n{deadlines.table()}\n{END}\nb"
    with pytest.raises(ValueError, match=FILE.name):
        deadlines.renewed(BEGIN)
