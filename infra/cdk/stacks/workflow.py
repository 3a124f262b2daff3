"""The state machines, from the files in statemachines/."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from constructs import Construct

from haat.settings import HOLD_S
from infra.cdk.constructs.alarm import Signal, alarm
from infra.cdk.constructs.resource import allow, arn_of, kept, output, resource, role
from infra.cdk.ground import Ground, machine_name
from infra.cdk.services import ROOT, camel

MACHINES = ROOT / "statemachines"
ENDING = ".asl.yaml"
Definition = dict[str, Any]
# What writing a machine's log takes; CloudWatch's deliveries know no resources.
LOG_DELIVERY = allow(
    [
        "logs:CreateLogDelivery",
        "logs:DeleteLogDelivery",
        "logs:DescribeLogGroups",
        "logs:DescribeResourcePolicies",
        "logs:GetLogDelivery",
        "logs:ListLogDeliveries",
        "logs:PutResourcePolicy",
        "logs:UpdateLogDelivery",
    ],
    "*",
)
TRACING = allow(
    [
        "xray:GetSamplingRules",
        "xray:GetSamplingTargets",
        "xray:PutTelemetryRecords",
        "xray:PutTraceSegments",
    ],
    "*",
)


def machines() -> dict[str, Path]:
    """The files by name of their machine: "checkout"."""
    return {path.name.removesuffix(ENDING): path for path in sorted(MACHINES.glob(f"*{ENDING}"))}


def definition(path: Path, *, number_for_expressions: int | None = None) -> Definition:
    """The machine in the file. `number_for_expressions` replaces timeouts that are computed: the emulator
    takes numbers only."""
    whole: Definition = yaml.safe_load(path.read_text())
    if number_for_expressions is not None:
        for state in whole["States"].values():
            if isinstance(state.get("TimeoutSeconds"), str):
                state["TimeoutSeconds"] = number_for_expressions
    return whole


def substitution(module: str) -> str:
    """The name of a task in a machine's file: "payments.tasks.await_payment" → "AwaitPaymentArn"."""
    return f"{camel(module.rpartition('.')[2])}Arn"


class Workflow(Construct):
    """One Standard state machine, which may invoke exactly its tasks. `tasks`: ARNs by module."""

    def __init__(
        self, scope: Construct, machine: str, path: Path, tasks: Mapping[str, str], ground: Ground
    ) -> None:
        super().__init__(scope, f"machine-{machine}")
        stage = ground.stage
        hold_s = None if stage.on_aws else int(stage.settings.get("HOLD_S", str(HOLD_S.default)))
        rights = [allow(["lambda:InvokeFunction"], list(tasks.values()))]
        properties: dict[str, Any] = {
            "StateMachineName": machine_name(stage, machine),
            "StateMachineType": "STANDARD",
            "DefinitionString": json.dumps(definition(path, number_for_expressions=hold_s)),
            "DefinitionSubstitutions": {substitution(module): arn for module, arn in tasks.items()},
        }
        if stage.on_aws:
            properties |= self._observed(machine, ground)
            rights += [LOG_DELIVERY, TRACING]
        properties["RoleArn"] = arn_of(role(self, "Role", "states.amazonaws.com", rights))
        self.arn = resource(self, "Machine", "AWS::StepFunctions::StateMachine", properties).ref
        output(self, f"{camel(machine)}MachineArn", self.arn)
        for metric in ("ExecutionsFailed", "ExecutionsTimedOut"):
            failures = Signal("AWS/States", metric, {"StateMachineArn": ground.machines[machine]})
            alarm(self, metric, ground, failures, f"An execution of {machine} needs a person", vital=True)

    def _observed(self, machine: str, ground: Ground) -> dict[str, Any]:
        stage = ground.stage
        group = {
            "LogGroupName": f"/aws/vendedlogs/states/{machine_name(stage, machine)}",
            "RetentionInDays": stage.log_days,
        }
        logs = kept(resource(self, "Logs", "AWS::Logs::LogGroup", group), keep=stage.keeps_data)
        destination = {"CloudWatchLogsLogGroup": {"LogGroupArn": arn_of(logs)}}
        return {
            "LoggingConfiguration": {"Level": "ERROR", "Destinations": [destination]},
            "TracingConfiguration": {"Enabled": True},
        }
