"""Jars of servers for tests and laptops, brought by Maven once per clone."""

import subprocess
import tempfile
from pathlib import Path


def jars(pom: Path, library: Path) -> Path:
    """The folder with the jars that a pom names; whoever brings them at the same time is no harm."""
    if not library.exists():
        library.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=library.parent) as folder:
            draft = Path(folder) / "jars"
            goal = ["dependency:copy-dependencies", f"-DoutputDirectory={draft}"]
            subprocess.run(["mvn", "-q", "-B", "-f", str(pom), *goal], check=True)
            try:
                draft.rename(library)
            except OSError:
                if not library.exists():
                    raise
    return library
