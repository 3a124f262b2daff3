"""Synthesis and deployment of the CDK app to the emulator, and what CloudFormation cannot do there."""

import json
import os
import subprocess
import sys

from infra.local import aws, processes
from infra.local.admin import create_admin
from infra.local.layout import PAYMENTS_API_KEY, REGION, ROOT, WEBHOOK_SECRET, Layout

ACCOUNT = "000000000000"
CLI = ROOT / "node_modules" / ".bin" / "cdk"
SOURCE_ROOTS = (".", "functions", "layers/haat/python")
TTL_ATTRIBUTE = "ttl"
Outputs = dict[str, str]


class DeploymentFailed(RuntimeError):
    """CDK did not deploy; the message ends with its last words."""


def environment(layout: Layout) -> dict[str, str]:
    """What the CDK app and its command line need: the emulator's address, and nothing of the network."""
    return layout.environment | {
        "PYTHONPATH": os.pathsep.join(str(ROOT / root) for root in SOURCE_ROOTS),
        "CDK_OUTDIR": str(layout.home / "cdk.out"),
        "CDK_DEFAULT_ACCOUNT": ACCOUNT,
        "CDK_DEFAULT_REGION": REGION,
        "CDK_VALIDATION": "false",  # three seconds, and done by the tests
        "CDK_DISABLE_VERSION_CHECK": "1",
        "CDK_CONTEXT_JSON": json.dumps(_context(layout)),
    }


def _context(layout: Layout) -> dict[str, str]:
    return {
        **layout.settings,
        **layout.engine,
        "target": "local",
        "stage": "local",
        "endpoint_url": layout.endpoint_url,
        "payments_api_base": layout.payments,
        "shop_url": layout.api,
        "search_refresh_s": "1",
    }


def synthesize(layout: Layout) -> "subprocess.Popen[bytes]":
    """Begin the synthesis in the background: it takes as long as everything else together."""
    return processes.start(
        "synthesis",
        [sys.executable, "-m", "infra.cdk.app"],
        environment=environment(layout),
        log=layout.log("synthesis"),
    )


def deploy(layout: Layout, synthesis: "subprocess.Popen[bytes]") -> Outputs:
    """Deploy what `synthesize` makes, and give the stack what CloudFormation leaves out there.

    Raises: DeploymentFailed.
    """
    if synthesis.wait() != 0:
        raise DeploymentFailed(f"cdk synth failed:\n{processes.tail(layout.log('synthesis'))}")
    _cdk(layout, "bootstrap", f"aws://{ACCOUNT}/{REGION}", "--app", "")
    outputs_file = layout.home / "outputs.json"
    _cdk(
        layout, "deploy", "--all", "-a", str(layout.home / "cdk.out"), "--require-approval", "never",
        "--method", "direct", "--concurrency", "4", "--outputs-file", str(outputs_file),
    )  # fmt: skip
    stacks = json.loads(outputs_file.read_text())
    outputs: Outputs = {name: value for stack in stacks.values() for name, value in stack.items()}
    _finish(layout, outputs)
    return outputs


def _cdk(layout: Layout, *arguments: str) -> None:
    log = layout.log(f"cdk-{arguments[0]}")
    command = [str(CLI), "--no-notices", "--ci", *arguments]
    with log.open("wb") as output:
        ended = subprocess.run(
            command,
            env={**os.environ, **environment(layout)},
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if ended.returncode:
        raise DeploymentFailed(f"cdk {arguments[0]} failed:\n{processes.tail(log)}")


def _finish(layout: Layout, outputs: Outputs) -> None:
    """What the emulator does not take from a template, and what ops do once after a deployment on AWS."""
    session, endpoint_url = aws.session(), layout.endpoint_url
    session.client("dynamodb", endpoint_url=endpoint_url).update_time_to_live(
        TableName=outputs["TableName"],
        TimeToLiveSpecification={"Enabled": True, "AttributeName": TTL_ATTRIBUTE},
    )
    secret = {"api_key": PAYMENTS_API_KEY, "webhook_secret": WEBHOOK_SECRET}
    session.client("secretsmanager", endpoint_url=endpoint_url).put_secret_value(
        SecretId=outputs["PaymentsSecretName"], SecretString=json.dumps(secret)
    )
    create_admin(session.client("cognito-idp", endpoint_url=endpoint_url), outputs["AdminPoolId"])
    functions = session.client("lambda", endpoint_url=endpoint_url)
    for name in outputs["SingleWriters"].split(","):
        functions.put_function_concurrency(FunctionName=name, ReservedConcurrentExecutions=1)
    for name in outputs["StartupFunctions"].split(","):
        ended = functions.invoke(FunctionName=name, Payload=b"{}")
        if "FunctionError" in ended:
            raise DeploymentFailed(f"{name}: {ended['Payload'].read().decode()}")
