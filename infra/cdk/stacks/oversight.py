"""Who watches the account: a budget on every stage, and in production what tells of an intruder.

GuardDuty and the trail see the whole account, which takes one of each: give production an
account of its own. What each costs a month is in the README.
"""

from typing import Any

import aws_cdk as cdk
from constructs import Construct

from infra.cdk.constructs.bucket import closed_but_to, private_bucket
from infra.cdk.constructs.resource import allow, arn_of, resource
from infra.cdk.ground import Ground, arn

KEPT_DAYS = 365  # what the trail wrote
SEVERE = 7  # of GuardDuty's findings, which go to 10
NEAR_PERCENT, SPENT_PERCENT = 80, 100


class Oversight(Construct):
    """A budget, and in production GuardDuty and a trail of everything that touches data."""

    def __init__(self, scope: Construct, name: str, ground: Ground) -> None:
        super().__init__(scope, name)
        resource(self, "Budget", "AWS::Budgets::Budget", _budget(ground))
        if ground.stage.keeps_data:
            self._detector(ground)
            self._trail(ground)

    def _detector(self, ground: Ground) -> None:
        """What GuardDuty finds severe rings with the alarms."""
        features = [{"Name": name, "Status": "ENABLED"} for name in ("S3_DATA_EVENTS", "LAMBDA_NETWORK_LOGS")]
        properties = {"Enable": True, "FindingPublishingFrequency": "FIFTEEN_MINUTES", "Features": features}
        resource(self, "Detector", "AWS::GuardDuty::Detector", properties)
        found = {
            "source": ["aws.guardduty"],
            "detail-type": ["GuardDuty Finding"],
            "detail": {"severity": [{"numeric": [">=", SEVERE]}]},
        }
        rule = {"EventPattern": found, "Targets": [{"Id": "alarms", "Arn": ground.alarms_arn}]}
        resource(self, "Found", "AWS::Events::Rule", rule)

    def _trail(self, ground: Ground) -> None:
        """Who did what in the account, and to which row or object. It says nothing of what was in them."""
        name = f"{ground.stage.prefix}-trail"
        rule = {"Status": "Enabled", "ExpirationInDays": KEPT_DAYS}
        bucket = private_bucket(
            self,
            "TrailBucket",
            ground.stage,
            "trail",
            logs=ground.values["LOGS_BUCKET"],
            lifecycle={"Rules": [rule]},
        )
        closed_but_to(self, "TrailWriters", bucket, _written_by(arn("cloudtrail", f"trail/{name}"), bucket))
        properties = {
            "TrailName": name,
            "IsLogging": True,
            "IsMultiRegionTrail": True,
            "IncludeGlobalServiceEvents": True,
            "EnableLogFileValidation": True,
            "S3BucketName": bucket.ref,
            "AdvancedEventSelectors": _seen(ground),
        }
        # It writes a first file when it is made.
        after = [self.node.find_child("TrailWriters")]
        resource(self, "Trail", "AWS::CloudTrail::Trail", properties, after=after)


def _budget(ground: Ground) -> dict[str, Any]:
    bell = {"SubscriptionType": "SNS", "Address": ground.alarms_arn}
    rings = [("ACTUAL", NEAR_PERCENT), ("FORECASTED", SPENT_PERCENT)]
    return {
        "Budget": {
            "BudgetName": ground.stage.prefix,
            "BudgetType": "COST",
            "TimeUnit": "MONTHLY",
            "BudgetLimit": {"Amount": ground.stage.budget_usd, "Unit": "USD"},
        },
        "NotificationsWithSubscribers": [
            {
                "Notification": {
                    "NotificationType": kind,
                    "ComparisonOperator": "GREATER_THAN",
                    "Threshold": percent,
                    "ThresholdType": "PERCENTAGE",
                },
                "Subscribers": [bell],
            }
            for kind, percent in rings
        ],
    }


def _written_by(trail_arn: str, bucket: cdk.CfnResource) -> list[dict[str, Any]]:
    trail = {"Principal": {"Service": "cloudtrail.amazonaws.com"}}
    of_trail = {"StringEquals": {"aws:SourceArn": trail_arn}}
    owned = {"StringEquals": {"aws:SourceArn": trail_arn, "s3:x-amz-acl": "bucket-owner-full-control"}}
    files = f"{arn_of(bucket)}/AWSLogs/{cdk.Aws.ACCOUNT_ID}/*"
    return [
        allow(["s3:GetBucketAcl"], arn_of(bucket), of_trail) | trail,
        allow(["s3:PutObject"], files, owned) | trail,
    ]


def _seen(ground: Ground) -> list[dict[str, Any]]:
    def field(name: str, operator: str, *values: str) -> dict[str, Any]:
        return {"Field": name, operator: list(values)}

    rows = [field("resources.type", "Equals", "AWS::DynamoDB::Table")]
    objects = [field("resources.type", "Equals", "AWS::S3::Object")]
    data = field("eventCategory", "Equals", "Data")
    buckets = [f"{bucket}/" for bucket in ground.buckets.values()]
    return [
        {"Name": "account", "FieldSelectors": [field("eventCategory", "Equals", "Management")]},
        {"Name": "rows", "FieldSelectors": [data, *rows, field("resources.ARN", "Equals", ground.table_arn)]},
        {
            "Name": "objects",
            "FieldSelectors": [data, *objects, field("resources.ARN", "StartsWith", *buckets)],
        },
    ]
