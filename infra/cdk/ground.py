"""What functions stand on: the shared resources, by the names and ARNs that grants and settings need."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import aws_cdk as cdk

from infra.cdk.stages import Stage


@dataclass(frozen=True, slots=True)
class Cluster:
    """OpenSearch: a domain if requests are `signed_for` "es", a collection if for "aoss"."""

    signed_for: str
    name: str
    arn: str
    endpoint: str


@dataclass(frozen=True, slots=True)
class Ground:
    """Shared resources. `values`: settings that follow from them, by environment variable."""

    stage: Stage
    table_arn: str
    stream_arn: str
    table_key_arn: str | None  # None: AWS's own key encrypts the table
    bus_name: str
    bus_arn: str
    alarms_arn: str  # the topic that alarms ring
    token_key_arns: Sequence[str]  # the first one signs, the tokens of all are taken
    sealing_key_arn: str
    mail_arn: str
    buckets: Mapping[str, str]  # ARN by short name: "search", "recommendations", …
    secrets: Mapping[str, str]  # ARN by short name: "payments"
    machines: Mapping[str, str]  # ARN by name: "checkout"
    values: Mapping[str, str]
    cluster: Cluster | None = None  # None: search is embedded
    queues: Sequence[str] = ()  # names of functions that are fed by a queue, each with dead letters
    streams: Sequence[str] = ()  # and of those fed by the table's stream


def machine_name(stage: Stage, machine: str) -> str:
    return f"{stage.prefix}-{machine}"


def arn(service: str, resource: str) -> str:
    """The ARN of a resource of the same account and region, by its name."""
    return f"arn:{cdk.Aws.PARTITION}:{service}:{cdk.Aws.REGION}:{cdk.Aws.ACCOUNT_ID}:{resource}"
