"""The third-party layers for Lambda's ARM processors, built without Docker from the hash-pinned files.

Building takes the network, synthesizing does not: `make deploy` builds first, and a synthesis without
built layers stands empty folders in for them, which is enough to look at the templates.
"""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

from infra.cdk.assets import Asset, assemble
from infra.cdk.services import ROOT

RUNTIME = "runtime"  # the layer of every function
LAYERS = (RUNTIME, "identity", "payments", "search", "documents", "images", "numbers")
BUILT = ROOT / ".haat" / "layers"
PLATFORM = ("--python-platform", "aarch64-manylinux_2_28", "--python-version", "3.13")
_UNUSED = ("bin", "boto3/examples", "**/tests", "**/__pycache__")


def requirements(layer: str) -> Path:
    return ROOT / "requirements" / f"layer-{layer}.txt"


def folder(layer: str) -> Path:
    """Where a layer of the present requirements is, or would be, built."""
    return BUILT / f"{layer}-{_recipe(layer)[:16]}"


def layer_asset(layer: str) -> Asset:
    """The built layer, or an empty one in its place."""
    built = folder(layer)
    if built.exists():
        return Asset(f"layer-{layer}", built, _recipe(layer))
    return assemble(f"layer-{layer}-not-built", {"python/NOT_BUILT": b""}, compiled=False)


def _recipe(layer: str) -> str:
    """What a layer follows from, as a hash: pinned versions with their hashes, and how they are built."""
    return hashlib.sha256(requirements(layer).read_bytes() + repr((PLATFORM, _UNUSED)).encode()).hexdigest()


def build_all() -> None:
    """Build what is missing.

    Raises: CalledProcessError when uv cannot.
    """
    for layer in LAYERS:
        if not folder(layer).exists():
            _build(layer)


def _build(layer: str) -> None:
    target = folder(layer)
    draft = target.with_suffix(".draft")
    shutil.rmtree(draft, ignore_errors=True)
    uv = Path(sys.executable).with_name("uv")
    install: list[str | Path] = [
        uv,
        "pip",
        "install",
        "--quiet",
        "--require-hashes",
        "--only-binary",
        ":all:",
        *PLATFORM,
    ]
    subprocess.run([*install, "--target", draft / "python", "--requirement", requirements(layer)], check=True)
    for pattern in _UNUSED:
        for unused in list((draft / "python").glob(pattern)):
            shutil.rmtree(unused)
    draft.rename(target)
