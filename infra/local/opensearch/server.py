"""OpenSearch, started from its jars and stopped by process id. It takes a JDK from 21 on, and Maven."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from infra.local import processes
from infra.local.layout import ROOT
from infra.local.maven import jars
from infra.local.opensearch import java

HERE = Path(__file__).parent
LIBRARY = ROOT / ".haat" / "cache" / "opensearch-server"
JAVA_FROM = 21
# Small and quickly up: one collector thread, and no compiler that pays off after minutes only.
OPTIONS = ("-Xms256m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
START_TIMEOUT_S = 300.0  # five seconds of work, which a machine that does much else spreads over minutes


def missing() -> str | None:
    """Why it cannot be had here; None if it can."""
    if java.find(JAVA_FROM) is None:
        return f"OpenSearch takes a JDK from {JAVA_FROM} on, and there is none here (JAVA_HOME names one)"
    if not LIBRARY.exists() and shutil.which("mvn") is None:
        return "OpenSearch's jars are brought by Maven, and there is no `mvn` here"
    return None


@contextmanager
def running(home: Path) -> Iterator[str]:
    """The address of a server with nothing in it, stopped at the end; it writes into `home` only."""
    port = processes.free_port()
    process = start(port, home, home / "opensearch.log")
    try:
        wait(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        processes.stop([process.pid])


def start(port: int, home: Path, log: Path) -> "subprocess.Popen[bytes]":
    """Start a server at a port of loopback, over what `home` holds already."""
    library, executable = jars(HERE / "server.pom.xml", LIBRARY), java.find(JAVA_FROM)
    command = [
        str(executable), *OPTIONS, "-cp", f"{library}/*", str(HERE / "Serve.java"), str(home), str(port),
    ]  # fmt: skip
    return processes.start("opensearch", command, environment={}, log=log)


def wait(port: int, process: "subprocess.Popen[bytes]") -> None:
    """Until the server at the port serves. Raises: NotReady."""
    processes.wait_until(lambda: _ready(port), "OpenSearch", timeout_s=START_TIMEOUT_S, process=process)


def _ready(port: int) -> bool:
    if not processes.answers(port):
        return False
    try:
        with urlopen(f"http://127.0.0.1:{port}/_cluster/health", timeout=10) as answer:
            return bool(json.load(answer)["status"] != "red")
    except OSError:  # a machine that is busy answers later
        return False
