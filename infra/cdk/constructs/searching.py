"""The rights of a function to OpenSearch, in the two ways in which AWS gives them."""

import aws_cdk as cdk
from constructs import Construct

from haat.grants import SearchCluster
from haat.manifest import Function
from infra.cdk.constructs.resource import Statement, allow, resource
from infra.cdk.ground import Cluster, Ground

INDICES = "haat-products"  # with whatever follows
NAME_CHARACTERS_MAX = 32  # of a policy
_READS = ["es:ESHttpGet", "es:ESHttpPost"]
_ALL = ["es:ESHttpDelete", "es:ESHttpGet", "es:ESHttpHead", "es:ESHttpPost", "es:ESHttpPut"]
_DOCUMENTS = {
    "Read": ["aoss:DescribeIndex", "aoss:ReadDocument"],
    "Write": ["aoss:CreateIndex", "aoss:DeleteIndex", "aoss:UpdateIndex", "aoss:WriteDocument"],
}
_ALIASES = {
    "Read": ["aoss:DescribeCollectionItems"],
    "Write": ["aoss:CreateCollectionItems", "aoss:DeleteCollectionItems", "aoss:UpdateCollectionItems"],
}


def statement(grant: SearchCluster, cluster: Cluster) -> Statement:
    """A domain tells requests apart by their paths; a collection takes all, and its own policy decides."""
    if cluster.signed_for == "aoss":
        return allow(["aoss:APIAccessAll"], cluster.arn)
    if "Write" in grant.actions:
        return allow(_ALL, f"{cluster.arn}/*")
    asked = [f"{cluster.arn}/{INDICES}/{path}" for path in ("_search", "_doc/*")]
    return allow(_READS, asked)


def admit(scope: Construct, declared: Function, role_arn: str, ground: Ground) -> None:
    """Let a function into a collection, if that is what there is and its manifest grants it."""
    cluster = ground.cluster
    granted = next((grant for grant in declared.grants if isinstance(grant, SearchCluster)), None)
    if granted is None or cluster is None or cluster.signed_for != "aoss":
        return
    documents = _rule("index", f"{cluster.name}/{INDICES}*", _DOCUMENTS, granted)
    aliases = _rule("collection", cluster.name, _ALIASES, granted)
    said = [{"Rules": [documents, aliases], "Principal": [role_arn]}]
    properties = {
        "Name": f"{ground.stage.prefix}-{declared.operation.replace('_', '-')}"[:NAME_CHARACTERS_MAX],
        "Type": "data",
        "Policy": cdk.Stack.of(scope).to_json_string(said),
    }
    resource(scope, "SearchAccess", "AWS::OpenSearchServerless::AccessPolicy", properties)


def _rule(kind: str, on: str, rights: dict[str, list[str]], grant: SearchCluster) -> dict[str, object]:
    permissions = [right for action in grant.actions for right in rights[action]]
    return {"ResourceType": kind, "Resource": [f"{kind}/{on}"], "Permission": permissions}
