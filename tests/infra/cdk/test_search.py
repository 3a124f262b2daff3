"""OpenSearch where a stage asks for it: reached by signed requests, open to search's functions only."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import aws_cdk as cdk
import pytest
from constructs import Construct

from haat import grants
from haat.manifest import Function
from infra.cdk.constructs.searching import admit
from infra.cdk.services import discover, functions_of
from infra.cdk.stacks.search import SearchCluster
from infra.cdk.stages import Search, Stage, Target, UnknownStage, stage_from
from tests.infra.cdk.conftest import synthesized
from tests.infra.cdk.test_environment import GROUND
from tests.support.templates import Templates, text

DECLARED = {f"haat-test-{declared.name}": declared for declared in functions_of(discover(), Function)}
SEARCHING = {
    name: grant
    for name, declared in DECLARED.items()
    for grant in declared.grants
    if isinstance(grant, grants.SearchCluster)
}


@pytest.fixture(scope="module")
def domain(tmp_path_factory: pytest.TempPathFactory) -> Templates:
    """A whole platform with a domain."""
    return synthesized(tmp_path_factory, target="aws", stage="test", search="domain")


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Templates:
    """A collection, and what admits functions to it, without the functions."""
    app = cdk.App(outdir=str(tmp_path_factory.mktemp("collection")))
    stage = Stage("test", Target.AWS, None, "eu-central-1", search=Search.COLLECTION)
    stack = cdk.Stack(app, "search")
    ground = replace(GROUND, stage=stage, cluster=SearchCluster(stack, "search", stage).cluster)
    for name, declared in DECLARED.items():
        admit(Construct(stack, name), declared, f"arn:role-of-{name}", ground)
    return Templates(Path(app.synth().directory))


def test_nothing_of_opensearch_is_there_unless_a_stage_asks(templates: Templates) -> None:
    assert not [one for one in templates.all() if "OpenSearch" in one.kind]
    function = templates.function("haat-test-search-find-products")
    assert function.properties["Environment"]["Variables"]["SEARCH_ENGINE"] == "embedded"


def test_every_function_of_search_signs_for_the_domain(domain: Templates) -> None:
    for name in SEARCHING:
        variables = domain.function(name).properties["Environment"]["Variables"]
        assert (variables["SEARCH_ENGINE"], variables["OPENSEARCH_SIGNED_FOR"]) == ("opensearch", "es")
        assert "haat-test-search" in text(variables["OPENSEARCH_ENDPOINT"])


def rights(templates: Templates, name: str, service: str) -> list[dict[str, Any]]:
    statements = templates.statements(templates.function(name))
    return [one for one in statements if any(action.startswith(f"{service}:") for action in one["Action"])]


def test_a_reader_may_ask_a_domain_and_change_nothing(domain: Templates) -> None:
    for name, grant in SEARCHING.items():
        (right,) = rights(domain, name, "es")
        if "Write" in grant.actions:
            assert "es:ESHttpPut" in right["Action"]
        else:
            paths = [text(path).rpartition("/haat-products/")[2].rstrip('"}]') for path in right["Resource"]]
            assert paths == ["_search", "_doc/*"]
            assert right["Action"] == ["es:ESHttpGet", "es:ESHttpPost"]


def test_no_other_function_may_reach_it(domain: Templates) -> None:
    functions = [one.properties.get("FunctionName") for one in domain.all("AWS::Lambda::Function")]
    assert {name for name in functions if name and rights(domain, name, "es")} == set(SEARCHING)


def test_a_domain_is_encrypted_and_takes_tls_only(domain: Templates) -> None:
    properties = domain.one("AWS::OpenSearchService::Domain").properties
    assert properties["EncryptionAtRestOptions"] == properties["NodeToNodeEncryptionOptions"]
    assert properties["EncryptionAtRestOptions"] == {"Enabled": True}
    assert properties["DomainEndpointOptions"]["EnforceHTTPS"] is True
    (statement,) = properties["AccessPolicies"]["Statement"]
    assert text(statement["Principal"]["AWS"]).endswith(":root")


def test_a_collection_is_encrypted_and_made_after_the_policies_that_say_so(collection: Templates) -> None:
    closed = collection.all("AWS::OpenSearchServerless::SecurityPolicy")
    assert {one.properties["Type"] for one in closed} == {"encryption", "network"}
    resources = collection.stacks["search"]["Resources"].values()
    (made,) = [one for one in resources if one["Type"] == "AWS::OpenSearchServerless::Collection"]
    assert sorted(made["DependsOn"]) == sorted(one.name for one in closed)


def test_a_collection_admits_each_role_to_what_it_needs(collection: Templates) -> None:
    policies = collection.all("AWS::OpenSearchServerless::AccessPolicy")
    assert len(policies) == len(SEARCHING)
    for one in policies:
        (said,) = json.loads(text(one.properties["Policy"]))
        (role,) = said["Principal"]
        permissions = {right for rule in said["Rules"] for right in rule["Permission"]}
        grant = SEARCHING[role.removeprefix("arn:role-of-")]
        assert ("aoss:WriteDocument" in permissions) is ("Write" in grant.actions)
        assert len(one.properties["Name"]) <= 32


def test_what_search_may_be_is_said_by_name() -> None:
    def made(**context: str) -> Search:
        return stage_from({"stage": "dev", **context}.get, overridable=(), account=None).search

    assert made() is Search.EMBEDDED
    assert made(search="collection") is Search.COLLECTION
    with pytest.raises(UnknownStage, match="embedded"):
        made(search="elsewhere")
