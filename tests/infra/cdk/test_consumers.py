"""What feeds functions: queues with dead letters, the table's stream, the clock."""

import json

import pytest

from haat.manifest import ObjectConsumer, QueueConsumer, Reaction, Schedule, StreamConsumer
from infra.cdk.services import discover, functions_of
from tests.support.templates import Resource, Templates

QUEUED = list(functions_of(discover(), QueueConsumer))
REACTIONS = list(functions_of(discover(), Reaction))
OBJECTS = list(functions_of(discover(), ObjectConsumer))
STREAMS = list(functions_of(discover(), StreamConsumer))
SCHEDULES = list(functions_of(discover(), Schedule))
each_queued = pytest.mark.parametrize("declared", QUEUED, ids=lambda declared: declared.name)
each_reaction = pytest.mark.parametrize("declared", REACTIONS, ids=lambda declared: declared.name)
each_stream = pytest.mark.parametrize("declared", STREAMS, ids=lambda declared: declared.name)


def mappings(templates: Templates) -> dict[str, Resource]:
    """Event source mappings by the name of the function they feed."""
    found = templates.all("AWS::Lambda::EventSourceMapping")
    return {name_of(templates, one, one.properties["FunctionName"]): one for one in found}


def name_of(templates: Templates, source: Resource, reference: object) -> str:
    return str(templates.to(source, reference).properties["FunctionName"])


def queue_of(templates: Templates, declared: QueueConsumer) -> Resource:
    mapping = mappings(templates)[f"haat-test-{declared.name}"]
    return templates.to(mapping, mapping.properties["EventSourceArn"])


def rule_of(templates: Templates, declared: QueueConsumer) -> Resource:
    """The rule that fills the queue."""
    queue = queue_of(templates, declared)
    (rule,) = [
        rule
        for rule in templates.all("AWS::Events::Rule")
        for target in rule.properties["Targets"]
        if "EventPattern" in rule.properties and templates.to(rule, target["Arn"]) == queue
    ]
    return rule


def test_functions_are_fed_as_the_manifests_say_and_no_others(templates: Templates) -> None:
    fed = {f"haat-test-{declared.name}" for declared in (*QUEUED, *STREAMS)}
    assert set(mappings(templates)) == fed


@each_reaction
def test_a_reaction_hears_its_events_and_no_others(declared: Reaction, templates: Templates) -> None:
    rule = rule_of(templates, declared)
    assert rule.properties["EventPattern"]["detail-type"] == list(declared.events)
    assert rule.properties["EventPattern"]["source"] == [{"prefix": "haat."}]
    assert templates.to(rule, rule.properties["EventBusName"]).kind == "AWS::Events::EventBus"


@pytest.mark.parametrize("declared", OBJECTS, ids=lambda declared: declared.name)
def test_a_consumer_of_objects_is_told_of_its_own_bucket_and_prefix(
    declared: ObjectConsumer, templates: Templates
) -> None:
    rule = rule_of(templates, declared)
    assert "EventBusName" not in rule.properties  # S3 tells the account's default bus
    pattern = rule.properties["EventPattern"]
    assert (pattern["source"], pattern["detail-type"]) == (["aws.s3"], ["Object Created"])
    assert pattern["detail"]["object"] == {"key": [{"prefix": declared.prefix}]}
    (name,) = pattern["detail"]["bucket"]["name"]
    bucket = templates.to(rule, name)
    assert bucket.properties["NotificationConfiguration"] == {
        "EventBridgeConfiguration": {"EventBridgeEnabled": True}
    }


@each_queued
def test_what_cannot_be_applied_ends_in_a_dead_letter_queue(
    declared: QueueConsumer, templates: Templates
) -> None:
    queue = queue_of(templates, declared)
    redrive = queue.properties["RedrivePolicy"]
    dead = templates.to(queue, redrive["deadLetterTargetArn"])
    assert dead.properties["QueueName"] == f"haat-test-{declared.name}-dead"
    assert redrive["maxReceiveCount"] >= 5
    rules = [rule for rule in templates.all("AWS::Events::Rule") if "EventPattern" in rule.properties]
    letters = [templates.to(rule, rule.properties["Targets"][0]["DeadLetterConfig"]["Arn"]) for rule in rules]
    assert dead in letters


@each_queued
def test_a_message_stays_hidden_for_six_timeouts(declared: QueueConsumer, templates: Templates) -> None:
    queue = queue_of(templates, declared)
    assert queue.properties["VisibilityTimeout"] == 6 * declared.timeout_s


@each_queued
def test_a_message_that_fails_comes_back_alone(declared: QueueConsumer, templates: Templates) -> None:
    mapping = mappings(templates)[f"haat-test-{declared.name}"]
    assert mapping.properties["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert mapping.properties["BatchSize"] == declared.batch_size


@each_queued
def test_only_a_single_writer_runs_alone(declared: QueueConsumer, templates: Templates) -> None:
    function = templates.function(f"haat-test-{declared.name}")
    assert function.properties.get("ReservedConcurrentExecutions") == (1 if declared.at_most_one else None)


@each_queued
def test_a_queue_starts_no_more_functions_at_once_than_are_declared(
    declared: QueueConsumer, templates: Templates
) -> None:
    mapping = mappings(templates)[f"haat-test-{declared.name}"]
    declared_max = 2 if declared.at_most_one else declared.at_once_max  # no poller takes less than two
    wanted = {"MaximumConcurrency": declared_max} if declared_max else None
    assert mapping.properties.get("ScalingConfig") == wanted


def test_the_bus_alone_may_send_to_a_queue_and_by_its_own_rule(templates: Templates) -> None:
    for policy in templates.all("AWS::SQS::QueuePolicy"):
        statements = policy.properties["PolicyDocument"]["Statement"]
        for statement in (one for one in statements if one["Effect"] == "Allow"):
            assert statement["Principal"] == {"Service": "events.amazonaws.com"}
            assert statement["Action"] == ["sqs:SendMessage"]
            rule = templates.to(policy, statement["Condition"]["ArnEquals"]["aws:SourceArn"])
            assert rule.kind == "AWS::Events::Rule"


def test_every_queue_is_encrypted_and_keeps_messages_for_a_fortnight(templates: Templates) -> None:
    for queue in templates.all("AWS::SQS::Queue"):
        assert queue.properties["SqsManagedSseEnabled"] is True
        assert queue.properties["MessageRetentionPeriod"] == 14 * 24 * 3600


@each_stream
def test_a_stream_consumer_gets_its_records_and_buries_poison(
    declared: StreamConsumer, templates: Templates
) -> None:
    mapping = mappings(templates)[f"haat-test-{declared.name}"]
    properties = mapping.properties
    assert templates.to(mapping, properties["EventSourceArn"]).kind == "AWS::DynamoDB::Table"
    patterns = [json.loads(one["Pattern"]) for one in properties["FilterCriteria"]["Filters"]]
    assert patterns == list(declared.filters)
    assert properties["BisectBatchOnFunctionError"] is True
    assert properties["MaximumRetryAttempts"] > 0
    dead = templates.to(mapping, properties["DestinationConfig"]["OnFailure"]["Destination"])
    assert dead.properties["QueueName"] == f"haat-test-{declared.name}-dead"


def test_a_stream_feeds_two_consumers_at_most() -> None:
    assert len(STREAMS) <= 2


@pytest.mark.parametrize("declared", SCHEDULES, ids=lambda declared: declared.name)
def test_a_scheduled_function_runs_as_often_as_it_says(declared: Schedule, templates: Templates) -> None:
    rules = {
        name_of(templates, rule, rule.properties["Targets"][0]["Arn"]): rule
        for rule in templates.all("AWS::Events::Rule")
        if "ScheduleExpression" in rule.properties
    }
    unit = "minute" if declared.every_minutes == 1 else "minutes"
    rule = rules[f"haat-test-{declared.name}"]
    assert rule.properties["ScheduleExpression"] == f"rate({declared.every_minutes} {unit})"


def test_nothing_is_scheduled_that_no_manifest_schedules(templates: Templates) -> None:
    rules = [rule for rule in templates.all("AWS::Events::Rule") if "ScheduleExpression" in rule.properties]
    assert len(rules) == len(SCHEDULES)
