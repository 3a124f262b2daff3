"""DynamoDB Local, Amazon's own: a second opinion on conditions and transactions. It takes Java and Maven."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from infra.local import processes
from infra.local.layout import ROOT
from infra.local.maven import jars

POM = Path(__file__).with_name("dynamodb_local.pom.xml")
LIBRARY = ROOT / ".haat" / "cache" / "dynamodb-local"
MAIN = "software.amazon.dynamodb.services.local.main.ServerRunner"
START_TIMEOUT_S = 180.0  # two seconds of work, which a machine that does much else spreads over a minute


def missing() -> str | None:
    """Why it cannot be had here; None if it can."""
    for tool in ("java", "mvn"):
        if shutil.which(tool) is None:
            return f"DynamoDB Local takes Java and Maven, and there is no `{tool}` here"
    return None


@contextmanager
def running(home: Path) -> Iterator[str]:
    """The address of a server with nothing in it, stopped at the end."""
    library, port = jars(POM, LIBRARY), processes.free_port()
    process = processes.start(
        "dynamodb-local",
        [
            "java", f"-Djava.library.path={library}", "-cp", f"{library}/*", MAIN,
            "-inMemory", "-port", str(port), "-disableTelemetry",
        ],
        environment={},
        log=home / "dynamodb-local.log",
    )  # fmt: skip
    try:
        processes.wait_until(
            lambda: processes.answers(port), "DynamoDB Local", timeout_s=START_TIMEOUT_S, process=process
        )
        yield f"http://127.0.0.1:{port}"
    finally:
        processes.stop([process.pid])
