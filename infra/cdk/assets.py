"""What is uploaded: folders assembled from sources, kept by the hash of what is in them.

An assembled folder never changes, so that a synthesis beside a running deployment disturbs nobody, and a
second one copies nothing.
"""

import compileall
import hashlib
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from py_compile import PycInvalidationMode

from haat.manifest import Service
from infra.cdk.services import FUNCTIONS, KERNEL, ROOT

ASSEMBLED = ROOT / ".haat" / "cache" / "assets"
ENTRY_POINTS = ("api", "reactions", "tasks")  # of no use to a service that is there as a participant
Files = dict[str, bytes]
"""Content by path within the asset."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A folder to upload; `hash` follows from its content."""

    name: str
    folder: Path
    hash: str


def service_files(service: Service) -> Files:
    """The service's package and those of its participants, without their entry points."""
    files = package(FUNCTIONS / service.name)
    for other in service.participants:
        inside = package(FUNCTIONS / other)
        skipped = tuple(f"{other}/{folder}/" for folder in ENTRY_POINTS)
        files |= {path: content for path, content in inside.items() if not path.startswith(skipped)}
    return files


def kernel_files() -> Files:
    return package(KERNEL)


def package(folder: Path) -> Files:
    """A Python package with its data, under its own name."""
    return {path.relative_to(folder.parent).as_posix(): path.read_bytes() for path in _sources(folder)}


def assemble(name: str, files: Mapping[str, bytes], *, compiled: bool) -> Asset:
    """Write the files to a folder named after their hash, unless it is there.

    `compiled`: with byte code for this interpreter, which is the emulator's as well.
    """
    digest = _digest(files, sys.version if compiled else "")
    folder = ASSEMBLED / f"{name}-{digest[:32]}"
    if not folder.exists():
        _write(folder, files, compiled=compiled)
    return Asset(name, folder, digest)


def _sources(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path


def _digest(files: Mapping[str, bytes], salt: str) -> str:
    digest = hashlib.sha256(salt.encode())
    for path, content in sorted(files.items()):
        digest.update(f"\n{path} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def _write(folder: Path, files: Mapping[str, bytes], *, compiled: bool) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=folder.parent))
    for path, content in files.items():
        (draft / path).parent.mkdir(parents=True, exist_ok=True)
        (draft / path).write_bytes(content)
    if compiled:
        unchecked = PycInvalidationMode.UNCHECKED_HASH  # unpacking changes every file's time
        compileall.compile_dir(draft, quiet=1, stripdir=str(draft), invalidation_mode=unchecked)
    draft.chmod(0o755)
    try:
        draft.rename(folder)
    except OSError:  # another synthesis was faster
        shutil.rmtree(draft)
