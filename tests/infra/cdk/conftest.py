"""Both targets, synthesized once for all tests, each by the command that the user's tools run."""

import fcntl
import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.support.templates import Templates

ROOT = Path(__file__).parents[3]
BLOCKER = Path(__file__).with_name("no_network.cjs")
WITHOUT_NETWORK = """
import runpy, socket
def refuse(*_): raise OSError("a synthesis may not use the network")
socket.socket.connect = socket.getaddrinfo = refuse
runpy.run_module("infra.cdk.app", run_name="__main__")
"""
TARGETS = ("aws", "local")


def offline(environment: dict[str, str]) -> dict[str, str]:
    """An environment in which neither Python nor Node of the CDK can connect to anything."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    paths = [ROOT, ROOT / "functions", ROOT / "layers" / "haat" / "python"]
    return kept | environment | {
        "PYTHONPATH": os.pathsep.join(map(str, paths)),
        "NODE_OPTIONS": f"--require {BLOCKER}",
        "JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION": "1",
    }  # fmt: skip


def synthesis(outdir: Path, **context: str) -> "subprocess.Popen[str]":
    """A synthesis under way. CDK's own validation against CloudFormation's schemas is part of it."""
    environment = offline({"CDK_OUTDIR": str(outdir), "CDK_CONTEXT_JSON": json.dumps(context)})
    return subprocess.Popen(
        [sys.executable, "-c", WITHOUT_NETWORK],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def synthesized(folders: pytest.TempPathFactory, **context: str) -> Templates:
    """The templates of a context, which the first test that asks has made for every process of the run."""
    root = folders.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        root = root.parent
    outdir = root / re.sub(r"\W+", "-", "-".join(("synthesis", *context.values())))
    with outdir.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not outdir.exists():
            _synthesize(outdir, context)
    return Templates(outdir)


def _synthesize(outdir: Path, context: dict[str, str]) -> None:
    draft = outdir.with_suffix(".draft")
    process = synthesis(draft, **context)
    said, _ = process.communicate()
    assert process.returncode == 0, said
    draft.rename(outdir)


@pytest.fixture(scope="session")
def syntheses(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Templates]:
    """Templates by target."""
    tmp_path_factory.getbasetemp()  # made by the first who asks, which two threads must not be
    with ThreadPoolExecutor(len(TARGETS)) as pool:
        made = pool.map(lambda target: synthesized(tmp_path_factory, target=target, stage="test"), TARGETS)
        return dict(zip(TARGETS, made, strict=True))


@pytest.fixture(params=TARGETS)
def templates(request: pytest.FixtureRequest, syntheses: dict[str, Templates]) -> Templates:
    """The templates of either target in turn."""
    return syntheses[request.param]


@pytest.fixture
def aws_templates(syntheses: dict[str, Templates]) -> Templates:
    return syntheses["aws"]


@pytest.fixture
def local_templates(syntheses: dict[str, Templates]) -> Templates:
    return syntheses["local"]
