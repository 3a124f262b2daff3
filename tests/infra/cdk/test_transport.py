"""Nothing is taken over plain HTTP, by whatever stores or carries data."""

from typing import Any

import pytest

from tests.support.templates import Resource, Templates

OF_KIND = {
    "AWS::S3::Bucket": ("AWS::S3::BucketPolicy", "s3:*"),
    "AWS::SQS::Queue": ("AWS::SQS::QueuePolicy", "sqs:*"),
    "AWS::SNS::Topic": ("AWS::SNS::TopicPolicy", "sns:Publish"),
}


def refused(templates: Templates, kind: str, action: str) -> set[tuple[str, str]]:
    """The stack and name of what a policy of a kind closes to plain HTTP, as a whole."""
    return {
        (target.stack, target.name)
        for policy in templates.all(kind)
        for statement in policy.properties["PolicyDocument"]["Statement"]
        if statement["Effect"] == "Deny"
        if (statement["Principal"], statement["Action"]) == ("*", action)
        if statement["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
        for target in (templates.to(policy, _first(statement["Resource"])),)
        if _is_governed(templates, policy, target)
    }


def _first(resources: Any) -> Any:
    return resources[0] if isinstance(resources, list) else resources


def _is_governed(templates: Templates, policy: Resource, target: Resource) -> bool:
    """Whether it is this resource that the policy is of."""
    properties = policy.properties
    governed = [properties.get("Bucket"), *properties.get("Queues", []), *properties.get("Topics", [])]
    return target in [templates.to(policy, one) for one in governed if one]


@pytest.mark.parametrize("kind", OF_KIND)
def test_whatever_has_a_policy_refuses_plain_http(kind: str, aws_templates: Templates) -> None:
    made = {(one.stack, one.name) for one in aws_templates.all(kind)}
    assert made
    assert refused(aws_templates, *OF_KIND[kind]) == made


def test_the_objects_of_a_bucket_are_refused_as_well(aws_templates: Templates) -> None:
    for policy in aws_templates.all("AWS::S3::BucketPolicy"):
        denied = policy.properties["PolicyDocument"]["Statement"][0]
        bucket, objects = denied["Resource"]
        assert objects == {"Fn::Join": ["", [bucket, "/*"]]}


def test_every_bucket_but_the_one_of_logs_tells_it_who_asked_for_what(aws_templates: Templates) -> None:
    told = set()
    for bucket in aws_templates.all("AWS::S3::Bucket"):
        logging = bucket.properties.get("LoggingConfiguration")
        if logging is None:
            assert bucket.name.startswith("dataLogsBucket")
        else:
            told.add(aws_templates.to(bucket, logging["DestinationBucketName"]).name)
    assert len(told) == 1
    assert told.pop().startswith("dataLogsBucket")


def test_access_logs_are_written_by_s3_for_this_account_only(aws_templates: Templates) -> None:
    writing = [
        statement
        for policy in aws_templates.all("AWS::S3::BucketPolicy")
        for statement in policy.properties["PolicyDocument"]["Statement"]
        if statement["Principal"] == {"Service": "logging.s3.amazonaws.com"}
    ]
    (one,) = writing
    assert one["Action"] == ["s3:PutObject"]
    assert one["Condition"] == {"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}}
