"""Buckets: encrypted, with versions, closed to the public and to plain HTTP, their readers logged."""

from collections.abc import Mapping, Sequence
from typing import Any

import aws_cdk as cdk
from constructs import Construct

from infra.cdk.constructs.resource import (
    Statement,
    allow,
    arn_of,
    kept,
    output,
    over_tls_only,
    policy,
    resource,
)
from infra.cdk.stages import Stage

# By the account's key for S3 in KMS, which costs nothing a month, for what only roles of ours read; and by
# S3's own where the edge, S3 itself or CloudTrail read and write, whom that key does not know.
BY_KMS, BY_S3 = "aws:kms", "AES256"
_CLOSED = dict.fromkeys(
    ("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"), True
)


def bucket_name(stage: Stage, short: str) -> str:
    """The name of a bucket, which nobody else in the world may have."""
    return f"{stage.prefix}-{short}-{stage.account or cdk.Aws.ACCOUNT_ID}"


def private_bucket(
    scope: Construct,
    name: str,
    stage: Stage,
    short: str,
    *,
    logs: str | None,
    encryption: str = BY_S3,
    lifecycle: dict[str, Any] | None = None,
    more: Mapping[str, Any] = {},
) -> cdk.CfnResource:
    """A bucket that nobody reads without a right to. `logs`: the bucket that says who asked for what, which
    a laptop has none of. `more`: further properties. Its policy comes by `closed_but_to`."""
    logged = {"DestinationBucketName": logs, "LogFilePrefix": f"{short}/"}
    properties = {
        "BucketName": bucket_name(stage, short),
        "PublicAccessBlockConfiguration": _CLOSED,
        "BucketEncryption": {"ServerSideEncryptionConfiguration": [_encrypted(encryption)]},
        "OwnershipControls": {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]},
        "VersioningConfiguration": {"Status": "Enabled"},
        "LifecycleConfiguration": lifecycle,
        "LoggingConfiguration": logged if logs else None,
        **more,
    }
    return kept(resource(scope, name, "AWS::S3::Bucket", properties), keep=stage.keeps_data)


def _encrypted(encryption: str) -> dict[str, Any]:
    return {
        "ServerSideEncryptionByDefault": {"SSEAlgorithm": encryption},
        "BucketKeyEnabled": encryption == BY_KMS,
    }


def closed_but_to(
    scope: Construct, name: str, bucket: cdk.CfnResource, readers: Sequence[Statement] = ()
) -> None:
    """The policy of a bucket: over TLS only, and open to these beside the roles that have a right to it."""
    objects = [arn_of(bucket), f"{arn_of(bucket)}/*"]
    said = [over_tls_only("s3:*", objects), *readers]
    resource(scope, name, "AWS::S3::BucketPolicy", {"Bucket": bucket.ref, "PolicyDocument": policy(said)})


def logs_bucket(scope: Construct, stage: Stage) -> cdk.CfnResource:
    """Where S3 writes down who asked the other buckets for what, until the stage forgets its logs."""
    rule = {
        "Status": "Enabled",
        "ExpirationInDays": stage.log_days,
        "NoncurrentVersionExpiration": {"NoncurrentDays": 1},
    }
    made = private_bucket(scope, "LogsBucket", stage, "logs", logs=None, lifecycle={"Rules": [rule]})
    writes = allow(["s3:PutObject"], f"{arn_of(made)}/*") | {
        "Principal": {"Service": "logging.s3.amazonaws.com"},
        "Condition": {"StringEquals": {"aws:SourceAccount": cdk.Aws.ACCOUNT_ID}},
    }
    closed_but_to(scope, "LogsBucketPolicy", made, [writes])
    output(scope, "LogsBucket", made.ref)
    return made
