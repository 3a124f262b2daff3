"""Everything that can fail for good rings, once, at the place where it ends."""

from typing import Any

from haat.manifest import Function, Schedule, StreamConsumer
from haat.observability import NAMESPACE
from infra.cdk.services import discover, functions_of
from tests.support.templates import Templates


def watched(templates: Templates, metric: str) -> list[Any]:
    """What the alarms on a metric watch: the value of their only dimension."""
    return [
        alarm.properties["Dimensions"][0]["Value"]
        for alarm in templates.all("AWS::CloudWatch::Alarm")
        if alarm.properties["MetricName"] == metric
    ]


def test_every_dead_letter_queue_rings_and_no_other_queue(aws_templates: Templates) -> None:
    queues = [queue.properties["QueueName"] for queue in aws_templates.all("AWS::SQS::Queue")]
    dead = [name for name in queues if name.endswith("-dead")]
    assert len(dead) > len(queues) / 3
    assert sorted(watched(aws_templates, "ApproximateNumberOfMessagesVisible")) == sorted(dead)


def test_a_saga_that_needs_a_person_rings(aws_templates: Templates) -> None:
    machines = len(aws_templates.all("AWS::StepFunctions::StateMachine"))
    assert len(watched(aws_templates, "ExecutionsFailed")) == machines
    assert len(watched(aws_templates, "ExecutionsTimedOut")) == machines


def test_a_scheduled_function_that_fails_rings(aws_templates: Templates) -> None:
    names = [f"haat-test-{declared.name}" for declared in functions_of(discover(), Schedule)]
    assert sorted(watched(aws_templates, "Errors")) == sorted(names)


def test_a_consumer_that_falls_behind_the_table_rings(aws_templates: Templates) -> None:
    names = [f"haat-test-{declared.name}" for declared in functions_of(discover(), StreamConsumer)]
    assert sorted(watched(aws_templates, "IteratorAge")) == sorted(names)


def test_what_a_manifest_says_must_never_be_counted_rings(aws_templates: Templates) -> None:
    wanted = {
        (metric, declared.operation, declared.service)
        for declared in functions_of(discover(), Function)
        for metric in declared.alarms
    }
    found = set()
    for alarm in aws_templates.all("AWS::CloudWatch::Alarm"):
        if alarm.properties["Namespace"] == NAMESPACE:
            of = {one["Name"]: one["Value"] for one in alarm.properties["Dimensions"]}
            found.add((alarm.properties["MetricName"], of["operation"], of["service"]))
    assert found == wanted
    assert ("EventsUnpublishable", "sweep_outbox", "relay") in wanted


def test_an_answer_of_5xx_rings(aws_templates: Templates) -> None:
    assert len(watched(aws_templates, "5xx")) == 1


def test_every_alarm_has_a_bell_and_says_what_is_wrong(aws_templates: Templates) -> None:
    for alarm in aws_templates.all("AWS::CloudWatch::Alarm"):
        (action,) = alarm.properties["AlarmActions"]
        assert aws_templates.to(alarm, action).kind == "AWS::SNS::Topic"
        assert alarm.properties["AlarmDescription"]
        assert alarm.properties["TreatMissingData"] == "notBreaching"
