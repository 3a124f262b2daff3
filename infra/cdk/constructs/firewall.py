"""The firewall of the distribution: AWS's managed rules, and a limit per address."""

import json
from typing import Any

import aws_cdk as cdk
from constructs import Construct

from haat.errors import TooManyRequests
from infra.cdk.constructs.resource import resource
from infra.cdk.stages import Stage

WINDOW_S = 300
MANAGED = (
    "AWSManagedRulesAmazonIpReputationList",
    "AWSManagedRulesKnownBadInputsRuleSet",
    "AWSManagedRulesCommonRuleSet",
)
# It blocks bodies over 8 KB; a product may have 256 KB, and functions check that.
COUNTED_ONLY = {"AWSManagedRulesCommonRuleSet": ("SizeRestrictions_BODY",)}


def web_acl(scope: Construct, name: str, stage: Stage) -> cdk.CfnResource:
    """The firewall; the limit comes first, because it costs least."""
    managed = [_managed(priority, group) for priority, group in enumerate(MANAGED, start=1)]
    properties = {
        "Name": f"{stage.prefix}-edge",
        "Scope": "CLOUDFRONT",
        "DefaultAction": {"Allow": {}},
        "VisibilityConfig": _visible("edge"),
        "CustomResponseBodies": {
            "limited": {"ContentType": "APPLICATION_JSON", "Content": json.dumps(_limited())}
        },
        "Rules": [_limit(stage), *managed],
    }
    return resource(scope, name, "AWS::WAFv2::WebACL", properties)


def _limit(stage: Stage) -> dict[str, Any]:
    answer = {
        "ResponseCode": TooManyRequests.status,
        "CustomResponseBodyKey": "limited",
        "ResponseHeaders": [{"Name": "Retry-After", "Value": str(TooManyRequests.retry_after_s)}],
    }
    per_ip = {
        "Limit": stage.requests_per_ip,
        "AggregateKeyType": "IP",
        "EvaluationWindowSec": WINDOW_S,
    }
    return {
        "Name": "per-address",
        "Priority": 0,
        "Statement": {"RateBasedStatement": per_ip},
        "Action": {"Block": {"CustomResponse": answer}},
        "VisibilityConfig": _visible("per-address"),
    }


def _managed(priority: int, group: str) -> dict[str, Any]:
    counted = [{"Name": rule, "ActionToUse": {"Count": {}}} for rule in COUNTED_ONLY.get(group, ())]
    statement = {"VendorName": "AWS", "Name": group, "RuleActionOverrides": counted}
    return {
        "Name": group,
        "Priority": priority,
        "Statement": {"ManagedRuleGroupStatement": statement},
        "OverrideAction": {"None": {}},
        "VisibilityConfig": _visible(group),
    }


def _visible(metric: str) -> dict[str, Any]:
    return {"CloudWatchMetricsEnabled": True, "MetricName": metric, "SampledRequestsEnabled": True}


def _limited() -> dict[str, object]:
    """The problem document; the firewall cannot put a request id into it."""
    code = TooManyRequests.code()
    return {
        "type": f"/problems/{code.replace('_', '-')}",
        "title": TooManyRequests.title(),
        "status": TooManyRequests.status,
        "detail": TooManyRequests().describe(),
        "code": code,
    }
