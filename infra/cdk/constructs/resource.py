"""One CloudFormation resource, and the little that every kind of them shares."""

from collections.abc import Mapping, Sequence
from typing import Any

import aws_cdk as cdk
from constructs import Construct, IConstruct

Statement = dict[str, Any]
"""One statement of an IAM policy."""


def resource(
    scope: Construct, name: str, kind: str, properties: Mapping[str, Any], *, after: Sequence[IConstruct] = ()
) -> cdk.CfnResource:
    """A resource such as "AWS::SQS::Queue"; properties that are None are left out."""
    given = {key: value for key, value in properties.items() if value is not None}
    made = cdk.CfnResource(scope, name, type=kind, properties=given)
    for other in after:
        made.node.add_dependency(other)
    return made


def kept(made: cdk.CfnResource, *, keep: bool) -> cdk.CfnResource:
    """Say whether the resource outlives its stack, and what an update replaces."""
    made.apply_removal_policy(cdk.RemovalPolicy.RETAIN if keep else cdk.RemovalPolicy.DESTROY)
    return made


def arn_of(made: cdk.CfnResource) -> str:
    return made.get_att("Arn").to_string()


def secret_text(name: str) -> str:
    """Where CloudFormation puts a secret in while it deploys; one of the stack's own region."""
    return f"{{{{resolve:secretsmanager:{name}:SecretString}}}}"


def policy(statements: Sequence[Statement]) -> dict[str, Any]:
    """A policy document."""
    return {"Version": "2012-10-17", "Statement": list(statements)}


def allow(
    actions: Sequence[str], resources: str | Sequence[str], condition: Mapping[str, Any] | None = None
) -> Statement:
    """A statement that allows actions on resources."""
    statement: Statement = {"Effect": "Allow", "Action": list(actions), "Resource": resources}
    return statement | ({"Condition": condition} if condition else {})


def over_tls_only(actions: str, resources: str | Sequence[str]) -> Statement:
    """A statement of a resource's policy that refuses requests over plain HTTP, whosever they are."""
    return {
        "Effect": "Deny",
        "Principal": "*",
        "Action": actions,
        "Resource": resources,
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }


def role(
    scope: Construct, name: str, service: str | Sequence[str], statements: Sequence[Statement]
) -> cdk.CfnResource:
    """A role that one AWS service assumes, with exactly these rights."""
    trust = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
    properties: dict[str, Any] = {"AssumeRolePolicyDocument": policy([trust])}
    if statements:
        properties["Policies"] = [{"PolicyName": "rights", "PolicyDocument": policy(statements)}]
    return resource(scope, name, "AWS::IAM::Role", properties)


def output(scope: Construct, name: str, value: str) -> None:
    """An output of the stack, under exactly this name."""
    cdk.CfnOutput(scope, f"Output{name}", value=value).override_logical_id(name)
