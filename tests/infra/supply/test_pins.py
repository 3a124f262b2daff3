"""Whatever is installed is one version of one file, known by its hash."""

import re
from pathlib import Path

import pytest

from infra.supply.pins import locked, node_packages, pins, shipped


@pytest.mark.parametrize("file", locked(), ids=lambda file: file.stem)
def test_a_locked_file_pins_every_package_by_version_and_hash(file: Path) -> None:
    found = list(pins(file))
    assert found
    assert [pin for pin in found if not pin.hashes] == []
    requirements = re.findall(r"^[\w.-]+", file.read_text(), re.MULTILINE)
    assert sorted(requirements) == sorted(pin.name for pin in found)


@pytest.mark.parametrize("file", locked(), ids=lambda file: file.stem)
def test_a_locked_file_names_no_place_to_take_packages_from(file: Path) -> None:
    assert not re.search(r"https?://|--(extra-)?index-url|--find-links|git\+", file.read_text())


def test_the_command_line_of_cdk_is_pinned_by_hash() -> None:
    packages = node_packages()
    assert packages
    for package in packages.values():
        assert re.fullmatch(r"\d+\.\d+\.\d+", package["version"])
        assert package["integrity"].startswith("sha512-")
        assert "resolved" not in package


def test_what_runs_on_aws_is_what_is_tested_here() -> None:
    tested = {(pin.name, pin.version) for file in locked() if file.stem == "dev" for pin in pins(file)}
    run = {(pin.name, pin.version) for file in shipped() for pin in pins(file)}
    assert run
    assert run <= tested
