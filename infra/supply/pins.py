"""The packages of a locked requirements file, and those of the CDK command line."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from infra.cdk.services import ROOT

REQUIREMENTS = ROOT / "requirements"
_PIN = re.compile(r"([\w.-]+)==(\S+)(?: ; (.+?))? \\$", re.MULTILINE)
_HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Pin:
    """One version of one package. `only`: the environments that it is for, all if empty."""

    name: str
    version: str
    only: str
    hashes: int


def locked() -> list[Path]:
    """Every locked file."""
    return sorted(REQUIREMENTS.glob("*.txt"))


def shipped() -> list[Path]:
    """Those whose packages run on AWS, in a layer."""
    return sorted(REQUIREMENTS.glob("layer-*.txt"))


def pins(file: Path) -> Iterator[Pin]:
    """What a file pins."""
    text = file.read_text()
    found = list(_PIN.finditer(text))
    ends = [match.start() for match in found[1:]] + [len(text)]
    for match, end in zip(found, ends, strict=True):
        hashes = len(_HASH.findall(text, match.end(), end))
        yield Pin(match[1], match[2], match[3] or "", hashes)


def node_packages() -> dict[str, dict[str, str]]:
    """The packages of package-lock.json by path, without our own."""
    packages: dict[str, dict[str, str]] = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    return {path: package for path, package in packages.items() if path}
