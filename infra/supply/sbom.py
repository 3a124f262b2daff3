"""`python -m infra.supply.sbom`: a bill of materials (CycloneDX 1.6) of each locked file, in .haat/sbom."""

import subprocess
import sys
from pathlib import Path

from infra.cdk.services import ROOT
from infra.supply.pins import locked

FOLDER = ROOT / ".haat" / "sbom"
VERSION = "1.6"


def write(file: Path, folder: Path) -> Path:
    """The bill of one locked file. The same file makes the same bytes. Raises: CalledProcessError."""
    bill = folder / f"{file.stem}.cdx.json"
    command = ["-m", "cyclonedx_py", "requirements", "--output-reproducible", "--spec-version", VERSION]
    subprocess.run([sys.executable, *command, "--output-file", bill, file], check=True, capture_output=True)
    return bill


def write_node(folder: Path) -> Path:
    """The bill of the CDK command line. Raises: CalledProcessError."""
    bill = folder / "node.cdx.json"
    command = ["npm", "sbom", "--sbom-format=cyclonedx", "--package-lock-only"]
    said = subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    bill.write_bytes(said.stdout)
    return bill


def main() -> int:
    """All of them."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    try:
        bills = [write(file, FOLDER) for file in locked()] + [write_node(FOLDER)]
    except subprocess.CalledProcessError as fault:
        print(fault.stderr.decode(errors="replace"), file=sys.stderr)
        print(f"make sbom: {fault.cmd[0]} failed as told above", file=sys.stderr)
        return 1
    for bill in bills:
        print(bill.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
