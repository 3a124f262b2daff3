"""Functions fed by a queue, by the table's stream or by the clock."""

import json

from constructs import Construct

from haat.manifest import QueueConsumer, Schedule, StreamConsumer
from infra.cdk.constructs.alarm import Signal, alarm
from infra.cdk.constructs.code import Code
from infra.cdk.constructs.function import ServiceFunction
from infra.cdk.constructs.queue import DeadLetters, EventQueue
from infra.cdk.constructs.resource import Statement, allow, arn_of, resource
from infra.cdk.delivery import RETRIES
from infra.cdk.ground import Ground

CONCURRENCY_MIN = 2  # the least that Lambda's pollers take; reserved concurrency makes one of it
UNWAITED_BATCH = 10  # messages that Lambda takes from a queue at once without waiting for more
RECORD_AGE_MAX_S = 24 * 3600  # what a stream keeps
ITERATOR_AGE_MAX_MS = 60_000


def queue_consumer(scope: Construct, declared: QueueConsumer, ground: Ground, code: Code) -> ServiceFunction:
    """A function fed by a queue of its own; messages that fail come back alone."""
    queue = EventQueue(scope, declared, ground)
    function = ServiceFunction(scope, declared, ground, code, source=[queue.reading()])
    at_once_max = CONCURRENCY_MIN if declared.at_most_one else declared.at_once_max
    properties = {
        "FunctionName": function.arn,
        "EventSourceArn": queue.arn,
        "BatchSize": declared.batch_size,
        "MaximumBatchingWindowInSeconds": 1 if declared.batch_size > UNWAITED_BATCH else None,
        "FunctionResponseTypes": ["ReportBatchItemFailures"],
        "ScalingConfig": {"MaximumConcurrency": at_once_max} if at_once_max else None,
    }
    resource(function, "Source", "AWS::Lambda::EventSourceMapping", properties)
    return function


def stream_consumer(
    scope: Construct, declared: StreamConsumer, ground: Ground, code: Code
) -> ServiceFunction:
    """A function fed by the table's stream; a poison batch is halved until it stands alone."""
    dead = DeadLetters(scope, f"{declared.name}-dead", ground, declared.name)
    dead.closed()
    function = ServiceFunction(scope, declared, ground, code, source=_stream_rights(ground, dead))
    properties = {
        "FunctionName": function.arn,
        "EventSourceArn": ground.stream_arn,
        "StartingPosition": "TRIM_HORIZON",
        "BatchSize": declared.batch_size,
        "BisectBatchOnFunctionError": True,
        "MaximumRetryAttempts": RETRIES,
        "MaximumRecordAgeInSeconds": RECORD_AGE_MAX_S,
        "FunctionResponseTypes": ["ReportBatchItemFailures"],
        "FilterCriteria": {"Filters": [{"Pattern": json.dumps(pattern)} for pattern in declared.filters]},
        "DestinationConfig": {"OnFailure": {"Destination": dead.arn}},
    }
    resource(function, "Source", "AWS::Lambda::EventSourceMapping", properties)
    age = Signal(
        "AWS/Lambda", "IteratorAge", {"FunctionName": function.name}, "Maximum", above=ITERATOR_AGE_MAX_MS
    )
    alarm(function, "Late", ground, age, f"{declared.name} is a minute behind the table")
    return function


def schedule(scope: Construct, declared: Schedule, ground: Ground, code: Code) -> ServiceFunction:
    """A function started by the clock."""
    function = ServiceFunction(scope, declared, ground, code)
    unit = "minute" if declared.every_minutes == 1 else "minutes"
    properties = {
        "ScheduleExpression": f"rate({declared.every_minutes} {unit})",
        "Targets": [{"Id": "function", "Arn": function.arn}],
    }
    rule = resource(function, "Rule", "AWS::Events::Rule", properties)
    permission = {
        "Action": "lambda:InvokeFunction",
        "FunctionName": function.arn,
        "Principal": "events.amazonaws.com",
        "SourceArn": arn_of(rule),
    }
    resource(function, "Permission", "AWS::Lambda::Permission", permission)
    failures = Signal("AWS/Lambda", "Errors", {"FunctionName": function.name})
    alarm(function, "Failing", ground, failures, f"{declared.name} failed")
    return function


def _stream_rights(ground: Ground, dead: DeadLetters) -> list[Statement]:
    reads = ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"]
    through = {"StringEquals": {"kms:ViaService": f"dynamodb.{ground.stage.region}.amazonaws.com"}}
    of_key = [allow(["kms:Decrypt"], ground.table_key_arn, through)] if ground.table_key_arn else []
    return [
        allow(reads, ground.stream_arn),
        allow(["dynamodb:ListStreams"], "*"),  # it knows no resources
        *of_key,
        allow(["sqs:SendMessage"], dead.arn),
    ]
