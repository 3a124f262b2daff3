"""Each function may do what its manifest grants, and nothing else."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from haat import grants
from haat.keys import OUTBOX
from haat.manifest import Function, QueueConsumer, StreamConsumer
from infra.cdk.services import discover, functions_of
from tests.support.templates import Resource, Templates, documents, text

FUNCTIONS = list(functions_of(discover(), Function))
each_function = pytest.mark.parametrize("declared", FUNCTIONS, ids=lambda declared: declared.name)
SERVICE_OF = {
    grants.Table: "dynamodb",
    grants.StateMachine: "states",
    grants.Bucket: "s3",
    grants.SigningKey: "kms",
    grants.SealingKey: "kms",
    grants.DeadLetterQueues: "sqs",
    grants.SourceQueues: "sqs",
}
PLAIN = {
    grants.Scan: "dynamodb:Scan",
    grants.Bus: "events:PutEvents",
    grants.Mail: "ses:SendEmail",
    grants.Secret: "secretsmanager:GetSecretValue",
}
DESCRIBE = {
    "table": "dynamodb:DescribeTable",
    "bus": "events:DescribeEventBus",
    "machine": "states:DescribeStateMachine",
    "bucket": "s3:ListBucket",
}
OBSERVING = {
    "logs:CreateLogStream",
    "logs:PutLogEvents",
    "xray:PutTelemetryRecords",
    "xray:PutTraceSegments",
}
QUEUE = {"sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"}
STREAM = {
    "dynamodb:DescribeStream",
    "dynamodb:GetRecords",
    "dynamodb:GetShardIterator",
    "dynamodb:ListStreams",
    "kms:Decrypt",
    "sqs:SendMessage",
}
# Actions for which IAM knows no resources.
EVERYWHERE = re.compile(
    r"xray:|logs:\w+Deliver|logs:(Describe|Put)Resource|logs:DescribeLogGroups|.*ListStreams"
)


def granted(declared: Function) -> Iterator[str]:
    """Every action that a function's manifest grants."""
    for grant in declared.grants:
        match grant:
            case grants.Describe(what):
                yield DESCRIBE[what]
            case grants.SearchCluster():
                pass  # where search is embedded: test_search.py looks at the others
            case grants.Scan() | grants.Bus() | grants.Mail() | grants.Secret():
                yield PLAIN[type(grant)]
            case _:
                yield from (f"{SERVICE_OF[type(grant)]}:{action}" for action in grant.actions)


def key_actions(declared: Function) -> set[str]:
    actions = {
        action for grant in declared.grants if isinstance(grant, grants.Table) for action in grant.actions
    }
    actions |= {"Scan" for grant in declared.grants if isinstance(grant, grants.Scan)}
    writes = actions & {"PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem"}
    return ({"kms:Decrypt"} if actions else set()) | ({"kms:Encrypt"} if writes else set())


def source_actions(declared: Function) -> set[str]:
    if isinstance(declared, QueueConsumer):
        return QUEUE
    return STREAM if isinstance(declared, StreamConsumer) else set()


@each_function
def test_a_function_may_do_what_its_manifest_grants_and_no_more(
    declared: Function, aws_templates: Templates
) -> None:
    statements = aws_templates.statements(aws_templates.function(f"haat-test-{declared.name}"))
    allowed = {action for statement in statements for action in statement["Action"]}
    expected = {*granted(declared), *key_actions(declared), *source_actions(declared), *OBSERVING}
    assert allowed == expected


@each_function
def test_rows_are_open_by_key_space_only(declared: Function, templates: Templates) -> None:
    wanted = {
        (action, grant.index, tuple(f"{space.prefix}*" for space in grant.spaces))
        for grant in declared.grants
        if isinstance(grant, grants.Table)
        for action in grant.actions
    }
    found = set()
    for statement in templates.statements(templates.function(f"haat-test-{declared.name}")):
        condition = statement.get("Condition", {})
        if "ForAllValues:StringLike" in condition:
            keys = tuple(condition["ForAllValues:StringLike"]["dynamodb:LeadingKeys"])
            index = "/index/" in text(statement["Resource"])
            found |= {(action.removeprefix("dynamodb:"), index, keys) for action in statement["Action"]}
            assert condition["Null"] == {"dynamodb:LeadingKeys": "false"}
    assert found == wanted


def test_no_row_is_open_without_its_key_space(templates: Templates) -> None:
    rows = {
        "GetItem",
        "PutItem",
        "UpdateItem",
        "DeleteItem",
        "Query",
        "BatchGetItem",
        "BatchWriteItem",
    }
    for statement in everything_allowed(templates):
        actions = {action.removeprefix("dynamodb:") for action in statement["Action"]}
        if actions & (rows | {"ConditionCheckItem"}):
            assert "dynamodb:LeadingKeys" in statement["Condition"]["ForAllValues:StringLike"]


def test_no_permission_carries_a_wildcard_action(templates: Templates) -> None:
    allowed = [one for one in everything_allowed(templates) if one["Effect"] == "Allow"]
    found = [action for statement in allowed for action in actions_of(statement)]
    assert found
    assert [action for action in found if "*" in action] == []


def test_only_actions_without_resources_are_allowed_on_every_resource(templates: Templates) -> None:
    for resource in templates.all():
        if resource.kind != "AWS::KMS::Key":  # there, * is the key itself
            for statement in statements_in(resource):
                if "*" in (statement.get("Resource"), *as_list(statement.get("Resource"))):
                    assert all(EVERYWHERE.match(action) for action in statement["Action"]), statement


def test_no_role_uses_a_managed_policy(templates: Templates) -> None:
    roles = templates.all("AWS::IAM::Role")
    assert roles
    assert [role for role in roles if "ManagedPolicyArns" in role.properties] == []
    assert templates.all("AWS::IAM::Policy") == []


def test_no_two_functions_share_a_role(templates: Templates) -> None:
    functions = templates.all("AWS::Lambda::Function")
    roles = {templates.to(function, function.properties["Role"]).name for function in functions}
    assert len(roles) == len(functions)


def test_only_the_relay_may_put_events(templates: Templates) -> None:
    putting = [
        role.name
        for role in templates.all("AWS::IAM::Role")
        for statement in statements_in(role)
        if "events:PutEvents" in statement["Action"]
    ]
    assert len(putting) == 2
    assert all("relayrelay" in name for name in putting)  # of the service relay, functions relay-…


def test_only_the_relay_may_delete_pointers_to_events() -> None:
    deleting = [
        declared.name
        for declared in FUNCTIONS
        for grant in declared.grants
        if isinstance(grant, grants.Table) and OUTBOX in grant.spaces
        if {"DeleteItem", "UpdateItem", "BatchWriteItem"} & {*grant.actions}
    ]
    assert deleting == ["relay-publish-events", "relay-sweep-outbox"]


def test_only_the_auditor_and_who_compares_the_index_may_read_the_whole_table(templates: Templates) -> None:
    scanning = [
        role.name
        for role in templates.all("AWS::IAM::Role")
        for statement in statements_in(role)
        if "dynamodb:Scan" in statement["Action"]
    ]
    assert len(scanning) == 2
    assert all("auditoraudittable" in name or "searchhealindex" in name for name in scanning)


def everything_allowed(templates: Templates) -> Iterator[dict[str, Any]]:
    for resource in templates.all():
        yield from statements_in(resource)


def statements_in(resource: Resource) -> Iterator[dict[str, Any]]:
    for statements in documents(resource.properties):
        yield from statements


def actions_of(statement: dict[str, Any]) -> list[str]:
    return as_list(statement["Action"])


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
