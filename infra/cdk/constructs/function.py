"""One Lambda from its declaration: function, role, log group."""

from collections.abc import Mapping, Sequence
from typing import Any

from constructs import Construct

from haat.manifest import Function, QueueConsumer
from haat.observability import NAMESPACE
from infra.cdk.constructs.alarm import Signal, alarm
from infra.cdk.constructs.code import ARCHITECTURE, RUNTIME, Code
from infra.cdk.constructs.environment import environment
from infra.cdk.constructs.resource import Statement, allow, arn_of, kept, resource, role
from infra.cdk.constructs.rights import statements
from infra.cdk.constructs.searching import admit
from infra.cdk.ground import Ground, arn
from infra.cdk.stages import Stage

TRACING = allow(["xray:PutTelemetryRecords", "xray:PutTraceSegments"], "*")  # X-Ray knows no resources


class ServiceFunction(Construct):
    """A function with exactly the rights and the settings that its manifest declares.

    `source`: the rights to read what feeds it, where that is a queue or a stream.
    """

    def __init__(
        self,
        scope: Construct,
        declared: Function,
        ground: Ground,
        code: Code,
        *,
        source: Sequence[Statement] = (),
    ) -> None:
        super().__init__(scope, declared.name)
        stage = ground.stage
        self.declared = declared
        self.name = f"{stage.prefix}-{declared.name}"
        rights = [*statements(declared.grants, ground), *source]
        properties = _properties(declared, ground, code) | {"FunctionName": self.name}
        if stage.on_aws:
            properties |= observed(self, self.name, stage)
            rights += [TRACING, log_right(self.name)]
        properties["Role"] = role_arn = arn_of(role(self, "Role", "lambda.amazonaws.com", rights))
        admit(self, declared, role_arn, ground)
        self.arn = arn_of(resource(self, "Function", "AWS::Lambda::Function", properties))
        for metric in declared.alarms:
            counted = Signal(
                NAMESPACE, metric, {"operation": declared.operation, "service": declared.service}
            )
            alarm(self, metric, ground, counted, f"{declared.name} counted {metric}: see its log", vital=True)


def log_right(name: str) -> Statement:
    """The right of a function to write to its own log group."""
    group = arn("logs", f"log-group:/aws/lambda/{name}:*")
    return allow(["logs:CreateLogStream", "logs:PutLogEvents"], group)


def _properties(declared: Function, ground: Ground, code: Code) -> dict[str, Any]:
    alone = isinstance(declared, QueueConsumer) and declared.at_most_one
    return {
        "Handler": f"{declared.module}.handler",
        "Runtime": RUNTIME,
        "Architectures": [ARCHITECTURE],
        "Code": code.location,
        "Layers": code.layers(declared.layers),
        "MemorySize": declared.memory_mb,
        "Timeout": declared.timeout_s,
        "ReservedConcurrentExecutions": 1 if alone else None,
        "Environment": {"Variables": environment(declared, ground)},
    }


def observed(scope: Construct, name: str, stage: Stage) -> Mapping[str, Any]:
    """Its log group, which does not keep lines for ever, and tracing. The emulator makes groups itself."""
    group = {"LogGroupName": f"/aws/lambda/{name}", "RetentionInDays": stage.log_days}
    made = kept(resource(scope, "Logs", "AWS::Logs::LogGroup", group), keep=stage.keeps_data)
    return {"LoggingConfig": {"LogGroup": made.ref}, "TracingConfig": {"Mode": "Active"}}
