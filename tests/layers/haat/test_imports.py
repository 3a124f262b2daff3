"""Nothing happens at import: no environment, no connection, no clock, no client, no file but code."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
SOURCES = [ROOT / "layers/haat/python", ROOT / "functions"]
LOADING = """
import json, sys

def forbid(*arguments, **_):
    raise RuntimeError(f"this happens at import: {arguments}")

def watch(event, arguments):
    talks = event in ("socket.connect", "socket.bind", "socket.getaddrinfo", "subprocess.Popen")
    opens = event == "open" and (arguments[1] not in (None, "r", "rb") or "/.aws" in str(arguments[0]))
    if talks or opens:
        forbid(event, *arguments)

sys.addaudithook(watch)
import haat.clients, haat.clock, haat.settings
haat.clock._time_s = haat.settings.Setting.text = forbid
haat.clients.client = haat.clients.session = forbid
import haat.table.connection
haat.table.connection.shared = forbid
for name in json.loads(sys.argv[1]):
    __import__(name)
"""


def modules() -> list[str]:
    """Every module of the kernel and of the services."""
    paths = [path.relative_to(source) for source in SOURCES for path in source.rglob("*.py")]
    names = {".".join(path.with_suffix("").parts).removesuffix(".__init__") for path in paths}
    return sorted(names)


def load(names: list[str], path: list[str]) -> "subprocess.CompletedProcess[str]":
    """Import modules in a fresh interpreter with an empty environment."""
    environment = {"PYTHONPATH": ":".join(path)}
    command = [sys.executable, "-B", "-c", LOADING, json.dumps(names)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_every_module_loads_and_does_nothing_else() -> None:
    assert len(modules()) > 100
    done = load(modules(), sys.path)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "mistake",
    [
        "from haat import clock\nNOW_S = clock.now_s()",
        "from haat.settings import CURRENCY\nSHOP_CURRENCY = CURRENCY.text()",
        "from haat.clients import client\nEVENTS = client('events')",
        "from haat.table.connection import shared\nTABLE = shared()",
        "import boto3\nEVENTS = boto3.client('events', region_name='eu-central-1')",
        "import urllib.request\nurllib.request.urlopen('http://127.0.0.1:9')",
        "import socket\nsocket.create_connection(('127.0.0.1', 9))",
        "from pathlib import Path\nPath('written').write_text('')",
    ],
)
def test_a_module_that_does_something_is_found_out(mistake: str, tmp_path: Path) -> None:
    (tmp_path / "mistaken.py").write_text(mistake)
    done = load(["mistaken"], [str(tmp_path), *sys.path])
    assert "this happens at import" in done.stderr
    assert not Path("written").exists()


@pytest.mark.parametrize(
    "module", ["haat.manifest", "haat.errors", "haat.money", "haat.grants", "haat.settings"]
)
def test_what_manifests_and_rules_use_needs_nothing_installed(module: str) -> None:
    own = [str(source) for source in SOURCES]
    environment = {"PYTHONPATH": ":".join(own)}
    done = subprocess.run(
        [sys.executable, "-S", "-B", "-c", f"import {module}"], env=environment, check=False
    )
    assert done.returncode == 0
