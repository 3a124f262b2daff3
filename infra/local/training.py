"""`make recommend`: a training of recommendations now, on the running stack or with STAGE= on AWS.

The clock starts one each night; a new shop need not wait for it.
"""

import json
import os
import sys
import time

from haat import clock
from haat.clients import client
from haat.saga.execution import RUNNING
from haat.saga.machine import Machine, arn_setting
from infra.cdk.stages import DEFAULT_REGION
from infra.local import stack
from infra.local.layout import Layout, from_environment
from recommendations.manifest import MACHINE

LOOK_S = 1.0
SUCCEEDED = "SUCCEEDED"


def run_name(at: str) -> str:
    """The name of a run that begins at a moment: after the run of the same hour, before that of the next."""
    return at.removesuffix("Z").replace(":", "-")


def on_stack(layout: Layout) -> dict[str, str]:
    """The settings of the running stack."""
    outputs = json.loads(layout.stack_file.read_text())["outputs"]
    return layout.environment | {arn_setting(MACHINE).name: outputs[f"{MACHINE.title()}MachineArn"]}


def on_aws(stage: str) -> dict[str, str]:
    """The settings of a stage on AWS, reached with the caller's credentials."""
    region = os.environ.setdefault("AWS_DEFAULT_REGION", os.environ.get("AWS_REGION", DEFAULT_REGION))
    account = client("sts").get_caller_identity()["Account"]
    return {
        arn_setting(MACHINE).name: f"arn:aws:states:{region}:{account}:stateMachine:haat-{stage}-{MACHINE}"
    }


def train(machine: Machine) -> str:
    """Start a training and wait for its end; its status then."""
    run = run_name(clock.now())
    machine.start(run, {"run": run, "at_s": clock.now_s()})
    while True:
        execution = machine.execution(run)
        if execution and execution.status != RUNNING:
            return execution.status
        time.sleep(LOOK_S)


def main() -> int:
    """Run the command."""
    layout, stage = from_environment(), os.environ.get("STAGE")
    if not stage and not stack.running(layout):
        print(
            "make recommend: nothing runs here: `make up` first, or STAGE=dev for one on AWS.",
            file=sys.stderr,
        )
        return 1
    os.environ.update(on_aws(stage) if stage else on_stack(layout))
    began_s = time.monotonic()
    status = train(Machine(MACHINE))
    print(f"training {status.lower()} after {time.monotonic() - began_s:.1f} s")
    if status != SUCCEEDED:
        print("Its history says why; the lists of the last training are still served.", file=sys.stderr)
    return 0 if status == SUCCEEDED else 1


if __name__ == "__main__":
    sys.exit(main())
