"""The edge on AWS: firewall, cache, and problem documents for the gateway's own errors."""

import json
from typing import Any

from haat.errors import TooManyRequests
from haat.http import browser
from infra.cdk.stages import EDGE_KEY_OF_A_LAPTOP
from tests.support.templates import Resource, Templates


def edge(templates: Templates) -> tuple[Resource, dict[str, Any]]:
    """The distribution in front of the API, and its configuration."""
    (found,) = [
        one for one in templates.all("AWS::CloudFront::Distribution") if one.stack == "haat-test-edge"
    ]
    return found, found.properties["DistributionConfig"]


def test_the_edge_is_where_cloudfront_takes_its_parts_from(aws_templates: Templates) -> None:
    environment = aws_templates.manifest["haat-test-edge"]["environment"]
    assert environment.endswith("/us-east-1")


def test_a_firewall_with_a_limit_per_address_stands_in_front(aws_templates: Templates) -> None:
    distribution, config = edge(aws_templates)
    firewall = aws_templates.to(distribution, config["WebACLId"]).properties
    assert firewall["Scope"] == "CLOUDFRONT"
    limit, *others = sorted(firewall["Rules"], key=lambda rule: int(rule["Priority"]))
    assert limit["Statement"]["RateBasedStatement"]["AggregateKeyType"] == "IP"
    assert limit["Action"]["Block"]["CustomResponse"]["ResponseCode"] == 429
    assert {rule["Name"] for rule in others} >= {"AWSManagedRulesCommonRuleSet"}


def test_who_asks_too_often_gets_the_same_problem_as_from_a_function(aws_templates: Templates) -> None:
    body = aws_templates.one("AWS::WAFv2::WebACL").properties["CustomResponseBodies"]["limited"]
    problem = json.loads(body["Content"])
    assert problem["code"] == TooManyRequests.code()
    assert problem["detail"] == TooManyRequests().describe()


def test_the_origin_decides_what_is_cached_and_for_how_long(aws_templates: Templates) -> None:
    distribution, config = edge(aws_templates)
    behavior = config["DefaultCacheBehavior"]
    policy = aws_templates.to(distribution, behavior["CachePolicyId"]).properties["CachePolicyConfig"]
    assert (policy["MinTTL"], policy["DefaultTTL"]) == (0, 0)
    assert policy["ParametersInCacheKeyAndForwardedToOrigin"]["QueryStringsConfig"] == {
        "QueryStringBehavior": "all"
    }


def test_what_one_caller_may_see_is_never_told_to_another(aws_templates: Templates) -> None:
    policy = aws_templates.one("AWS::CloudFront::CachePolicy").properties["CachePolicyConfig"]
    headers = policy["ParametersInCacheKeyAndForwardedToOrigin"]["HeadersConfig"]["Headers"]
    assert set(headers) == {"Authorization", "Cart-Token", "Order-Token", "Origin"}


def test_everything_that_goes_out_is_told_how_browsers_treat_it(aws_templates: Templates) -> None:
    distribution, config = edge(aws_templates)
    behaviors = {"api": config["DefaultCacheBehavior"], "media": config["CacheBehaviors"][0]}
    for name, declared in (("api", browser.SECURITY), ("media", browser.OF_PICTURES)):
        policy = aws_templates.to(distribution, behaviors[name]["ResponseHeadersPolicyId"]).properties
        told = policy["ResponseHeadersPolicyConfig"]
        others = {one["Header"]: one["Value"] for one in told["CustomHeadersConfig"]["Items"]}
        known = told["SecurityHeadersConfig"]
        assert others.items() <= declared.items()
        assert len(others) + len(known) == len(declared)
        csp = known["ContentSecurityPolicy"]["ContentSecurityPolicy"]
        assert csp == declared["content-security-policy"]


def test_every_method_and_every_header_reaches_the_api_over_tls(aws_templates: Templates) -> None:
    _, config = edge(aws_templates)
    behavior = config["DefaultCacheBehavior"]
    assert {"GET", "POST", "PUT", "DELETE"} <= set(behavior["AllowedMethods"])
    assert behavior["ViewerProtocolPolicy"] == "https-only"
    all_viewer_except_host = "b689b0a8-53d0-40ab-baf2-68738e2966ac"
    assert behavior["OriginRequestPolicyId"] == all_viewer_except_host
    assert config["Origins"][0]["CustomOriginConfig"]["OriginProtocolPolicy"] == "https-only"


def test_the_edge_shows_a_key_that_the_gateway_tells_functions(aws_templates: Templates) -> None:
    _, config = edge(aws_templates)
    (shown,) = config["Origins"][0]["OriginCustomHeaders"]
    stage = aws_templates.one("AWS::ApiGatewayV2::Stage")
    told = stage.properties["StageVariables"]["edgeKey"]
    assert shown["HeaderName"] == "Haat-Edge"
    assert shown["HeaderValue"] == told == "{{resolve:secretsmanager:haat-test/edge:SecretString}}"
    assert "haat-test-edge" in aws_templates.manifest[stage.stack]["dependencies"]


def test_the_edge_s_key_is_made_up_at_the_edge_and_copied_to_the_gateway(aws_templates: Templates) -> None:
    secrets = aws_templates.all("AWS::SecretsManager::Secret")
    (key,) = [one for one in secrets if one.stack == "haat-test-edge"]
    assert key.properties["Name"] == "haat-test/edge"
    assert key.properties["GenerateSecretString"] == {"PasswordLength": 48, "ExcludePunctuation": True}
    assert key.properties["ReplicaRegions"] == [{"Region": "eu-central-1"}]
    resources = aws_templates.stacks["haat-test-edge"]["Resources"]
    assert key.name in resources[edge(aws_templates)[0].name]["DependsOn"]


def test_on_a_laptop_functions_know_what_the_local_edge_shows(local_templates: Templates) -> None:
    functions = local_templates.all("AWS::Lambda::Function")
    ours = [one.properties["Environment"]["Variables"] for one in functions]
    assert {variables["EDGE_KEY"] for variables in ours} == {EDGE_KEY_OF_A_LAPTOP}


def test_the_gateways_errors_pass_through_the_function_that_translates_them(aws_templates: Templates) -> None:
    distribution, config = edge(aws_templates)
    (association,) = config["DefaultCacheBehavior"]["LambdaFunctionAssociations"]
    assert association["EventType"] == "origin-response"
    version = aws_templates.to(distribution, association["LambdaFunctionARN"])
    function = aws_templates.to(version, version.properties["FunctionName"]).properties
    assert function["Handler"] == "gateway_problems.handler"
    assert not function.keys() & {"Environment", "Layers"}  # Lambda@Edge takes neither
    assert function.get("Architectures", ["x86_64"]) == ["x86_64"]


def test_the_key_set_is_behind_a_distribution_of_its_own(aws_templates: Templates) -> None:
    keys = [
        one for one in aws_templates.all("AWS::CloudFront::Distribution") if one != edge(aws_templates)[0]
    ]
    assert [one.stack for one in keys] == ["haat-test-identity"]


def test_the_gateway_looks_for_the_key_set_after_it_is_published(aws_templates: Templates) -> None:
    assert "haat-test-startup" in aws_templates.manifest["haat-test-api"]["dependencies"]
    (run,) = aws_templates.all("AWS::CloudFormation::CustomResource")
    assert run.properties["Function"] == "haat-test-identity-publish-keys"
