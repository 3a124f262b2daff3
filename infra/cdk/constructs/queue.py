"""A queue that feeds a function, with its dead-letter queue and the rule that fills it."""

from typing import Any

from constructs import Construct

from haat.manifest import ObjectConsumer, QueueConsumer, Reaction
from infra.cdk.constructs.alarm import Signal, alarm
from infra.cdk.constructs.resource import Statement, allow, arn_of, over_tls_only, policy, resource
from infra.cdk.delivery import RECEIVES_MAX, RECEIVES_MAX_ALONE, VISIBILITY_TIMEOUTS
from infra.cdk.ground import Ground

ANY_ACTION = "sqs:*"
RETENTION_S = 14 * 24 * 3600  # the most that SQS keeps


class DeadLetters(Construct):
    """Where messages end that could not be handled; one of them rings."""

    def __init__(self, scope: Construct, name: str, ground: Ground, what: str) -> None:
        super().__init__(scope, name)
        self.queue_name = f"{ground.stage.prefix}-{what}-dead"
        properties = {"QueueName": self.queue_name, "MessageRetentionPeriod": RETENTION_S}
        made = resource(self, "Queue", "AWS::SQS::Queue", properties | {"SqsManagedSseEnabled": True})
        self.arn, self.url = arn_of(made), made.ref
        depth = Signal(
            "AWS/SQS", "ApproximateNumberOfMessagesVisible", {"QueueName": self.queue_name}, "Maximum"
        )
        alarm(self, "Alarm", ground, depth, f"{what} could not be applied: look, then redrive")

    def closed(self) -> None:
        """Give the queue the policy of one that nothing but a role of ours sends to."""
        properties = {"Queues": [self.url], "PolicyDocument": policy([over_tls_only(ANY_ACTION, self.arn)])}
        resource(self, "Policy", "AWS::SQS::QueuePolicy", properties)


class EventQueue(Construct):
    """The events, or the objects, that one function asks for, waiting for it."""

    def __init__(self, scope: Construct, declared: QueueConsumer, ground: Ground) -> None:
        super().__init__(scope, f"{declared.name}-queue")
        self._dead = DeadLetters(self, "Dead", ground, declared.name)
        receives = RECEIVES_MAX_ALONE if declared.at_most_one else RECEIVES_MAX
        properties = {
            "QueueName": f"{ground.stage.prefix}-{declared.name}",
            "SqsManagedSseEnabled": True,
            "VisibilityTimeout": VISIBILITY_TIMEOUTS * declared.timeout_s,
            "MessageRetentionPeriod": RETENTION_S,
            "RedrivePolicy": {"deadLetterTargetArn": self._dead.arn, "maxReceiveCount": receives},
        }
        made = resource(self, "Queue", "AWS::SQS::Queue", properties)
        self.arn = arn_of(made)
        self._filled_by(self._rule(declared, ground), made.ref)

    def reading(self) -> Statement:
        """The right to take messages."""
        actions = ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]
        return allow([*actions, "sqs:ReceiveMessage"], self.arn)

    def _rule(self, declared: QueueConsumer, ground: Ground) -> str:
        target = {"Id": "queue", "Arn": self.arn, "DeadLetterConfig": {"Arn": self._dead.arn}}
        properties = {**_wanted(declared, ground), "Targets": [target]}
        return arn_of(resource(self, "Rule", "AWS::Events::Rule", properties))

    def _filled_by(self, rule_arn: str, url: str) -> None:
        from_rule: dict[str, Any] = {
            "Principal": {"Service": "events.amazonaws.com"},
            "Condition": {"ArnEquals": {"aws:SourceArn": rule_arn}},
        }
        queues = (self.arn, self._dead.arn)
        said = [allow(["sqs:SendMessage"], queue) | from_rule for queue in queues]
        said += [over_tls_only(ANY_ACTION, queue) for queue in queues]
        properties = {"Queues": [url, self._dead.url], "PolicyDocument": policy(said)}
        resource(self, "Policy", "AWS::SQS::QueuePolicy", properties)


def _wanted(declared: QueueConsumer, ground: Ground) -> dict[str, Any]:
    """Bus and pattern of what a function asks for. S3 tells of its objects on the account's default bus."""
    match declared:
        case Reaction(events=events):
            pattern: dict[str, Any] = {"source": [{"prefix": "haat."}], "detail-type": list(events)}
            return {"EventBusName": ground.bus_name, "EventPattern": pattern}
        case ObjectConsumer(bucket=bucket, prefix=prefix):
            of = {
                "bucket": {"name": [ground.values[f"{bucket.upper()}_BUCKET"]]},
                "object": {"key": [{"prefix": prefix}]},
            }
            return {"EventPattern": {"source": ["aws.s3"], "detail-type": ["Object Created"], "detail": of}}
        case _:
            raise TypeError(f"{declared.module} asks for nothing")
