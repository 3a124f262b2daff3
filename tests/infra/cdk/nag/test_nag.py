"""cdk-nag sees what is made here, and what it finds has a reason."""

from collections import defaultdict

import pytest

from infra.cdk.nag.checking import Finding, Untyped, check, unexplained, unused
from infra.cdk.nag.merging import merged, templates
from infra.cdk.nag.stages import Looked, every
from infra.cdk.nag.suppressions import SUPPRESSIONS, Suppression
from infra.cdk.stages import Search
from tests.infra.cdk.conftest import synthesized
from tests.infra.cdk.nag.bad import BAD, SEEN, Template

# Two of the nine that `make security` looks at, which have everything that the others have.
SAMPLE = (Looked("prod", Search.COLLECTION), Looked("economy", Search.DOMAIN))


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[Finding]:
    """Everything that is found in the sample."""
    return [
        finding
        for one in SAMPLE
        for finding in check(merged(templates(synthesized(tmp_path_factory, **one.context).folder))).findings
    ]


def test_whatever_is_found_has_a_reason(found: list[Finding]) -> None:
    assert found
    assert [str(finding) for finding in unexplained(found, SUPPRESSIONS)] == []


def test_every_suppression_is_needed(found: list[Finding]) -> None:
    assert unused(found, SUPPRESSIONS) == []
    assert all(len(one.reason.split()) > 5 for one in SUPPRESSIONS)


def test_the_rules_see_what_is_wrong_with_every_kind_of_resource() -> None:
    checked, seen = check(BAD), defaultdict(set)
    for finding in checked.findings:
        seen[finding.resource].add(finding.rule)
    assert {name: rules & seen[name] for name, rules in SEEN.items()} == SEEN
    assert checked.rules > 100
    assert checked.checks == checked.rules * len(BAD["Resources"])


def test_a_kind_that_no_rule_could_see_is_refused() -> None:
    with pytest.raises(Untyped, match="AWS::Made::Up"):
        check({"Resources": {"Any": {"Type": "AWS::Made::Up"}}})


def test_a_bucket_and_its_policy_are_seen_together_from_two_stacks() -> None:
    told = {"Fn::GetStackOutput": {"StackName": "haat-a", "OutputName": "Name"}}
    refused = {
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": [told, {"Fn::Join": ["", [told, "/*"]]}],
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }
    document = {"Version": "2012-10-17", "Statement": [refused]}
    properties = {"Bucket": told, "PolicyDocument": document}
    stacks: dict[str, Template] = {
        "haat-a": {
            "Resources": {"bucket": {"Type": "AWS::S3::Bucket"}},
            "Outputs": {"Name": {"Value": {"Ref": "bucket"}}},
        },
        "haat-b": {
            "Resources": {
                "policy": {"Type": "AWS::S3::BucketPolicy", "Properties": properties, "DependsOn": "other"},
                "other": {"Type": "AWS::SQS::Queue"},
            }
        },
    }
    rules = {finding.rule for finding in check(merged(stacks)).findings}
    assert "S1" in rules
    assert "S10" not in rules


def test_a_suppression_covers_its_own_rule_detail_and_resource_only() -> None:
    one = Suppression("IAM5", "a reason", r"Resource::bucket/\*", resource="Reader")
    covered = Finding("IAM5", "Resource::bucket/*", "DataReaderRole", "")
    assert unexplained([covered], [one]) == []
    for other in (
        Finding("IAM4", "Resource::bucket/*", "DataReaderRole", ""),
        Finding("IAM5", "Resource::bucket/*/more", "DataReaderRole", ""),
        Finding("IAM5", "Resource::bucket/*", "DataWriterRole", ""),
    ):
        assert unexplained([other], [one]) == [other]
        assert unused([other], [one]) == [one]


def test_make_security_looks_at_every_stage_with_every_search() -> None:
    assert len(list(every())) == 9
    assert set(SAMPLE) <= set(every())
