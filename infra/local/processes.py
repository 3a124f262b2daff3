"""Processes that a stack is made of: started with a log each, found again by process id, stopped whole."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

STOP_TIMEOUT_S = 5.0
POLL_S = 0.05
LOG_TAIL_LINES = 15

_started: dict[int, subprocess.Popen[bytes]] = {}  # by this process, and not stopped yet


class NotReady(RuntimeError):
    """Something that was started did not come up in time."""


class PortTaken(RuntimeError):
    """A port that the stack needs is in use."""


def start(
    name: str, argv: Sequence[str], *, environment: Mapping[str, str], log: Path
) -> subprocess.Popen[bytes]:
    """Start a process as the leader of a session of its own, so that its children end with it."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        process = subprocess.Popen(
            argv,
            env={**os.environ, **environment, "HAAT_PROCESS": name},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    _started[process.pid] = process
    return process


def stop(pids: Collection[int]) -> None:
    """End processes and their children: asked at once, killed after five seconds. Ended before is fine."""
    for pid in pids:
        _signal_group(pid, signal.SIGTERM)
    with suppress(NotReady):  # the emulator waits for calls under way; nothing of it is worth waiting for
        wait_until(lambda: not any(map(_alive, pids)), "processes to end", timeout_s=STOP_TIMEOUT_S)
    for pid in pids:
        _signal_group(pid, signal.SIGKILL)  # and children that outlived their leader
        process = _started.pop(pid, None)
        if process is not None:
            process.wait()


def wait_until(
    condition: Callable[[], bool],
    what: str,
    *,
    timeout_s: float,
    process: subprocess.Popen[bytes] | None = None,
) -> None:
    """Wait for a condition, or for the end of the process that should bring it about.

    Raises: NotReady.
    """
    deadline_s = time.monotonic() + timeout_s
    while not condition():
        if process is not None and process.poll() is not None:
            raise NotReady(f"it ended with code {process.returncode} while waiting for {what}")
        if time.monotonic() > deadline_s:
            raise NotReady(f"waited {timeout_s:.0f} s for {what}")
        time.sleep(POLL_S)


def free_port() -> int:
    """A port of loopback that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def answers(port: int) -> bool:
    """Whether something listens on a port of loopback."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def require_free(port: int, purpose: str) -> None:
    """Raises: PortTaken, naming the port and what it is for."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise PortTaken(
                f"port {port} ({purpose}) is in use: stop what listens there, or choose others with PORT=…"
            ) from error


def tail(log: Path) -> str:
    """The last lines of a log."""
    return "\n".join(log.read_text(errors="replace").splitlines()[-LOG_TAIL_LINES:]) if log.exists() else ""


def _alive(pid: int) -> bool:
    if pid in _started:
        return _started[pid].poll() is None
    try:  # `make down` stops what `make up` started
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _signal_group(pid: int, number: int) -> None:
    try:
        os.killpg(pid, number)
    except (ProcessLookupError, PermissionError):
        return
