"""From a fresh clone to a paid order: what a stranger waits for, package caches being warm."""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

from infra.local import processes
from infra.local.layout import ROOT

TIMEOUT_S = 300.0
STOP_TIMEOUT_S = 30.0
PAID = "A paid order"  # what `make run` says then
PORT = 8290  # beside whatever else runs


def measure(scratch: Path) -> dict[str, float]:
    """Clone what is committed, `make run`, and stop it again when something has been bought."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # children of a shell's background job ignore it
    clone = scratch / "fresh-clone"
    shutil.rmtree(clone, ignore_errors=True)
    log = scratch / "logs" / "fresh-clone.log"
    kept = ("HOME", "PATH", "LANG", "SSL_CERT_FILE")
    environment = {
        name: value for name, value in os.environ.items() if name in kept or name.startswith("PIP_")
    }
    began_s = time.monotonic()
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
    with log.open("wb") as output:
        running = subprocess.Popen(
            ["make", "run", f"PORT={PORT}"], cwd=clone, env=environment, stdout=output, stderr=output,
            start_new_session=True,
        )  # fmt: skip
    try:
        processes.wait_until(
            lambda: PAID in log.read_text(), "a paid order", timeout_s=TIMEOUT_S, process=running
        )
        took_s = time.monotonic() - began_s
    finally:
        os.killpg(running.pid, signal.SIGINT)
        running.wait(STOP_TIMEOUT_S)
        shutil.rmtree(clone, ignore_errors=True)
    return {"fresh_clone_to_paid_order_s": round(took_s, 1)}
