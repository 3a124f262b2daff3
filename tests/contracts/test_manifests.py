"""Manifests name what there is, and there is nothing that they do not name."""

import importlib
from pathlib import Path

import pytest

from haat.manifest import Endpoint, Function, Reaction, Task
from infra.cdk.services import FUNCTIONS, ROOT, discover, functions_of
from infra.docs.events import schemas

SERVICES = discover()
DECLARED = list(functions_of(SERVICES, Function))
ENTRY_POINTS = ("api", "reactions", "tasks")
each_function = pytest.mark.parametrize("declared", DECLARED, ids=lambda declared: declared.module)


def test_every_service_has_a_manifest() -> None:
    folders = {path.parent.name for path in FUNCTIONS.glob("*/__init__.py")}
    assert folders == {service.name for service in SERVICES}


def test_every_module_with_an_entry_point_is_in_a_manifest_and_the_other_way_round() -> None:
    modules = [
        ".".join(path.relative_to(FUNCTIONS).with_suffix("").parts)
        for kind in ENTRY_POINTS
        for path in FUNCTIONS.glob(f"*/{kind}/*.py")
        if has_handler(path)
    ]
    assert sorted(modules) == sorted(declared.module for declared in DECLARED)


def has_handler(path: Path) -> bool:
    """Every module beside entry points is one, but for shared helpers, which define no `handler`."""
    return "def handler(" in path.read_text()


@each_function
def test_a_handler_wears_the_declaration_of_its_manifest(declared: Function) -> None:
    assert importlib.import_module(declared.module).handler.declared is declared


@each_function
def test_a_function_belongs_to_the_service_that_declares_it(declared: Function) -> None:
    (owner,) = [service for service in SERVICES if declared in service.functions]
    assert declared.service == owner.name


def test_no_two_endpoints_share_a_method_and_a_path() -> None:
    keys = [(one.method, one.path) for one in functions_of(SERVICES, Endpoint)]
    assert len(set(keys)) == len(keys)


def test_no_two_functions_share_a_name_and_no_name_is_too_long_for_lambda() -> None:
    names = [declared.name for declared in DECLARED]
    assert len(set(names)) == len(names)
    assert max(map(len, names)) <= 64 - len("haat-production-")


def test_every_task_belongs_to_a_machine_that_exists() -> None:
    files = {path.name.removesuffix(".asl.yaml") for path in (ROOT / "statemachines").glob("*.asl.yaml")}
    assert {task.machine for task in functions_of(SERVICES, Task)} == files


def test_every_event_that_a_reaction_hears_has_a_schema_and_an_emitter() -> None:
    described = {schema.event for schema in schemas()}
    emitted = {event for declared in DECLARED for event in declared.emits}
    heard = {event for reaction in functions_of(SERVICES, Reaction) for event in reaction.events}
    assert heard <= described & emitted


def test_participants_are_services_that_say_how_they_take_part() -> None:
    for service in SERVICES:
        for other in service.participants:
            assert (FUNCTIONS / other / "participant.py").exists(), f"{service.name} → {other}"
