"""What is uploaded: assembled once per content."""

from pathlib import Path

import pytest

from haat.manifest import Service
from infra.cdk import assets, layers
from infra.cdk.assets import assemble, kernel_files, package, service_files
from infra.cdk.services import discover


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "ASSEMBLED", tmp_path / "assets")
    monkeypatch.setattr(layers, "BUILT", tmp_path / "layers")


def test_the_same_files_make_the_same_asset_and_others_another() -> None:
    first = assemble("a", {"x.py": b"1"}, compiled=False)
    assert assemble("a", {"x.py": b"1"}, compiled=False) == first
    assert assemble("a", {"x.py": b"2"}, compiled=False).hash != first.hash
    assert assemble("a", {"y.py": b"1"}, compiled=False).hash != first.hash


def test_an_assembled_folder_holds_the_files_and_nothing_else() -> None:
    made = assemble("a", {"p/x.py": b"X = 1", "p/data.json": b"{}"}, compiled=False)
    found = {str(path.relative_to(made.folder)) for path in made.folder.rglob("*") if path.is_file()}
    assert found == {"p/x.py", "p/data.json"}


def test_a_compiled_asset_carries_byte_code_that_does_not_depend_on_file_times() -> None:
    made = assemble("a", {"p/x.py": b"X = 1"}, compiled=True)
    (compiled,) = made.folder.rglob("*.pyc")
    flags = int.from_bytes(compiled.read_bytes()[4:8], "little")
    assert flags == 0b01  # by hash, unchecked: PEP 552


def test_leftovers_of_an_interpreter_are_no_sources(tmp_path: Path) -> None:
    folder = tmp_path / "shelf"
    (folder / "__pycache__").mkdir(parents=True)
    (folder / "__pycache__" / "x.pyc").write_bytes(b"")
    (folder / "x.py").write_text("X = 1")
    assert package(folder) == {"shelf/x.py": b"X = 1"}


def test_a_participant_travels_without_its_entry_points() -> None:
    checkout = next(service for service in discover() if service.name == "checkout")
    files = service_files(checkout)
    assert "checkout/api/place_order.py" in files
    assert "cart/participant.py" in files
    assert not [path for path in files if path.startswith(("cart/api/", "payments/tasks/"))]


def test_a_service_travels_alone_without_participants() -> None:
    assert {path.partition("/")[0] for path in service_files(Service("orders", ()))} == {"orders"}


def test_nothing_of_tests_or_of_the_laptop_is_uploaded() -> None:
    uploaded = [path for service in discover() for path in service_files(service)] + list(kernel_files())
    parts = {part for path in uploaded for part in path.split("/")}
    assert not parts & {"tests", "local", "conftest.py", "samples", "examples"}
    assert not [path for path in uploaded if path.rpartition("/")[2].startswith("test_")]


def test_the_kernel_is_the_package_haat() -> None:
    assert "haat/manifest.py" in kernel_files()


def test_a_layer_that_is_not_built_is_stood_in_for_and_a_built_one_is_taken() -> None:
    assert "not-built" in layers.layer_asset("runtime").name
    layers.folder("runtime").mkdir(parents=True)
    assert layers.layer_asset("runtime").folder == layers.folder("runtime")


def test_every_layer_of_a_manifest_is_one_that_can_be_built() -> None:
    named = {layer for service in discover() for declared in service for layer in declared.layers}
    assert named <= set(layers.LAYERS)
    assert all(layers.requirements(layer).exists() for layer in layers.LAYERS)


def test_other_requirements_are_another_layer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pinned = tmp_path / "layer.txt"
    monkeypatch.setattr(layers, "requirements", lambda layer: pinned)
    pinned.write_text("msgspec==1")
    before = layers.folder("runtime")
    pinned.write_text("msgspec==2")
    assert layers.folder("runtime") != before
