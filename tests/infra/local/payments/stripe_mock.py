"""Stripe's own mock, built by Go into the clone: it checks requests against the published API."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

MODULE = "github.com/stripe/stripe-mock"
BIN = Path(__file__).parents[4] / ".haat" / "bin"
BUILD_WITHIN_S = 300


def binary() -> Path:
    """The mock's program, built if need be. Skips the test, saying why, where that cannot be done."""
    program = BIN / "stripe-mock"
    if program.exists():
        return program
    go = shutil.which("go")
    if go is None:
        pytest.skip("stripe-mock is not built and Go is missing: install Go to check against Stripe's mock")
    BIN.mkdir(parents=True, exist_ok=True)
    _run(go, "install", f"{MODULE}@latest")
    return program


def specification() -> dict[str, Any]:
    """The OpenAPI document the mock was built with, from Go's module cache. Skips where it is not there."""
    program, go = binary(), shutil.which("go")
    if go is None:
        pytest.skip("the OpenAPI document is in Go's module cache, and Go is missing")
    version = re.search(rf"{MODULE}\s+(v\S+)", _run(go, "version", "-m", str(program)))
    folder = Path(_run(go, "env", "GOMODCACHE").strip()) / f"{MODULE}@{version[1] if version else 'unknown'}"
    file = folder / "embedded" / "openapi" / "spec3.json"
    if not file.exists():
        pytest.skip(f"no OpenAPI document at {file.name}: stripe-mock was not built from this module cache")
    document: dict[str, Any] = json.loads(file.read_bytes())
    return document


@contextmanager
def running() -> Iterator[str]:
    """The mock's address on loopback, while it runs."""
    command = [str(binary()), "-http-addr", "127.0.0.1:0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            lines = (re.search(r"Listening for HTTP at address: (\S+)", line) for line in process.stdout)
            address = next((found[1] for found in lines if found), None)
            if address is None:
                pytest.skip("stripe-mock does not say where it listens")
            yield f"http://{address}"
        finally:
            process.terminate()


def _run(go: str, *arguments: str) -> str:
    try:
        done = subprocess.run(
            [go, *arguments],
            env={**os.environ, "GOBIN": str(BIN)},
            capture_output=True,
            text=True,
            timeout=BUILD_WITHIN_S,
            check=True,
        )
    except subprocess.CalledProcessError as failure:
        pytest.skip(f"go {arguments[0]} failed: {failure.stderr.strip()[-300:]}")
    except subprocess.TimeoutExpired:
        pytest.skip(f"go {arguments[0]} did not end within {BUILD_WITHIN_S} s")
    return done.stdout
