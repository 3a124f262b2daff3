"""Alarms. Each watches the place where a kind of failure ends, so that one thing broken rings one bell."""

from collections.abc import Mapping
from dataclasses import dataclass

from constructs import Construct

from infra.cdk.constructs.resource import resource
from infra.cdk.ground import Ground

PERIOD_S = 60


@dataclass(frozen=True, slots=True)
class Signal:
    """A metric, and the value above which somebody has to look."""

    namespace: str
    metric: str
    dimensions: Mapping[str, str]
    statistic: str = "Sum"
    above: float = 0


def alarm(
    scope: Construct, name: str, ground: Ground, signal: Signal, description: str, *, vital: bool = False
) -> None:
    """Ring when the signal is above its bound. The emulator has no use for it; a stage of economy has the
    `vital` ones only, without which money or stock would be lost in silence."""
    if ground.stage.on_aws and (vital or not ground.stage.economy):
        resource(scope, name, "AWS::CloudWatch::Alarm", _properties(ground, signal, description))


def _properties(ground: Ground, signal: Signal, description: str) -> dict[str, object]:
    return {
        "AlarmDescription": description,
        "Namespace": signal.namespace,
        "MetricName": signal.metric,
        "Dimensions": [{"Name": name, "Value": value} for name, value in signal.dimensions.items()],
        "Statistic": signal.statistic,
        "Threshold": signal.above,
        "ComparisonOperator": "GreaterThanThreshold",
        "Period": PERIOD_S,
        "EvaluationPeriods": 1,
        "TreatMissingData": "notBreaching",
        "AlarmActions": [ground.alarms_arn],
    }
