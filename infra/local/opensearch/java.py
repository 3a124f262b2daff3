"""Which Java of this machine is new enough: the one on PATH often is not, and a newer one beside it is."""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

FOLDERS = (
    "/usr/lib/jvm",
    "/usr/java",
    "/opt/java",
    "/Library/Java/JavaVirtualMachines",
    "~/.sdkman/candidates/java",
)
_VERSION = re.compile(r'^JAVA_VERSION="(\d+)', re.MULTILINE)


def find(minimum: int) -> Path | None:
    """The `java` of a JDK of this version or later, JAVA_HOME and PATH before the usual folders."""
    suitable = (home for home in _homes() if _version(home) >= minimum)
    return next((home / "bin" / "java" for home in suitable if _compiles(home)), None)


def _homes() -> Iterator[Path]:
    if os.environ.get("JAVA_HOME"):
        yield Path(os.environ["JAVA_HOME"])
    java = shutil.which("java")
    if java:
        yield Path(java).resolve().parents[1]
    for folder in FOLDERS:
        for found in sorted(Path(folder).expanduser().glob("*"), reverse=True):
            yield from (found, found / "Contents" / "Home")


def _version(home: Path) -> int:
    """The feature release, from the file that every JDK since 8 has; 0 if this is none."""
    try:
        found = _VERSION.search((home / "release").read_text())
    except OSError:
        return 0
    return int(found[1]) if found else 0


def _compiles(home: Path) -> bool:
    return (home / "bin" / "javac").is_file()
