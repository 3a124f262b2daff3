"""The import rules of pyproject.toml name every service: one missing there would be checked by nobody."""

import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SERVICES = {path.parent.name for path in (ROOT / "functions").glob("*/__init__.py")}
LINTER: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
CONTRACTS = {contract["id"]: contract for contract in LINTER["contracts"]}


def test_every_service_is_read_by_the_linter() -> None:
    assert set(LINTER["root_packages"]) == SERVICES | {"haat", "infra"}


def test_every_service_is_kept_apart_from_the_others_and_layered() -> None:
    assert set(CONTRACTS["services"]["modules"]) == SERVICES
    assert set(CONTRACTS["service-layers"]["containers"]) == SERVICES


def test_every_service_stands_between_infrastructure_and_kernel() -> None:
    above, services, below = CONTRACTS["stack"]["layers"]
    assert {name.strip() for name in services.split(":")} == SERVICES
    assert (above, below) == ("infra", "haat")
