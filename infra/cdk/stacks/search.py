"""OpenSearch where a stage asks for it: a managed domain, or a serverless collection."""

import json
from typing import Any

import aws_cdk as cdk
from constructs import Construct

from infra.cdk.constructs.resource import allow, arn_of, kept, output, policy, resource
from infra.cdk.ground import Cluster, arn
from infra.cdk.stages import Search, Stage

ENGINE_VERSION = "OpenSearch_3.7"  # the nearest to 3.8, which tests and laptop have
TLS = "Policy-Min-TLS-1-2-PFS-2023-10"
SMALL = {"InstanceType": "t3.small.search", "InstanceCount": 1}
# One node in each of three zones: one may fail, and each has all data.
PRODUCTION = {
    "InstanceType": "r7g.large.search",
    "InstanceCount": 3,
    "ZoneAwarenessEnabled": True,
    "ZoneAwarenessConfig": {"AvailabilityZoneCount": 3},
}
DISK_GB, DISK_GB_PRODUCTION = 10, 100


class SearchCluster(Construct):
    """What OpenSearch runs on. `cluster`: how functions reach it; None where the embedded engine answers."""

    def __init__(self, scope: Construct, name: str, stage: Stage) -> None:
        super().__init__(scope, name)
        self._stage, self._name = stage, f"{stage.prefix}-search"
        self.cluster = self._domain() if stage.search is Search.DOMAIN else self._collection()
        output(self, "SearchEndpoint", self.cluster.endpoint)

    def _domain(self) -> Cluster:
        """Encrypted, over TLS only; who may ask is said by the roles of functions, as for the table."""
        on = arn("es", f"domain/{self._name}/*")
        owner = {"Principal": {"AWS": f"arn:{cdk.Aws.PARTITION}:iam::{cdk.Aws.ACCOUNT_ID}:root"}}
        keeps = self._stage.keeps_data
        properties = {
            "DomainName": self._name,
            "EngineVersion": ENGINE_VERSION,
            "ClusterConfig": PRODUCTION if keeps else SMALL,
            "EBSOptions": {
                "EBSEnabled": True,
                "VolumeType": "gp3",
                "VolumeSize": DISK_GB_PRODUCTION if keeps else DISK_GB,
            },
            "EncryptionAtRestOptions": {"Enabled": True},
            "NodeToNodeEncryptionOptions": {"Enabled": True},
            "DomainEndpointOptions": {"EnforceHTTPS": True, "TLSSecurityPolicy": TLS},
            "AccessPolicies": policy([allow(["es:ESHttp*"], on) | owner]),
        }
        made = kept(resource(self, "Domain", "AWS::OpenSearchService::Domain", properties), keep=keeps)
        endpoint = made.get_att("DomainEndpoint").to_string()
        return Cluster("es", self._name, arn_of(made), f"https://{endpoint}")

    def _collection(self) -> Cluster:
        """Public by address, closed by right: each function that may ask has an access policy of its own."""
        on = [{"ResourceType": "collection", "Resource": [f"collection/{self._name}"]}]
        policies = [
            self._policy("encryption", {"Rules": on, "AWSOwnedKey": True}),
            self._policy("network", [{"Rules": on, "AllowFromPublic": True}]),
        ]
        standby = "ENABLED" if self._stage.keeps_data else "DISABLED"
        properties = {"Name": self._name, "Type": "SEARCH", "StandbyReplicas": standby}
        kind = "AWS::OpenSearchServerless::Collection"
        made = kept(
            resource(self, "Collection", kind, properties, after=policies), keep=self._stage.keeps_data
        )
        endpoint = made.get_att("CollectionEndpoint").to_string()
        return Cluster("aoss", self._name, arn_of(made), endpoint)

    def _policy(self, kind: str, said: Any) -> cdk.CfnResource:
        properties = {"Name": self._name, "Type": kind, "Policy": json.dumps(said)}
        return resource(self, kind.title(), "AWS::OpenSearchServerless::SecurityPolicy", properties)
