"""A whole stack on loopback, started and stopped: emulator, payment provider, deployment by CDK, edge."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.request import urlopen

from infra.local import deployment, processes
from infra.local.layout import ADMIN_PASSWORD, ADMIN_USERNAME, OPENSEARCH, REGION, WEBHOOK_SECRET, Layout
from infra.local.opensearch import server as opensearch
from payments.domain import PROVIDER_EVENTS

EMULATOR_TIMEOUT_S = 30.0
PROVIDER_TIMEOUT_S = 20.0
EDGE_TIMEOUT_S = 20.0
Say = Callable[[str], None]


@dataclass(slots=True)
class Stack:
    """One stack. `pids` are the processes started for it, by name."""

    layout: Layout
    pids: dict[str, int]

    @property
    def facts(self) -> dict[str, Any]:
        """What stack.json says."""
        facts: dict[str, Any] = json.loads(self.layout.stack_file.read_text())
        return facts


def start(layout: Layout, say: Say) -> Stack:
    """Start everything and deploy; stop all of it again if any of it fails.

    Raises: PortTaken, NotReady, DeploymentFailed.
    """
    for port, purpose in _ports(layout):
        processes.require_free(port, purpose)
    shutil.rmtree(layout.scratch, ignore_errors=True)
    stack = Stack(layout, {})
    try:
        _start_all(stack, say)
    except BaseException:
        stop(stack)
        raise
    return stack


def recorded(layout: Layout) -> Stack | None:
    """The stack that stack.json tells of, running or not."""
    if not layout.stack_file.exists():
        return None
    return Stack(layout, json.loads(layout.stack_file.read_text())["pids"])


def running(layout: Layout) -> Stack | None:
    """The stack that runs at this place, if one does."""
    return recorded(layout) if processes.answers(layout.port) else None


def stop(stack: Stack) -> None:
    """Stop every process of the stack, and remove what they left behind."""
    processes.stop(stack.pids.values())
    stack.layout.stack_file.unlink(missing_ok=True)
    shutil.rmtree(stack.layout.scratch, ignore_errors=True)


def _ports(layout: Layout) -> list[tuple[int, str]]:
    ports = [
        (layout.port, "the shop"),
        (layout.emulator_port, "the AWS emulator"),
        (layout.payments_port, "the payment provider"),
    ]
    return [*ports, (layout.opensearch_port, "OpenSearch")] if layout.search == OPENSEARCH else ports


def _start_all(stack: Stack, say: Say) -> None:
    layout = stack.layout
    say("starting the AWS emulator and the payment provider")
    emulator = _start(
        stack, "emulator", [sys.executable, "-m", "infra.local.emulator"], _emulator_environment(layout)
    )
    provider = _start(stack, "payments", _provider_command(layout), {})
    cluster = _start_opensearch(stack) if layout.search == OPENSEARCH else None
    synthesis = deployment.synthesize(layout)
    processes.wait_until(
        lambda: _healthy(layout), "the AWS emulator", timeout_s=EMULATOR_TIMEOUT_S, process=emulator
    )
    say("deploying with CDK")
    outputs = deployment.deploy(layout, synthesis)
    processes.wait_until(
        lambda: processes.answers(layout.payments_port),
        "the payment provider",
        timeout_s=PROVIDER_TIMEOUT_S,
        process=provider,
    )
    if cluster:
        opensearch.wait(layout.opensearch_port, cluster)
    edge = _start(stack, "edge", _edge_command(layout, outputs), layout.environment)
    processes.wait_until(
        lambda: processes.answers(layout.port), "the edge", timeout_s=EDGE_TIMEOUT_S, process=edge
    )
    _write_facts(stack, outputs)


def _start_opensearch(stack: Stack) -> "subprocess.Popen[bytes]":
    """Raises: NotReady."""
    layout, missing = stack.layout, opensearch.missing()
    if missing:
        raise processes.NotReady(missing)
    server = opensearch.start(layout.opensearch_port, layout.scratch / "opensearch", layout.log("opensearch"))
    stack.pids["opensearch"] = server.pid
    return server


def _start(
    stack: Stack, name: str, argv: list[str], environment: dict[str, str]
) -> "subprocess.Popen[bytes]":
    process = processes.start(name, argv, environment=environment, log=stack.layout.log(name))
    stack.pids[name] = process.pid
    return process


def _emulator_environment(layout: Layout) -> dict[str, str]:
    scratch = layout.scratch
    scratch.mkdir(parents=True, exist_ok=True)
    return {
        "PYTHONPATH": "",  # a function sees what was deployed, and nothing of the clone
        "BIND_HOST": "127.0.0.1",
        "GATEWAY_PORT": str(layout.emulator_port),
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        "MINISTACK_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "TMPDIR": str(scratch),
        "STATE_DIR": str(scratch / "state"),
        "S3_DATA_DIR": str(scratch / "s3"),
    }


def _provider_command(layout: Layout) -> list[str]:
    return [
        sys.executable, "-m", "infra.local.payments",
        "--port", str(layout.payments_port),
        "--webhook-url", f"{layout.api}/api/payments/webhook",
        "--webhook-secret", WEBHOOK_SECRET,
        "--webhook-events", *PROVIDER_EVENTS,
    ]  # fmt: skip


def _edge_command(layout: Layout, outputs: deployment.Outputs) -> list[str]:
    origin = f"{layout.endpoint_url}/_aws/execute-api/{outputs['ApiId']}/$default"
    return [
        sys.executable, "-m", "infra.local.edge",
        "--port", str(layout.port), "--origin", origin, "--client-id", outputs["AdminClientId"],
        "--media-origin", f"{layout.endpoint_url}/{outputs['MediaBucket']}",
    ]  # fmt: skip


def _healthy(layout: Layout) -> bool:
    if not processes.answers(layout.emulator_port):
        return False
    try:
        with urlopen(f"{layout.endpoint_url}/_ministack/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:  # a machine that is busy answers later
        return False


def _write_facts(stack: Stack, outputs: deployment.Outputs) -> None:
    layout = stack.layout
    facts = {
        "api": layout.api,
        "endpoint_url": layout.endpoint_url,
        "region": REGION,
        "table": outputs["TableName"],
        "admin": {
            "username": ADMIN_USERNAME,
            "password": ADMIN_PASSWORD,
            "token_url": f"{layout.api}/_local/admin/token",
        },
        "payments": layout.payments,
        "mail": f"{layout.endpoint_url}/_ministack/ses/messages",
        "search": f"{layout.api}/api/search",
        "pids": stack.pids,
        "outputs": outputs,
    }
    layout.stack_file.write_text(json.dumps(facts, indent=2) + "\n")
