"""What the firewall blocked."""

import aws_cdk as cdk
from constructs import Construct

from infra.cdk.constructs.resource import arn_of, kept, resource
from infra.cdk.stages import Stage

REDACTED = ("authorization", "cart-token", "order-token")


def log_blocked(scope: Construct, firewall: cdk.CfnResource, stage: Stage) -> None:
    """What was blocked, without what may carry a token: headers, the query, the path of a shared link."""
    group = {"LogGroupName": f"aws-waf-logs-{stage.prefix}", "RetentionInDays": stage.log_days}
    logs = kept(resource(scope, "FirewallLogs", "AWS::Logs::LogGroup", group), keep=stage.keeps_data)
    blocked = {"ActionCondition": {"Action": "BLOCK"}}
    kept_only = {"Behavior": "KEEP", "Requirement": "MEETS_ANY", "Conditions": [blocked]}
    headers = [{"SingleHeader": {"Name": name}} for name in REDACTED]
    properties = {
        "ResourceArn": arn_of(firewall),
        "LogDestinationConfigs": [arn_of(logs)],
        "LoggingFilter": {"DefaultBehavior": "DROP", "Filters": [kept_only]},
        "RedactedFields": [*headers, {"QueryString": {}}, {"UriPath": {}}],
    }
    resource(scope, "FirewallLogging", "AWS::WAFv2::LoggingConfiguration", properties)
