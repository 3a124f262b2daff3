"""Production: how it is reached, how its data is encrypted, and who watches it.

Everything here is read from the synthesized template; no account has ever run it.
"""

from collections import Counter
from typing import Any

import pytest

from infra.cdk.nag.stages import Looked
from infra.cdk.stages import Search
from tests.infra.cdk.conftest import synthesized
from tests.support.templates import Templates, text


@pytest.fixture(scope="module")
def production(tmp_path_factory: pytest.TempPathFactory) -> Templates:
    return synthesized(tmp_path_factory, **Looked("prod", Search.COLLECTION).context)


@pytest.fixture(scope="module")
def economy(tmp_path_factory: pytest.TempPathFactory) -> Templates:
    return synthesized(tmp_path_factory, **Looked("economy", Search.DOMAIN).context)


def the_edge(templates: Templates) -> dict[str, Any]:
    """The distribution that customers know."""
    configs = [one.properties["DistributionConfig"] for one in templates.all("AWS::CloudFront::Distribution")]
    (config,) = [config for config in configs if len(config["Origins"]) > 1]
    return dict(config)


def test_customers_are_served_over_tls_1_2_or_1_3_under_the_shops_own_name(production: Templates) -> None:
    config = the_edge(production)
    assert config["Aliases"] == ["shop.example"]
    assert config["ViewerCertificate"]["MinimumProtocolVersion"] == "TLSv1.2_2021"
    variables = production.function("haat-prod-notifications-mail-order-confirmed").properties["Environment"]
    assert variables["Variables"]["SHOP_URL"] == "https://shop.example"


def test_no_page_is_served_over_plain_http_in_any_stage(production: Templates, economy: Templates) -> None:
    for templates in (production, economy):
        for one in templates.all("AWS::CloudFront::Distribution"):
            config = one.properties["DistributionConfig"]
            behaviors = [config["DefaultCacheBehavior"], *config.get("CacheBehaviors", [])]
            assert {behavior["ViewerProtocolPolicy"] for behavior in behaviors} == {"https-only"}
            for origin in config["Origins"]:
                custom = origin.get("CustomOriginConfig", {"OriginProtocolPolicy": "https-only"})
                assert custom["OriginProtocolPolicy"] == "https-only"
                assert custom.get("OriginSSLProtocols", ["TLSv1.2"]) == ["TLSv1.2"]


def test_opensearch_takes_tls_1_2_at_least(economy: Templates) -> None:
    options = economy.one("AWS::OpenSearchService::Domain").properties["DomainEndpointOptions"]
    assert options == {"EnforceHTTPS": True, "TLSSecurityPolicy": "Policy-Min-TLS-1-2-PFS-2023-10"}


def algorithms(templates: Templates) -> dict[str, str]:
    """How each bucket is encrypted, by its short name."""
    found = {}
    for bucket in templates.all("AWS::S3::Bucket"):
        (rule,) = bucket.properties["BucketEncryption"]["ServerSideEncryptionConfiguration"]
        short = text(bucket.properties["BucketName"]).split("-")[2]
        found[short] = rule["ServerSideEncryptionByDefault"]["SSEAlgorithm"]
    return found


def test_buckets_that_only_our_roles_read_are_encrypted_by_kms_and_the_others_by_s3(
    production: Templates, economy: Templates
) -> None:
    ours = dict.fromkeys(("recommendations", "search", "transfers"), "aws:kms")
    others = dict.fromkeys(("keys", "logs", "media"), "AES256")
    assert algorithms(production) == ours | others | {"trail": "AES256"}
    assert algorithms(economy) == ours | others


def test_the_table_has_a_key_of_its_own_can_be_restored_and_cannot_be_deleted(production: Templates) -> None:
    table = production.one("AWS::DynamoDB::Table")
    key = production.to(table, table.properties["SSESpecification"]["KMSMasterKeyId"])
    assert key.properties["EnableKeyRotation"] is True
    assert table.properties["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert table.properties["DeletionProtectionEnabled"] is True
    assert table.retained
    assert key.retained


def test_whatever_of_production_holds_data_outlives_its_stack(production: Templates) -> None:
    kinds = ("AWS::S3::Bucket", "AWS::KMS::Key", "AWS::SecretsManager::Secret", "AWS::Cognito::UserPool")
    held = [one for kind in kinds for one in production.all(kind)]
    assert len(held) > len(kinds)
    assert [one.name for one in held if not one.retained] == []


def test_logs_of_production_are_kept_for_ninety_days(production: Templates) -> None:
    groups = production.all("AWS::Logs::LogGroup")
    assert {group.properties["RetentionInDays"] for group in groups} == {90}


def test_nothing_runs_in_a_vpc(production: Templates) -> None:
    assert [one.kind for one in production.all() if one.kind.startswith("AWS::EC2::")] == []
    assert not [one for one in production.all("AWS::Lambda::Function") if "VpcConfig" in one.properties]


def test_guardduty_rings_for_what_it_finds_severe(production: Templates) -> None:
    detector = production.one("AWS::GuardDuty::Detector").properties
    assert detector["Enable"] is True
    on = {one["Name"] for one in detector["Features"] if one["Status"] == "ENABLED"}
    assert on == {"S3_DATA_EVENTS", "LAMBDA_NETWORK_LOGS"}
    (rule,) = [
        one
        for one in production.all("AWS::Events::Rule")
        if one.properties.get("EventPattern", {}).get("source") == ["aws.guardduty"]
    ]
    assert rule.properties["EventPattern"]["detail"] == {"severity": [{"numeric": [">=", 7]}]}
    (target,) = rule.properties["Targets"]
    assert production.to(rule, target["Arn"]).kind == "AWS::SNS::Topic"


def test_the_trail_sees_the_account_every_row_and_every_object(production: Templates) -> None:
    trail = production.one("AWS::CloudTrail::Trail")
    assert trail.properties["IsLogging"] is True
    assert trail.properties["IsMultiRegionTrail"] is True
    assert trail.properties["EnableLogFileValidation"] is True
    seen = {
        selector["Name"]: {field["Field"]: field for field in selector["FieldSelectors"]}
        for selector in trail.properties["AdvancedEventSelectors"]
    }
    assert seen["account"]["eventCategory"]["Equals"] == ["Management"]
    (table,) = seen["rows"]["resources.ARN"]["Equals"]
    assert production.to(trail, table).kind == "AWS::DynamoDB::Table"
    assert "readOnly" not in {**seen["rows"], **seen["objects"]}
    assert len(seen["objects"]["resources.ARN"]["StartsWith"]) == len(algorithms(production)) - 2


def test_nobody_but_the_trail_writes_its_files(production: Templates) -> None:
    (policy,) = [
        one
        for one in production.all("AWS::S3::BucketPolicy")
        if "TrailBucket" in production.to(one, one.properties["Bucket"]).name
    ]
    allowed = [one for one in policy.properties["PolicyDocument"]["Statement"] if one["Effect"] == "Allow"]
    assert {one["Principal"]["Service"] for one in allowed} == {"cloudtrail.amazonaws.com"}
    for one in allowed:
        assert text(one["Condition"]["StringEquals"]["aws:SourceArn"]).endswith(":trail/haat-prod-trail")


@pytest.mark.parametrize(("stage", "dollars"), [("production", 1000), ("economy", 20)])
def test_a_budget_rings_before_it_is_spent(stage: str, dollars: int, request: pytest.FixtureRequest) -> None:
    templates: Templates = request.getfixturevalue(stage)
    budget = templates.one("AWS::Budgets::Budget")
    assert budget.properties["Budget"]["BudgetLimit"] == {"Amount": dollars, "Unit": "USD"}
    rings = Counter[tuple[str, int]]()
    for one in budget.properties["NotificationsWithSubscribers"]:
        rings[one["Notification"]["NotificationType"], one["Notification"]["Threshold"]] += 1
        (subscriber,) = one["Subscribers"]
        assert templates.to(budget, subscriber["Address"]).kind == "AWS::SNS::Topic"
    assert rings == {("ACTUAL", 80): 1, ("FORECASTED", 100): 1}


def test_the_bell_takes_what_budgets_alarms_and_findings_say(production: Templates) -> None:
    statements = production.one("AWS::SNS::TopicPolicy").properties["PolicyDocument"]["Statement"]
    allowed = [one for one in statements if one["Effect"] == "Allow"]
    services = [service for one in allowed for service in _listed(one["Principal"]["Service"])]
    assert sorted(services) == ["budgets.amazonaws.com", "cloudwatch.amazonaws.com", "events.amazonaws.com"]


def _listed(value: str | list[str]) -> list[str]:
    return value if isinstance(value, list) else [value]


def test_a_stage_of_economy_has_nothing_that_costs_by_being_there(economy: Templates) -> None:
    dear = ("AWS::GuardDuty::Detector", "AWS::CloudTrail::Trail", "AWS::WAFv2::WebACL")
    assert [one.kind for one in economy.all() if one.kind in dear] == []
