"""Who may do what with a key: the account, by the roles' own rights, action by action."""

import aws_cdk as cdk

from infra.cdk.constructs.resource import Statement, allow

_ADMINISTRATION = (
    "CancelKeyDeletion",
    "CreateAlias",
    "CreateGrant",
    "DeleteAlias",
    "DescribeKey",
    "DisableKey",
    "EnableKey",
    "EnableKeyRotation",
    "GetKeyPolicy",
    "GetKeyRotationStatus",
    "ListGrants",
    "ListResourceTags",
    "PutKeyPolicy",
    "RevokeGrant",
    "ScheduleKeyDeletion",
    "TagResource",
    "UntagResource",
    "UpdateKeyDescription",
)


def administered(uses: list[str]) -> Statement:
    """The statement of a key policy that leaves it to IAM who administers and uses the key."""
    actions = [f"kms:{action}" for action in (*_ADMINISTRATION, *uses)]
    account = f"arn:{cdk.Aws.PARTITION}:iam::{cdk.Aws.ACCOUNT_ID}:root"
    return allow(actions, "*") | {"Principal": {"AWS": account}}
