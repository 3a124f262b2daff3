"""Tighter limits for what is guessed at, is dear, or takes stock: at the edge and at the gateway."""

from typing import Any

from haat.manifest import Endpoint
from infra.cdk.constructs.firewall import MANAGED
from infra.cdk.constructs.firewall_log import REDACTED
from infra.cdk.limits import LIMITS
from infra.cdk.services import discover, functions_of
from infra.cdk.stacks.edge import PERSONAL_HEADERS
from tests.support.templates import Templates, text


def rules(templates: Templates) -> list[dict[str, Any]]:
    """The firewall's, in the order in which they are looked at."""
    found: list[dict[str, Any]] = templates.one("AWS::WAFv2::WebACL").properties["Rules"]
    return sorted(found, key=lambda rule: int(rule["Priority"]))


def test_limits_are_of_operations_that_are_there() -> None:
    known = {f"{declared.method} {declared.path}" for declared in functions_of(discover(), Endpoint)}
    limited = [operation for limit in LIMITS for operation in limit.operations]
    assert set(limited) <= known
    assert len(limited) == len(set(limited))
    assert not [operation for operation in limited if "{" in operation]  # the firewall compares whole paths


def test_an_address_may_ask_for_them_less_often_than_for_all(aws_templates: Templates) -> None:
    of_all, *others = [rule for rule in rules(aws_templates) if "RateBasedStatement" in rule["Statement"]]
    assert "ScopeDownStatement" not in of_all["Statement"]["RateBasedStatement"]
    assert [rule["Name"] for rule in others] == [limit.name for limit in LIMITS]
    for rule, limit in zip(others, LIMITS, strict=True):
        counted = rule["Statement"]["RateBasedStatement"]
        assert counted["Limit"] == limit.per_address
        assert counted["Limit"] < of_all["Statement"]["RateBasedStatement"]["Limit"]
        assert counted["EvaluationWindowSec"] == 300
        assert rule["Action"]["Block"]["CustomResponse"]["ResponseCode"] == 429
        assert asked(counted["ScopeDownStatement"]) == limit.routes


def asked(statement: dict[str, Any]) -> list[tuple[str, str]]:
    """Methods and paths that a statement matches, both as a whole."""
    found = []
    for both in statement.get("OrStatement", {"Statements": [statement]})["Statements"]:
        path, method = (one["ByteMatchStatement"] for one in both["AndStatement"]["Statements"])
        assert {path["PositionalConstraint"], method["PositionalConstraint"]} == {"EXACTLY"}
        assert [one["Type"] for one in path["TextTransformations"]] == ["URL_DECODE", "NORMALIZE_PATH"]
        found.append((method["SearchString"], path["SearchString"]))
    return found


def test_awss_own_rules_stand_behind_the_limits(aws_templates: Templates) -> None:
    names = [rule["Name"] for rule in rules(aws_templates)]
    assert tuple(names[-len(MANAGED) :]) == MANAGED


def test_the_gateway_gives_them_a_share_of_its_requests(aws_templates: Templates) -> None:
    stage = aws_templates.one("AWS::ApiGatewayV2::Stage").properties
    whole, own = stage["DefaultRouteSettings"], stage["RouteSettings"]
    assert set(own) == {operation for limit in LIMITS for operation in limit.operations}
    for settings in own.values():
        assert 0 < settings["ThrottlingRateLimit"] < whole["ThrottlingRateLimit"]
        assert 0 < settings["ThrottlingBurstLimit"] < whole["ThrottlingBurstLimit"]


def test_the_stage_comes_after_the_routes_that_it_names(aws_templates: Templates) -> None:
    awaited = aws_templates.manifest["haat-test-front"]["dependencies"]
    services = {
        declared.service
        for declared in functions_of(discover(), Endpoint)
        if any(f"{declared.method} {declared.path}" in limit.operations for limit in LIMITS)
    }
    assert services
    assert {f"haat-test-service-{service}" for service in services} <= set(awaited)


def test_the_firewall_writes_down_what_it_blocked_and_no_token(aws_templates: Templates) -> None:
    logging = aws_templates.one("AWS::WAFv2::LoggingConfiguration")
    assert logging.properties["LoggingFilter"]["DefaultBehavior"] == "DROP"
    assert set(REDACTED) == {name.lower() for name in PERSONAL_HEADERS}
    redacted = logging.properties["RedactedFields"]
    assert [one["SingleHeader"]["Name"] for one in redacted[: len(REDACTED)]] == list(REDACTED)
    assert redacted[len(REDACTED) :] == [{"QueryString": {}}, {"UriPath": {}}]
    (group,) = [
        one
        for one in aws_templates.all("AWS::Logs::LogGroup")
        if text(one.properties["LogGroupName"]).startswith("aws-waf-logs-")
    ]
    (destination,) = logging.properties["LogDestinationConfigs"]
    assert aws_templates.to(logging, destination) == group
