"""`python -m infra.cdk.destroy --stage dev`: take a stage off AWS again.

What a stage keeps (prod: table, keys, buckets, logs) stays behind.
"""

import sys

import boto3

from infra.cdk.deploy import arguments, cdk

BUCKET_OUTPUTS = (
    "KeysBucket",
    "LogsBucket",
    "MediaBucket",
    "RecommendationsBucket",
    "SearchBucket",
    "TransfersBucket",
)


def empty_buckets(stage: str) -> None:
    """Delete every version in the stage's buckets: CloudFormation deletes empty ones only."""
    for bucket in _buckets(stage):
        boto3.resource("s3").Bucket(bucket).object_versions.delete()


def _buckets(stage: str) -> list[str]:
    stacks = boto3.client("cloudformation").get_paginator("describe_stacks").paginate()
    ours = (one for page in stacks for one in page["Stacks"] if one["StackName"].startswith(f"haat-{stage}-"))
    outputs = (output for stack in ours for output in stack.get("Outputs", []))
    return [output["OutputValue"] for output in outputs if output["OutputKey"] in BUCKET_OUTPUTS]


def main() -> None:
    """Empty the buckets and destroy the stacks."""
    stage = arguments(__doc__).stage
    if stage != "prod":
        empty_buckets(stage)
    sys.exit(cdk("destroy", stage, "--force"))


if __name__ == "__main__":
    main()
