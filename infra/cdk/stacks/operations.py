"""One dashboard: what customers feel, what the saga does, what waits in queues."""

from typing import Any

import aws_cdk as cdk
from constructs import Construct

from infra.cdk.constructs.resource import resource
from infra.cdk.ground import Ground

WIDTH, HEIGHT = 12, 6
PERIOD_S = 300


def dashboard(scope: Construct, ground: Ground, api_id: str) -> None:
    """The dashboard of one stage."""
    prefix, region = ground.stage.prefix, ground.stage.region
    checkout = ground.machines["checkout"]
    api = [["AWS/ApiGateway", metric, "ApiId", api_id] for metric in ("Count", "4xx", "5xx")]
    saga = [
        ["AWS/States", metric, "StateMachineArn", checkout]
        for metric in ("ExecutionsStarted", "ExecutionsSucceeded", "ExecutionsFailed", "ExecutionsTimedOut")
    ]
    duration = 'MetricName="Duration"'  # Lambda's own, which costs nothing
    durations = f"SEARCH('{{AWS/Lambda,FunctionName}} {duration} \"{prefix}\"', 'p99', {PERIOD_S})"
    depth = 'MetricName="ApproximateNumberOfMessagesVisible"'
    waiting = f"SEARCH('{{AWS/SQS,QueueName}} {depth} \"{prefix}\"', 'Maximum', {PERIOD_S})"
    widgets = [
        _graph(0, "Requests", region, api),
        _graph(1, "Milliseconds by operation, p99", region, [[{"expression": durations}]]),
        _graph(2, "Checkouts", region, saga),
        _graph(3, "Messages waiting", region, [[{"expression": waiting}]]),
    ]
    body = cdk.Stack.of(scope).to_json_string({"widgets": widgets})
    properties = {"DashboardName": prefix, "DashboardBody": body}
    resource(scope, "Dashboard", "AWS::CloudWatch::Dashboard", properties)


def _graph(place: int, title: str, region: str, metrics: list[Any]) -> dict[str, Any]:
    shown = {
        "title": title,
        "region": region,
        "stat": "Sum",
        "period": PERIOD_S,
        "metrics": metrics,
    }
    row, column = divmod(place, 2)
    position = {"x": column * WIDTH, "y": row * HEIGHT, "width": WIDTH, "height": HEIGHT}
    return {"type": "metric", "properties": shown, **position}
