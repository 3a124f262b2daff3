"""Findings of cdk-nag that stay, each with its reason. A suppression that covers nothing fails the tests."""

import re
from dataclasses import dataclass
from typing import Protocol


class Found(Protocol):
    """What a suppression looks at."""

    @property
    def rule(self) -> str: ...
    @property
    def detail(self) -> str: ...
    @property
    def resource(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Suppression:
    """`detail` and `resource` are regular expressions: the whole detail, a part of the resource's name."""

    rule: str
    reason: str
    detail: str = ""
    resource: str = ""

    def covers(self, finding: Found) -> bool:
        """Whether this is the reason for a finding."""
        return (
            finding.rule == self.rule
            and re.fullmatch(self.detail, finding.detail) is not None
            and re.search(self.resource, finding.resource) is not None
        )


def _wildcard(resources: str, reason: str, *, of: str = "") -> Suppression:
    return Suppression("IAM5", reason, f"Resource::{resources}", of)


_HERE = "arn:<AWS::Partition>:{service}:<AWS::Region>:<AWS::AccountId>:"

SUPPRESSIONS = (
    _wildcard(
        r"\*",
        "X-Ray, deliveries of logs and ListStreams know no resources: see tests/infra/cdk/test_rights.py",
    ),
    _wildcard(
        _HERE.format(service="logs") + r"log-group:/aws/lambda/haat-\w+-[a-z-]+:\*",
        "The streams of the function's own log group, whose names Lambda makes up",
    ),
    _wildcard(
        r"arn:<AWS::Partition>:logs:\*:<AWS::AccountId>:log-group:/aws/lambda/us-east-1\.haat-\w+-[a-z-]+:\*",
        "A function at the edge logs in whichever region is near the client",
        of="EdgeProblemsRole",
    ),
    _wildcard(
        r"<\w+Bucket\w+\.Arn>/[\w.-]+/\*",
        "Objects under the one prefix that the manifest grants, whose names are made at run time",
    ),
    _wildcard(
        _HERE.format(service="states") + r"execution:haat-\w+-[a-z]+:\*",
        "Executions of one machine, whose names are made at run time",
    ),
    _wildcard(
        r"<\w+Domain\w+\.Arn>/(haat-products/_doc/)?\*",
        "Documents of the shop's index; who builds it anew makes indices under names with their time",
        of="ServiceSearch",
    ),
    Suppression(
        "L1",
        "python3.13 is what the layers' wheels are pinned and tested for; Lambda maintains it until 2029",
    ),
    Suppression(
        "APIG4",
        "The manifest says that anybody, a guest or the provider may call it, and the function looks at what "
        "it is sent; tests/contracts/authorization has a row for every operation",
        resource="Route",
    ),
    Suppression("SQS3", "It is where the dead letters of a stream end", resource="deadQueue"),
    Suppression(
        "SF1",
        "Errors only: Step Functions keeps every execution's whole history for 90 days, and a second copy of "
        "it in CloudWatch would cost more than the executions",
    ),
    Suppression(
        "CFR3",
        "The gateway logs what is no hit of the cache, the firewall what it blocked; CloudFront's own log "
        "would have the paths of shared links in it",
        resource="Distribution",
    ),
    Suppression(
        "CFR4",
        "Under CloudFront's own name its certificate decides; production has to have a name, and TLS 1.2 "
        "at least. What the keys' distribution serves is public, and read by the gateway, over TLS 1.2",
        resource="HaatDevEdge.*Distribution|KeysDistribution",
    ),
    Suppression("CFR1", "The shop sells wherever it has a tax and a shipping rate for"),
    Suppression(
        "CFR2",
        "The public half of the signing key: static, cached, and read by the gateway",
        resource="KeysDistribution",
    ),
    Suppression("COG8", "A dozen people with a second factor, made by each other"),
    Suppression(
        "CFR2",
        "A stage of economy has no firewall, which is most of what one costs; production has to have it",
        resource="HaatDevEdge.*Distribution",
    ),
    Suppression(
        "OS7", "One node for a stage that nobody depends on; production has three", resource="HaatDev"
    ),
    Suppression(
        "OS9",
        "Slow questions are measured by the functions that ask them",
        detail="LogExport::(INDEX|SEARCH)_SLOW_LOGS",
    ),
    Suppression(
        "OS1",
        "Functions stay outside of a VPC, which would cost a NAT gateway and slower starts; the domain takes "
        "signed requests over TLS from the roles of search only",
    ),
    Suppression("OS3", "Lambda has no fixed addresses; requests are signed by roles instead"),
    Suppression("OS4", "Three nodes elect a master among them; three more for that would double the price"),
    Suppression(
        "SMG4",
        "The provider's key can only be made in the provider's dashboard: SECURITY.md has the steps",
        resource="PaymentsSecret",
    ),
    Suppression(
        "SMG4",
        "The edge and the gateway get it by deployments, and have to have the same: whoever has it can make "
        "up a client's address, and nothing else",
        resource="EdgeEdgeKey",
    ),
    Suppression("SMG4", "Google and Facebook make these in their consoles alone", resource="ProvidersSecret"),
)
