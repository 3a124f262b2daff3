"""The firewall of the distribution: limits per address, tighter ones where it matters, AWS's own rules."""

import json
from collections.abc import Iterator
from typing import Any

import aws_cdk as cdk
from constructs import Construct

from haat.errors import TooManyRequests
from infra.cdk.constructs.firewall_log import log_blocked
from infra.cdk.constructs.resource import resource
from infra.cdk.limits import LIMITS
from infra.cdk.stages import Stage

WINDOW_S = 300
MANAGED = (
    "AWSManagedRulesAmazonIpReputationList",
    "AWSManagedRulesKnownBadInputsRuleSet",
    "AWSManagedRulesCommonRuleSet",
)
# It blocks bodies over 8 KB; a product may have 256 KB, and functions check that.
COUNTED_ONLY = {"AWSManagedRulesCommonRuleSet": ("SizeRestrictions_BODY",)}
# The way an attacker may write a path that the gateway would take for the plain one.
_READ_AS = [
    {"Priority": 0, "Type": "URL_DECODE"},
    {"Priority": 1, "Type": "NORMALIZE_PATH"},
]


def web_acl(scope: Construct, name: str, stage: Stage) -> cdk.CfnResource:
    """The firewall; the limits come first, because they cost least."""
    properties = {
        "Name": f"{stage.prefix}-edge",
        "Scope": "CLOUDFRONT",
        "DefaultAction": {"Allow": {}},
        "VisibilityConfig": _visible("edge"),
        "CustomResponseBodies": {
            "limited": {"ContentType": "APPLICATION_JSON", "Content": json.dumps(_limited())}
        },
        "Rules": [rule | {"Priority": priority} for priority, rule in enumerate(_rules(stage))],
    }
    made = resource(scope, name, "AWS::WAFv2::WebACL", properties)
    log_blocked(scope, made, stage)
    return made


def _rules(stage: Stage) -> Iterator[dict[str, Any]]:
    yield _limit("per-address", stage.requests_per_ip)
    for limit in LIMITS:
        yield _limit(limit.name, limit.per_address, _any_of([_asked(*route) for route in limit.routes]))
    for group in MANAGED:
        yield _managed(group)


def _limit(name: str, most: int, only: dict[str, Any] | None = None) -> dict[str, Any]:
    answer = {
        "ResponseCode": TooManyRequests.status,
        "CustomResponseBodyKey": "limited",
        "ResponseHeaders": [{"Name": "Retry-After", "Value": str(TooManyRequests.retry_after_s)}],
    }
    counted: dict[str, Any] = {"Limit": most, "AggregateKeyType": "IP", "EvaluationWindowSec": WINDOW_S}
    if only:
        counted["ScopeDownStatement"] = only
    return {
        "Name": name,
        "Statement": {"RateBasedStatement": counted},
        "Action": {"Block": {"CustomResponse": answer}},
        "VisibilityConfig": _visible(name),
    }


def _asked(method: str, path: str) -> dict[str, Any]:
    is_path = {"FieldToMatch": {"UriPath": {}}, "TextTransformations": _READ_AS, "SearchString": path}
    is_method = {
        "FieldToMatch": {"Method": {}},
        "TextTransformations": [{"Priority": 0, "Type": "NONE"}],
        "SearchString": method,
    }
    matches = [
        {"ByteMatchStatement": {"PositionalConstraint": "EXACTLY", **one}} for one in (is_path, is_method)
    ]
    return {"AndStatement": {"Statements": matches}}


def _any_of(statements: list[dict[str, Any]]) -> dict[str, Any]:
    return statements[0] if len(statements) == 1 else {"OrStatement": {"Statements": statements}}


def _managed(group: str) -> dict[str, Any]:
    counted = [{"Name": rule, "ActionToUse": {"Count": {}}} for rule in COUNTED_ONLY.get(group, ())]
    statement = {"VendorName": "AWS", "Name": group, "RuleActionOverrides": counted}
    return {
        "Name": group,
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
