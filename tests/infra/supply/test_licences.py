"""Every package that is installed has a licence that is allowed."""

from importlib.metadata import PackageNotFoundError

import pytest

from infra.supply.licences import ALLOWED, licences
from infra.supply.pins import locked, node_packages, pins

INSTALLED = [file for file in locked() if file.stem in ("dev", "uv")]
FOR_ALL = sorted({pin.name for file in INSTALLED for pin in pins(file) if not pin.only})


def test_every_package_has_a_licence_that_is_allowed() -> None:
    refused = {name: found for name in FOR_ALL if (found := licences(name) - ALLOWED)}
    assert len(FOR_ALL) > 100
    assert refused == {}


def test_every_package_of_node_has_a_licence_that_is_allowed() -> None:
    assert {package["license"] for package in node_packages().values()} <= ALLOWED


def test_a_package_that_is_not_there_has_no_licence() -> None:
    with pytest.raises(PackageNotFoundError):
        licences("no-such-package")
